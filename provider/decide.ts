import type { ErrorCode } from "./errors";
import { isSettled } from "./operation/status";
import type { Failure, LaunchState } from "./launchState";
import type { Look, Submission } from "./marketplace/service";
import { compareVersions, type Version } from "./version";

/** Posting again after a POST with an unknown outcome needs at least this long since that POST. */
export const PROOF_AGE_MS = 30 * 60_000;

/** All that the decision rests on. */
export interface Situation {
  readonly look: Look;
  /** The version that the program declares. */
  readonly declared: Version;
  readonly verifyVersion: boolean;
  readonly waitForReady: boolean;
  /** What this resource remembers of a launch of the declared version; `undefined` for the first run of it. */
  readonly memory?: LaunchState | undefined;
  /** The version that this resource last confirmed live, of whatever launch. */
  readonly lastLive?: Version | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export type Decision =
  | { readonly kind: "done"; readonly remark?: string }
  | { readonly kind: "adopt"; readonly operationUrl?: string }
  | { readonly kind: "launch"; readonly remark?: string }
  | { readonly kind: "wait"; readonly code: ErrorCode; readonly reason: string }
  | { readonly kind: "refuse"; readonly code: ErrorCode; readonly reason: string }
  /** A launch that this resource made has ended badly: the same failure again. */
  | { readonly kind: "failedBefore"; readonly status: "failed" | "canceled"; readonly failure: Failure }
  | { readonly kind: "indeterminate"; readonly reason: string };

/** Launches that have not ended: a word that is not known counts as not ended. */
export function launchesUnderWay(look: Look): readonly Submission[] {
  return look.submissions.filter((one) => one.kind === "launch" && !isSettled(one.status));
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

/** A publish to preview is running: its submission, or the offer's own status, says so. */
function publishUnderWay(look: Look): boolean {
  return (
    look.status.phase === "preparing" ||
    look.submissions.some((one) => one.kind === "publish" && !isSettled(one.status))
  );
}

function nameOf(submission: Submission): string {
  const version =
    submission.version === undefined ? "a version it does not name" : `version ${submission.version}`;
  return `operation ${submission.id} (${version}, "${submission.word}")`;
}

function stepOf(look: Look): string {
  const { step, word } = look.status;
  return step === undefined ? `the offer's status is "${word}"` : `step "${step.name}" is "${step.word}"`;
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
  const who = other === undefined ? `a launch whose version cannot be told (${stepOf(look)})` : nameOf(other);
  return {
    kind: waitForReady ? "wait" : "refuse",
    code: "LAUNCH_IN_THE_WAY",
    reason: `another launch is under way: ${who}. The service runs one operation of an offer at a time: wait for it to end, or set waitForReady to have this run wait`,
  };
}

function live(situation: Situation): Decision | undefined {
  const { look, declared, verifyVersion, lastLive, memory } = situation;
  const production = look.production?.version;
  if (!verifyVersion) {
    if (look.status.phase !== "live") return undefined;
    const sameAsBefore = memory === undefined && lastLive !== undefined && production === lastLive;
    return sameAsBefore
      ? {
          kind: "refuse",
          code: "NOTHING_IN_PREVIEW",
          reason: `nothing waits in preview: version ${lastLive}, which was launched before, is still the one that is live. Publish the offer to preview first`,
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
  return {};
}

/** Whether preview, as it is, can be launched; `undefined` when it can. */
function notReady({ look, declared, verifyVersion, waitForReady }: Situation): Decision | undefined {
  const preview = look.preview;
  const busy = publishUnderWay(look);
  if (preview === undefined) {
    return {
      kind: waitForReady && busy ? "wait" : "refuse",
      code: "NOTHING_IN_PREVIEW",
      reason: `nothing is in preview, declared is version ${declared}${busy ? ` (a publish is under way: ${stepOf(look)})` : ""}. Publish the offer to preview${busy ? ", or set waitForReady to have this run wait for it" : " first"}`,
    };
  }
  if (verifyVersion && preview.version !== declared) {
    const seen = preview.version;
    const lower = seen === undefined || compareVersions(seen, declared) < 0;
    return {
      kind: waitForReady && busy && lower ? "wait" : "refuse",
      code: "PREVIEW_OTHER_VERSION",
      reason: `preview holds ${seen === undefined ? "a document without a version" : `version ${seen}`}, declared is ${declared}. ${
        lower && busy
          ? "A publish is under way: set waitForReady to have this run wait for it"
          : `Publish version ${declared} to preview, or set offerVersion to the version that shall go live`
      }`,
    };
  }
  // A bare success may be the word of the version that is live; with nothing in production it cannot be.
  if (
    look.status.phase === "live" &&
    (look.status.step !== undefined || look.production?.version === undefined)
  ) {
    return {
      kind: "refuse",
      code: "NOT_READY",
      reason: `nothing waits for sign-off: ${stepOf(look)}, preview holds ${preview.version ?? "a document without a version"} and production ${look.production?.version ?? "nothing"}. Check the offer in Partner Center; publish it to preview again when version ${declared} shall go live`,
    };
  }
  if (look.status.phase === "absent") {
    return {
      kind: waitForReady ? "wait" : "refuse",
      code: "NOT_READY",
      reason: `the service shows no status of the offer, so that it cannot be told whether version ${preview.version ?? declared} waits for sign-off or is being launched. Try again later; check the offer in Partner Center when this lasts`,
    };
  }
  // A publish that is still listed as running does not contradict readiness when the sign-off step waits.
  if (look.status.phase !== "preparing") return undefined;
  return {
    kind: waitForReady ? "wait" : "refuse",
    code: "NOT_READY",
    reason: `version ${preview.version ?? declared} is in preview but not ready to launch: ${stepOf(look)}. Wait for the sign-off step, or set waitForReady to have this run wait`,
  };
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
  const { phase, afterSignOff } = look.status;
  return (phase === "failed" || phase === "canceled") && afterSignOff && memory.beginning?.phase !== phase;
}

/** Posting again is allowed only on positive proof that the earlier POST was not accepted. */
function unproven({ look, declared, verifyVersion, memory, now }: Situation): Decision | undefined {
  if (memory?.status !== "indeterminate") return undefined;
  const postedAt = memory.beginning?.at ?? memory.startedAt;
  const ageMs = now - postedAt;
  const preview = look.preview?.version;
  const samePreview = verifyVersion
    ? preview === declared
    : preview !== undefined && preview === memory.beginning?.preview;
  if (samePreview && look.status.phase === "readyToLaunch" && ageMs >= PROOF_AGE_MS) return undefined;
  const missing = !samePreview
    ? `preview holds ${preview ?? "nothing"}`
    : look.status.phase !== "readyToLaunch"
      ? stepOf(look)
      : `only ${Math.max(0, Math.floor(ageMs / 60_000))} of ${PROOF_AGE_MS / 60_000} minutes have passed since that POST`;
  return {
    kind: "indeterminate",
    reason: `the answer to the POST of ${new Date(postedAt).toISOString()} was lost, no launch of version ${declared} was found, and it is not proven that none was accepted (${missing}). Check the offer in Partner Center; the next "pulumi up" looks again`,
  };
}

/**
 * What to do about a declared version, from what was seen and what is remembered: the table of design.md, first
 * matching row. `pulumi preview` and `pulumi up` both go by this and nothing else.
 */
export function decide(situation: Situation): Decision {
  const decision = live(situation) ?? underWay(situation);
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
