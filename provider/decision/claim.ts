import type { Observation, OfferPhase, Problem } from "../marketplace/service";
import { isSettled, type SettledStatus } from "../marketplace/operationStatus";
import { NOTHING_RUNS } from "./phases";

/** What the followed operation last said of itself. `running` for anything but an end. */
export interface Claim {
  readonly status: SettledStatus | "running";
  readonly problems: readonly Problem[];
  /** It said so in a word that is not known. */
  readonly isUnknown?: boolean;
  /** It launched nothing, since another operation of the offer came first. */
  readonly isOvertaken?: boolean;
}

/** What an observation claims. */
export function claimOf({ status, problems, isOvertaken = false }: Observation): Claim {
  return {
    status: isSettled(status) ? status : "running",
    problems,
    ...(status === undefined ? { isUnknown: true } : {}),
    ...(isOvertaken ? { isOvertaken } : {}),
  };
}

/** What it says beside the status: a word that is not known says nothing when the status shows that nothing runs. */
export function operationWord(claim: Claim | undefined, phase: OfferPhase): "none" | Claim["status"] {
  return claim === undefined || (claim.isUnknown === true && NOTHING_RUNS.has(phase)) ? "none" : claim.status;
}
