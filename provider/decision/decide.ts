import { obstructed, type Decision, type Situation } from "./situation";
import { earlierInTheWay } from "./earlierLaunch";
import type { Submission } from "../marketplace/service";
import { notReady } from "./obstacles";
import { endedLaunches, launchEnded, launchesUnderWay, PROOF_AGE_MS } from "./seenLaunches";
import { compareVersions } from "../marketplace/version";

function nameOf(submission: Submission): string {
  const version =
    submission.version === undefined ? "a version it does not name" : `version ${submission.version}`;
  return `operation ${submission.id} (${version}, "${submission.word}")`;
}

function underWay({ look, declared, verifyVersion, waitForReady, memory }: Situation): Decision | undefined {
  const launches = launchesUnderWay(look);
  if (launches.length === 0 && look.status.phase !== "launching") return undefined;
  const ours = launches.find((one) => !verifyVersion || one.version === declared);
  if (ours !== undefined) return { kind: "adopt", operationUrl: ours.operationUrl };
  if (memory?.status === "running" && memory.operationUrl !== undefined) {
    return { kind: "adopt", operationUrl: memory.operationUrl };
  }
  const [other] = launches;
  if (other === undefined) {
    // The list may lag behind the offer's status; what is launched is what preview holds.
    const preview = look.preview?.version;
    const remembered = memory?.status === "running" || memory?.status === "indeterminate";
    if (!verifyVersion || preview === declared || (look.preview === undefined && remembered)) {
      return { kind: "adopt" };
    }
  }
  const who =
    other === undefined ? `a launch whose version cannot be told (${look.status.summary})` : nameOf(other);
  return obstructed(
    {
      code: "LAUNCH_IN_THE_WAY",
      seen: `another launch is under way: ${who}; the service runs one operation of an offer at a time`,
      remedy: "Run again when it has ended",
      passing: true,
    },
    waitForReady,
  );
}

function live(situation: Situation): Decision | undefined {
  const { look, declared, verifyVersion, lastLive, memory } = situation;
  const production = look.production?.version;
  if (!verifyVersion) {
    if (look.status.phase !== "live") return undefined;
    const sameAsBefore = memory === undefined && lastLive !== undefined && production === lastLive.version;
    return sameAsBefore
      ? {
          kind: "refuse",
          code: "NOTHING_IN_PREVIEW",
          reason: `nothing waits in preview: ${production === undefined ? "what" : `version ${production}, which`} was launched before is still the one that is live. Publish the offer to preview first`,
        }
      : { kind: "done", remark: "versions were not compared (verifyVersion is false)" };
  }
  if (production !== undefined) {
    const order = compareVersions(production, declared);
    if (order === 0) return { kind: "done" };
    if (order > 0) {
      return {
        kind: "refuse",
        code: "SUPERSEDED",
        reason: `a later version is live: production holds ${production}, declared is ${declared}. Set offerVersion to ${production} or to the version that waits in preview`,
      };
    }
  }
  const last = endedLaunches(look, situation).at(-1);
  if (look.status.phase === "live" && last?.status === "succeeded") {
    return {
      kind: "done",
      remark: `operation ${last.id} took version ${declared} live, though production shows ${production ?? "no version"}`,
    };
  }
  return undefined;
}

/** The last launch of the version ended badly: who asks decides whether that is the end or a reason to try again. */
function endedBadly(situation: Situation): { readonly decision?: Decision; readonly remark?: string } {
  const { look, memory } = situation;
  if (memory?.failure !== undefined && (memory.status === "failed" || memory.status === "canceled")) {
    return { decision: { kind: "failedBefore", status: memory.status, failure: memory.failure } };
  }
  const last = endedLaunches(look, situation).at(-1);
  if (last !== undefined && (last.status === "failed" || last.status === "canceled")) {
    return {
      remark: `an earlier launch of version ${situation.declared} ended "${last.word}" (operation ${last.id}); launching it again`,
    };
  }
  if (last === undefined && launchEnded(look.status.phase) !== undefined) {
    return {
      remark: `an earlier launch of what is in preview ended (${look.status.summary}); launching it again`,
    };
  }
  return {};
}

/**
 * A launch of the declared version has ended since a POST whose answer was lost: in all likelihood the one that
 * this POST began.
 */
function endedSince(situation: Situation): boolean {
  const { look, memory } = situation;
  if (memory?.status !== "indeterminate") return false;
  const before = memory.beginning?.endedBefore ?? [];
  if (endedLaunches(look, situation).some((one) => !before.includes(one.id))) return true;
  const { phase } = look.status;
  return launchEnded(phase) !== undefined && memory.beginning?.phase !== phase;
}

/** Posting again is allowed only on positive proof that the earlier POST was not accepted. */
function unproven({ look, declared, verifyVersion, now, memory }: Situation): Decision | undefined {
  if (memory?.status !== "indeterminate") return undefined;
  // Of two times that differ, damaged state among the reasons, the later one proves less.
  const postedAt = Math.max(memory.beginning?.at ?? memory.startedAt, memory.startedAt);
  const ageMs = now - postedAt;
  const preview = look.preview?.version;
  const samePreview = verifyVersion
    ? preview === declared
    : preview !== undefined && preview === memory.beginning?.preview;
  if (samePreview && look.status.phase === "readyToLaunch" && ageMs >= PROOF_AGE_MS) return undefined;
  const missing = !samePreview
    ? `preview holds ${preview ?? "nothing"}`
    : look.status.phase !== "readyToLaunch"
      ? look.status.summary
      : `only ${Math.max(0, Math.floor(ageMs / 60_000))} of ${PROOF_AGE_MS / 60_000} minutes have passed since that POST`;
  return {
    kind: "indeterminate",
    reason: `the answer to the POST of ${new Date(memory.startedAt).toISOString()} was lost, no launch of version ${memory.version} was found, and it is not proven that none was accepted (${missing}). Check the offer in Partner Center; the next "pulumi up" looks again`,
  };
}

/**
 * What to do about a declared version, from what was seen and what is remembered: the table of design.md, first
 * matching row. `pulumi preview` and `pulumi up` both go by this and nothing else.
 */
export function decide(situation: Situation): Decision {
  const seen = live(situation);
  const decision =
    seen?.kind === "refuse" ? seen : (earlierInTheWay(situation) ?? seen ?? underWay(situation));
  if (decision !== undefined) return decision;
  const { memory } = situation;
  // Accepted, and nothing contradicts: the operation itself tells how it went.
  if (memory?.status === "running") {
    return {
      kind: "adopt",
      ...(memory.operationUrl === undefined ? {} : { operationUrl: memory.operationUrl }),
    };
  }
  if (endedSince(situation)) return { kind: "adopt" };
  const bad = endedBadly(situation);
  if (bad.decision !== undefined) return bad.decision;
  return (
    unproven(situation) ??
    notReady(situation) ?? { kind: "launch", ...(bad.remark === undefined ? {} : { remark: bad.remark }) }
  );
}
