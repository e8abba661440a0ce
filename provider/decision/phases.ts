import type { OfferPhase } from "../marketplace/service";
import type { Beginning } from "./launchState";

/** Phases in which nothing runs, and nothing is about to. */
export const NOTHING_RUNS: ReadonlySet<OfferPhase> = new Set([
  "live",
  "launchFailed",
  "launchCanceled",
  "publishFailed",
  "publishCanceled",
]);

/** Phases that say nothing about where an offer stands. */
const SILENT: ReadonlySet<OfferPhase> = new Set(["unknown", "absent"]);

/** Whether the status has changed since the launch began, as far as it said anything then. */
export function hasMoved(phase: OfferPhase, beginning: Beginning): boolean {
  const before = beginning.phase ?? "unknown";
  return !SILENT.has(phase) && !SILENT.has(before) && phase !== before;
}
