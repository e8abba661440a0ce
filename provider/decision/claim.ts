import type { Observation, Problem } from "../marketplace/service";
import { isSettled, type SettledStatus } from "../marketplace/operationStatus";

/** What the operation that is followed said of itself last; `running` for anything but an end. */
export interface Claim {
  readonly status: SettledStatus | "running";
  readonly problems: readonly Problem[];
}

/** The claim that an observation makes. */
export function claimOf({ status, problems }: Observation): Claim {
  return { status: isSettled(status) ? status : "running", problems };
}
