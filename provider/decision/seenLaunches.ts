import type { Look, OfferPhase, Submission } from "../marketplace/service";
import { isSettled } from "../marketplace/status";
import type { Version } from "../marketplace/version";

/** Posting again after a POST with an unknown outcome needs at least this long since that POST. */
export const PROOF_AGE_MS = 30 * 60_000;

/** Launches that have not ended: a word that is not known counts as not ended. */
export function launchesUnderWay(look: Look): readonly Submission[] {
  return look.submissions.filter((one) => one.kind === "launch" && !isSettled(one.status));
}

/** How a launch ended, where the offer's status says that one did. */
export function launchEnded(phase: OfferPhase): "failed" | "canceled" | undefined {
  return phase === "launchFailed" ? "failed" : phase === "launchCanceled" ? "canceled" : undefined;
}

/** The launches of a version that have ended, latest last; without comparing versions, of any. */
export function endedLaunches(
  look: Look,
  { declared, verifyVersion }: { readonly declared: Version; readonly verifyVersion: boolean },
): readonly Submission[] {
  return look.submissions
    .filter((one) => one.kind === "launch" && isSettled(one.status))
    .filter((one) => !verifyVersion || one.version === declared)
    .toSorted((a, b) => (a.changedAt ?? 0) - (b.changedAt ?? 0));
}
