import type { LaunchState } from "./launchState";
import { isBadEnd, type BadEnd } from "../marketplace/operationStatus";
import type { Submission } from "../marketplace/service";
import { previewLags } from "./obstacles";
import { NOTHING_RUNS } from "./phases";
import { undecided } from "./proof";
import { entryText, type Reading } from "./reading";
import { obstructed, type Circumstances, type Decision } from "./situation";
import { remarkOnEnded, remarkOnRunning } from "./uncompared";

/**
 * A launch that ended badly is still shown as running: by the status alone, or by an entry of the same operation. If
 * the documents contradicted each other when that end was reported, they may go on doing so for ever. If nothing
 * contradicted the end, it is over, and what runs now is new.
 */
function hasEndedBadly(entry: Submission | undefined, memory: LaunchState | undefined): boolean {
  if (memory === undefined || !isBadEnd(memory.status)) return false;
  if (memory.contradictions?.end === undefined) return false;
  return (
    entry === undefined || (memory.operationUrl !== undefined && entry.operationUrl === memory.operationUrl)
  );
}

/** Something is running: a launch, or something else. */
export function underWay(reading: Reading, rest: Circumstances): Decision | undefined {
  const { memory, waitForReady, verifyVersion } = rest;
  const { running, entry, preview, phase, shown } = reading;
  const url = entry?.operationUrl === undefined ? {} : { operationUrl: entry.operationUrl };
  if (running === "nothing" || hasEndedBadly(entry, memory)) return undefined;
  const isLaunch = running === "foreign" || running === "unnamed";
  if (running === "declared" || (!verifyVersion && isLaunch))
    return { kind: "adopt", ...url, ...remarkOnRunning(reading, rest) };
  if (memory?.status === "running") {
    return {
      kind: "adopt",
      ...(memory.operationUrl === undefined ? {} : { operationUrl: memory.operationUrl }),
    };
  }
  const isPreviewHidden = preview === "none" || preview === "unread" || preview === "unnumbered";
  const isOurs =
    memory?.status === "indeterminate" && running === "unnamed" && (isPreviewHidden || preview === "same");
  if (isOurs && (phase === "launching" || preview === "same")) return { kind: "adopt", ...url };
  const who = entry === undefined ? `a launch of an unknown version (${shown.summary})` : entryText(entry);
  return obstructed(
    {
      code: "LAUNCH_IN_THE_WAY",
      seen: `another operation is running: ${who}. The service runs one operation of an offer at a time`,
      remedy: "Run again when it has ended",
      otherwise:
        'If it is over but still listed, launch the offer in Partner Center: the next "pulumi up" finds it live',
      passing: true,
    },
    waitForReady,
  );
}

/** The decision about a remembered launch of the declared version. */
export function rememberedLaunch(reading: Reading, rest: Circumstances): Decision | undefined {
  const { memory, since } = rest;
  if (memory === undefined) return undefined;
  const adopt: Decision = {
    kind: "adopt",
    ...(memory.operationUrl === undefined ? {} : { operationUrl: memory.operationUrl }),
  };
  switch (memory.status) {
    case "running":
      return adopt;
    case "indeterminate":
      return since === "nothing" ? undecided(reading, memory, rest) : { kind: "adopt" };
    case "failed":
    case "canceled":
      if (since === "succeeded" || memory.failure === undefined) return { kind: "adopt", confirms: true };
      return { kind: "failedBefore", status: memory.status, failure: memory.failure };
    case "notStarted":
    case "succeeded":
      return undefined;
  }
}

/** How the version's last launch ended, if not in success: by the list, otherwise by the status. */
function badEnd({ lastWord, phase }: Reading): BadEnd | undefined {
  if (isBadEnd(lastWord)) return lastWord;
  if (lastWord !== "none") return undefined;
  return phase === "launchFailed" ? "failed" : phase === "launchCanceled" ? "canceled" : undefined;
}

/**
 * The version's last launch failed or was canceled. It is launched again for a new resource, otherwise reported
 * again.
 */
export function again(reading: Reading, rest: Circumstances): Decision | undefined {
  const end = badEnd(reading);
  if (end === undefined) return undefined;
  const { last, lastIsNamed, lastIsCertain, phase, preview, publishRuns, shown } = reading;
  const { declared, verifyVersion, mayRelaunch = false } = rest;
  const isBehind = verifyVersion && previewLags(reading, rest) !== undefined;
  const which =
    last === undefined
      ? `an earlier launch of what is in preview ended (${shown.summary})`
      : `an earlier launch of version ${declared} ended "${last.word}" (operation ${last.id})`;
  const isInPreview = preview === "same" || (!verifyVersion && preview === "unnumbered");
  if (!isInPreview) return undefined;
  const isShown = phase === "launchFailed" || phase === "launchCanceled";
  // An entry without a number may be an earlier launch, in a list that lags.
  if (!mayRelaunch && last !== undefined && !lastIsNamed && !isShown) return undefined;
  if (!mayRelaunch) {
    return {
      kind: "refuse",
      code: end === "failed" ? "LAUNCH_FAILED" : "LAUNCH_CANCELED",
      replace: true,
      reason: `${which}, and it is not launched again by itself. Correct the offer in Partner Center, publish it to preview, and declare the new version`,
    };
  }
  if (isBehind) return undefined;
  // An entry without a time may be from before the publish. Then only the status shows what came last.
  const isLast = lastIsCertain || isShown;
  const isQuiet = phase === "readyToLaunch" || (NOTHING_RUNS.has(phase) && !publishRuns && isLast);
  return isQuiet ? { kind: "launch", remark: `${which}; launching it again` } : undefined;
}

/**
 * The list shows a success of this version: no POST, and production has to confirm it. An entry without a number may
 * be another version's success, in a list that lags.
 */
export function listedSuccess(reading: Reading, rest: Circumstances): Decision | undefined {
  const { waitForReady, verifyVersion, declared } = rest;
  const { lastWord, last, lastIsNamed, preview, phase } = reading;
  const isInPreview = preview === "same" || preview === "unnumbered";
  const isShown = isInPreview || (phase === "live" && (verifyVersion || preview !== "none"));
  if (lastWord !== "succeeded" || last === undefined || !isShown) return undefined;
  if (lastIsNamed) {
    return {
      kind: "adopt",
      confirms: true,
      ...(last.operationUrl === undefined ? {} : { operationUrl: last.operationUrl }),
      ...remarkOnEnded(reading, rest),
    };
  }
  return obstructed(
    {
      code: "NOT_READY",
      seen: `the list of operations shows a successful launch of what is in preview (${entryText(last)}), but production does not contain version ${declared}`,
      remedy: "Run again later",
      otherwise: `If this lasts, launch the offer in Partner Center: the next "pulumi up" finds version ${declared} live`,
      passing: true,
    },
    waitForReady,
  );
}
