import type { Version } from "../marketplace/version";
import type { SettledStatus } from "../marketplace/operationStatus";
import type { Facts } from "./facts";
import { hasMoved } from "./phases";
import { relationOf, type Reading } from "./reading";

export type StatusWord = "none" | "running" | "waits" | "waitsAgain" | SettledStatus;

/**
 * The offer's status speaks of what preview holds: it is about this launch unless preview has moved on, or, where
 * preview shows nothing, a later version was published or launched by what is listed.
 */
export function isAboutUs({ preview, history }: Reading, target: Version | undefined, facts: Facts): boolean {
  if (preview === "same") return true;
  if (!facts.verifyVersion)
    return target === undefined || !(preview === "higher" || facts.traits.versionsExact);
  if (preview === "lower" || preview === "higher" || preview === "other") return false;
  // Where a number names one publish, the list tells of this launch by its number; the status may be about an earlier one.
  if (facts.traits.versionsExact) return false;
  return (
    history.countsOtherwise ||
    !facts.look.submissions.some(
      ({ version }) => version !== undefined && relationOf(version, target, facts.traits) === "higher",
    )
  );
}

export function statusSays(
  { phase, production }: Reading,
  isOurs: boolean,
  { beginning, moved = false, searched = false, traits, verifyVersion }: Facts,
): StatusWord {
  const wasOtherwise = moved || hasMoved(phase, beginning);
  if (!isOurs) return "none";
  switch (phase) {
    case "launching":
      return "running";
    case "readyToLaunch":
      return wasOtherwise && !searched ? "waitsAgain" : "waits";
    case "live":
      // Where a number names one publish, an older one that is live says nothing about this launch.
      if (traits.versionsExact && verifyVersion && production !== "same") return "none";
      // Somebody else may have launched since, and the number that rose may be theirs.
      if (searched) return "none";
      return wasOtherwise ? "succeeded" : "none";
    case "launchFailed":
      return wasOtherwise ? "failed" : "none";
    case "launchCanceled":
      return wasOtherwise ? "canceled" : "none";
    case "absent":
    case "unpublished":
    case "preparing":
    case "publishFailed":
    case "publishCanceled":
    case "unknown":
      return "none";
  }
}
