import type { OfferPhase, ServiceTraits } from "../marketplace/service";
import type { Beginning } from "./launchState";
import type { Reading } from "./reading";

/** Phases in which nothing runs, and nothing is about to. */
export const NOTHING_RUNS: ReadonlySet<OfferPhase> = new Set([
  "live",
  "launchFailed",
  "launchCanceled",
  "publishFailed",
  "publishCanceled",
]);

/**
 * Phases that say nothing about where an offer stands. Nothing of an offer that was published is `unpublished` again:
 * its documents are missing.
 */
const SILENT: ReadonlySet<OfferPhase> = new Set(["unknown", "absent", "unpublished"]);

/** Whether the status has changed since the launch began, as far as it said anything then. */
export function hasMoved(phase: OfferPhase, beginning: Beginning): boolean {
  const before = beginning.phase ?? "unknown";
  return !SILENT.has(phase) && !SILENT.has(before) && phase !== before;
}

/** Whether another version is in preview by now, while neither list nor status says that anything runs. */
export function isPassed({ preview, running, phase }: Reading, { versionsExact }: ServiceTraits): boolean {
  const isOther = preview === "higher" || preview === "other" || (versionsExact && preview === "lower");
  return isOther && running === "nothing" && !SILENT.has(phase);
}
