import { isBadEnd } from "../marketplace/operationStatus";
import { isUnfinished } from "./launchState";
import type { Reading } from "./reading";
import type { Circumstances, Decision } from "./situation";

/**
 * A later version is live. No obstacle when the declared version waits in preview, or when its number may have risen.
 */
export function superseded(
  { production, preview, running, risen, shown }: Reading,
  rest: Circumstances,
): Decision | undefined {
  const { declared, memory, verifyVersion, since } = rest;
  if (!verifyVersion || production !== "higher") return undefined;
  // Where a number names one publish, its order means nothing: production is older than the version in preview, than
  // the version that is being launched, and than a launch that found it there.
  const isBefore = memory?.beginning !== undefined && memory.beginning.production === shown.production;
  const isOlder = preview === "same" || running === "declared" || isBefore;
  if (rest.traits.versionsExact && isOlder) return undefined;
  // The number may have risen when our own launch went live.
  if (risen && (isUnfinished(memory) || since === "live")) return undefined;
  const later = shown.production ?? "";
  return {
    kind: "refuse",
    code: "SUPERSEDED",
    reason: `a later version is live: production contains ${later}, but offerVersion is ${declared}. Set it to ${later}, or to the version that waits in preview`,
  };
}

/** The declared version is live, or what was launched before still is. */
export function alreadyLive(reading: Reading, rest: Circumstances): Decision | undefined {
  const { production, preview, phase, lastWord, shown } = reading;
  const { verifyVersion, declared, memory, lastLive } = rest;
  if (rest.since === "live" && memory !== undefined && isBadEnd(memory.status)) {
    return {
      kind: "done",
      remark: `the last launch of version ${declared} ended "${memory.status}", but it was launched again since and is live`,
    };
  }
  if (verifyVersion) {
    if (production !== "same") return undefined;
    const waits = preview === "same" && phase === "readyToLaunch";
    return waits
      ? {
          kind: "done",
          remark: `production contains version ${declared}, and the offer waits for sign-off of the same number. Nothing is launched. If preview contains something new, launch it in Partner Center, or publish it again`,
        }
      : { kind: "done" };
  }
  if (memory !== undefined || phase !== "live") return undefined;
  if (lastLive !== undefined && shown.production === lastLive.version) {
    return {
      kind: "refuse",
      code: "NOTHING_IN_PREVIEW",
      reason: `nothing new waits in preview: ${shown.production === undefined ? "what was launched before" : `version ${shown.production}, launched before,`} is still live. Publish the offer to preview first`,
    };
  }
  const isSame =
    production === "same" || (production === "unnumbered" && preview !== "none") || preview === "none";
  const isThere = production !== "none" && production !== "unread";
  return isThere && (isSame || lastWord === "succeeded")
    ? { kind: "done", remark: "versions were not compared (verifyVersion is false)" }
    : undefined;
}
