import type { Observation, OfferPhase, Problem } from "../marketplace/service";
import { isSettled, type SettledStatus } from "../marketplace/operationStatus";
import { NOTHING_RUNS } from "./phases";

/** The followed operation's last word on itself. `running` for anything but an end. */
export interface Claim {
  readonly status: SettledStatus | "running";
  readonly problems: readonly Problem[];
  /** It used a word that is not known. */
  readonly isUnknown?: boolean;
  /** It launched nothing, since another operation of the offer came first. */
  readonly isOvertaken?: boolean;
}

/** The claim in an observation. */
export function claimOf({ status, problems, isOvertaken = false }: Observation): Claim {
  return {
    status: isSettled(status) ? status : "running",
    problems,
    ...(status === undefined ? { isUnknown: true } : {}),
    ...(isOvertaken ? { isOvertaken } : {}),
  };
}

/**
 * The operation's word, given the offer's phase: an unknown word says nothing when the status shows that nothing
 * runs.
 */
export function operationWord(claim: Claim | undefined, phase: OfferPhase): "none" | Claim["status"] {
  return claim === undefined || (claim.isUnknown === true && NOTHING_RUNS.has(phase)) ? "none" : claim.status;
}
