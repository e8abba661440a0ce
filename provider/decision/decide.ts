import { obstructed, type Decision, type Obstacle, type Situation } from "./situation";
import { earlierInTheWay } from "./earlierLaunch";
import { succeededSince, weigh } from "./evidence";
import { beginningOf, firstCount } from "./launchState";
import type { OfferPhase } from "../marketplace/service";
import { obstacleTo } from "./obstacles";
import { undecided } from "./proof";
import { entryText, readLook, type Reading } from "./reading";

/** All but the look, which has been read. */
export type Circumstances = Omit<Situation, "look"> & {
  /** An earlier launch that is in the way, as a decision. */
  readonly inTheWay?: Decision | undefined;
  /** Something has said since the remembered launch began that it ended, or that it succeeded. */
  readonly since: "nothing" | "ended" | "succeeded" | "live";
};

/** Where a later version is live: an obstacle, unless what is declared waits in preview or may have risen. */
function superseded(
  { production, preview, running, risen, shown }: Reading,
  rest: Circumstances,
): Decision | undefined {
  const { declared, memory, verifyVersion, since } = rest;
  if (!verifyVersion || production !== "higher") return undefined;
  // Where a number names one publish, its order means nothing: production is older than what preview holds, than what
  // is being launched, and than a launch that found it there.
  const isBefore = memory?.beginning !== undefined && memory.beginning.production === shown.production;
  if (rest.traits.versionsExact && (preview === "same" || running === "declared" || isBefore))
    return undefined;
  // The number of our own launch may have risen when it went live.
  const isUnsettled = memory?.status === "running" || memory?.status === "indeterminate";
  if (risen && (isUnsettled || since === "live")) return undefined;
  const later = shown.production ?? "";
  return {
    kind: "refuse",
    code: "SUPERSEDED",
    reason: `a later version is live: production holds ${later}, declared is ${declared}. Set offerVersion to ${later} or to the version that waits in preview`,
  };
}

function live(reading: Reading, rest: Circumstances): Decision | undefined {
  const { production, preview, phase, lastWord, shown } = reading;
  const { verifyVersion, declared, memory, lastLive } = rest;
  if (rest.since === "live" && (memory?.status === "failed" || memory?.status === "canceled")) {
    return {
      kind: "done",
      remark: `the last launch of version ${declared} ended "${memory.status}"; it was launched again since, and is live`,
    };
  }
  if (verifyVersion) {
    if (production !== "same") return undefined;
    const waits = preview === "same" && phase === "readyToLaunch";
    return waits
      ? {
          kind: "done",
          remark: `production holds version ${declared}, and the offer waits for sign-off of the same number: nothing is launched. If preview holds something new, launch it in Partner Center or publish it again`,
        }
      : { kind: "done" };
  }
  if (memory !== undefined || phase !== "live") return undefined;
  if (lastLive !== undefined && shown.production === lastLive.version) {
    return {
      kind: "refuse",
      code: "NOTHING_IN_PREVIEW",
      reason: `nothing waits in preview: ${shown.production === undefined ? "what" : `version ${shown.production}, which`} was launched before is still the one that is live. Publish the offer to preview first`,
    };
  }
  const isSame =
    production === "same" || (production === "unnumbered" && preview !== "none") || preview === "none";
  const isThere = production !== "none" && production !== "unread";
  return isThere && (isSame || lastWord === "succeeded")
    ? { kind: "done", remark: "versions were not compared (verifyVersion is false)" }
    : undefined;
}

/** A launch, or something else, is under way. */
function underWay(
  reading: Reading,
  { memory, waitForReady, verifyVersion }: Circumstances,
): Decision | undefined {
  const { running, entry, preview, phase, shown } = reading;
  const url = entry?.operationUrl === undefined ? {} : { operationUrl: entry.operationUrl };
  if (running === "nothing") return undefined;
  const isLaunch = running === "foreign" || running === "unnamed";
  if (!verifyVersion && isLaunch) return { kind: "adopt", ...url };
  if (running === "declared") return { kind: "adopt", ...url };
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
  const who =
    entry === undefined ? `a launch whose version is not known (${shown.summary})` : entryText(entry);
  return obstructed(
    {
      code: "LAUNCH_IN_THE_WAY",
      seen: `something else is under way: ${who}; the service runs one operation of an offer at a time`,
      remedy:
        'Run again when it has ended; when it has ended and is still listed so, launch the offer in Partner Center, and the next "pulumi up" finds it live',
      passing: true,
    },
    waitForReady,
  );
}

