import type { Observation, Problem } from "../marketplace/service";
import { isSettled, type SettledStatus } from "../marketplace/operationStatus";

/** What the followed operation last said of itself. `running` for anything but an end. */
export interface Claim {
  readonly status: SettledStatus | "running";
  readonly problems: readonly Problem[];
}

/** What an observation claims. */
export function claimOf({ status, problems }: Observation): Claim {
  return { status: isSettled(status) ? status : "running", problems };
}