/** What the remembered launch of the declared version says. */
function remembered(reading: Reading, rest: Circumstances): Decision | undefined {
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

/** How the last launch of the version ended badly, as the list or else the status says. */
function badEnd({ lastWord, phase }: Reading): "failed" | "canceled" | undefined {
  if (lastWord === "failed" || lastWord === "canceled") return lastWord;
  if (lastWord !== "none") return undefined;
  return phase === "launchFailed" ? "failed" : phase === "launchCanceled" ? "canceled" : undefined;
}

/** The phases in which nothing runs, as far as the status tells. */
const QUIET: ReadonlySet<OfferPhase> = new Set([
  "live",
  "launchFailed",
  "launchCanceled",
  "publishFailed",
  "publishCanceled",
]);

/** A version whose last launch ended badly: launched again for a new resource, and told again otherwise. */
function again(reading: Reading, rest: Circumstances): Decision | undefined {
  const end = badEnd(reading);
  if (end === undefined) return undefined;
  const { last, lastIsNamed, phase, preview, publishRuns, shown } = reading;
  const { declared, verifyVersion, mayRelaunch = false } = rest;
  const which =
    last === undefined
      ? `an earlier launch of what is in preview ended (${shown.summary})`
      : `an earlier launch of version ${declared} ended "${last.word}" (operation ${last.id})`;
  const isInPreview = preview === "same" || (!verifyVersion && preview === "unnumbered");
  if (!isInPreview) return undefined;
  // Without a number it may be the end of the launch before, in a list that lags.
  if (!mayRelaunch && last !== undefined && !lastIsNamed && phase === "readyToLaunch") return undefined;
  if (!mayRelaunch) {
    return {
      kind: "refuse",
      code: end === "failed" ? "LAUNCH_FAILED" : "LAUNCH_CANCELED",
      replace: true,
      reason: `${which}, and is not launched again by itself. Correct the offer in Partner Center, publish it to preview and declare the new version`,
    };
  }
  const isQuiet = phase === "readyToLaunch" || (QUIET.has(phase) && !publishRuns);
  return isQuiet ? { kind: "launch", remark: `${which}; launching it again` } : undefined;
}

/** The decision about what was read: the first row that fits. */
export function decideBy(reading: Reading, rest: Circumstances): Decision {
  const obstacle: Obstacle | undefined = obstacleTo(reading, rest);
  return (
    superseded(reading, rest) ??
    rest.inTheWay ??
    live(reading, rest) ??
    underWay(reading, rest) ??
    remembered(reading, rest) ??
    listedSuccess(reading, rest) ??
    again(reading, rest) ??
    (obstacle === undefined ? { kind: "launch" } : obstructed(obstacle, rest.waitForReady))
  );
}

/**
 * The list says that the version was launched: that forbids a POST, and production has to confirm it. Of an entry that
 * names no version it may be another one's success, in a list that lags.
 */
function listedSuccess(reading: Reading, { waitForReady, declared }: Circumstances): Decision | undefined {
  const { lastWord, last, lastIsNamed, preview, phase } = reading;
  if (lastWord !== "succeeded" || last === undefined || (preview !== "same" && phase !== "live"))
    return undefined;
  if (lastIsNamed) {
    return {
      kind: "adopt",
      confirms: true,
      ...(last.operationUrl === undefined ? {} : { operationUrl: last.operationUrl }),
    };
  }
  return obstructed(
    {
      code: "NOT_READY",
      seen: `the list shows a launch that succeeded after what is in preview was published, ${entryText(last)}, and production does not hold version ${declared}`,
      remedy: `Run again later; when this lasts, check the offer in Partner Center: launch it there, and the next "pulumi up" finds version ${declared} live`,
      passing: true,
    },
    waitForReady,
  );
}

/** What has been said of the remembered launch since it began. */
function sinceOf(situation: Situation): Circumstances["since"] {
  const { memory, look, declared, verifyVersion, traits, now } = situation;
  if (memory === undefined) return "nothing";
  const beginning = beginningOf(memory);
  const evidence = weigh({
    look,
    declared,
    verifyVersion,
    traits,
    beginning,
    moved: memory.statusMoved,
    now,
  });
  if (succeededSince(evidence)) return evidence.production === "before" ? "succeeded" : "live";
  return evidence.list !== "none" || evidence.status === "failed" || evidence.status === "canceled"
    ? "ended"
    : "nothing";
}

/**
 * What to do about a declared version, from what was seen and what is remembered: the table of the decision, first
 * matching row. `pulumi preview` and `pulumi up` both go by this and nothing else.
 */
export function decide(situation: Situation): Decision {
  const { look, traits, declared, verifyVersion, memory } = situation;
  const target = verifyVersion ? declared : (memory?.beginning?.preview ?? look.preview?.version);
  const reading = readLook({
    look,
    target,
    traits,
    countsOtherwise: memory && firstCount(beginningOf(memory)),
  });
  return decideBy(reading, {
    ...situation,
    inTheWay: earlierInTheWay(situation),
    since: sinceOf(situation),
  });
}
