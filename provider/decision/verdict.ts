import type { Beginning, Failure } from "./launchState";
import type { Look, Problem, Submission } from "../marketplace/service";
import type { SettledStatus } from "../marketplace/status";
import { endedLaunches, launchEnded, launchesUnderWay, PROOF_AGE_MS } from "./seenLaunches";
import { compareVersions, type Version } from "../marketplace/version";

/** What the operation that was followed said of its end. */
export interface Claim {
  readonly status: SettledStatus;
  readonly problems: readonly Problem[];
}

export interface Evidence {
  readonly look: Look;
  readonly declared: Version;
  readonly verifyVersion: boolean;
  readonly beginning: Beginning;
  readonly claim?: Claim | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What the offer itself says about the launch that is followed. */
export type Verdict =
  | { readonly kind: "live"; readonly liveVersion?: Version }
  | { readonly kind: "ended"; readonly status: "failed" | "canceled"; readonly failure: Failure }
  /** It runs; `operationUrl` where the list names its operation. */
  | { readonly kind: "running"; readonly operationUrl?: string | undefined }
  /** Nothing of it is seen yet, which proves nothing. */
  | { readonly kind: "unseen" }
  /** Nothing of it is seen where it would have to be by now. */
  | { readonly kind: "lost" };

/** The reason of a bad end, from whatever told most. */
export function failureFrom(status: "failed" | "canceled", problems: readonly Problem[]): Failure {
  const steps = problems.map((one) => one.step).filter((step) => step !== undefined);
  const messages = problems.map((one) => one.message).filter((message) => message !== "");
  return {
    code: status === "failed" ? "LAUNCH_FAILED" : "LAUNCH_CANCELED",
    ...(steps[0] === undefined ? {} : { step: steps[0] }),
    message:
      messages.length > 0
        ? [...new Set(messages)].join("; ")
        : `the service says "${status}" and gives no reason`,
  };
}

function live(look: Look): Verdict {
  const liveVersion = look.production?.version;
  return { kind: "live", ...(liveVersion === undefined ? {} : { liveVersion }) };
}

function ended(status: "failed" | "canceled", { look, claim }: Evidence): Verdict {
  const problems =
    claim?.status === status && claim.problems.length > 0 ? claim.problems : look.status.problems;
  return { kind: "ended", status, failure: failureFrom(status, problems) };
}

function ownEnd(evidence: Evidence): Submission | undefined {
  const before = evidence.beginning.endedBefore;
  return endedLaunches(evidence.look, evidence).findLast((one) => !before.includes(one.id));
}

/**
 * The offer's status speaks of what preview holds: it is about this launch unless preview has moved on, or, where
 * preview shows nothing, a later version was published or launched by what is listed.
 */
function aboutUs({ look, declared, verifyVersion }: Evidence): boolean {
  if (!verifyVersion) return true;
  const preview = look.preview?.version;
  if (preview !== undefined) return preview === declared;
  return !look.submissions.some(
    ({ version }) => version !== undefined && compareVersions(version, declared) > 0,
  );
}

function judgeSuccess(evidence: Evidence): Verdict {
  const { look, declared, verifyVersion, beginning, now } = evidence;
  const { phase } = look.status;
  // Preview has moved on, so that neither status nor production confirms it: the URL may have been the publish's.
  if (!aboutUs(evidence)) return judgeByStatus(evidence);
  const end = launchEnded(phase);
  // The operation may have been that of the earlier publish, which ended before the launch did.
  if (phase === "launching" || phase === "readyToLaunch") return { kind: "running" };
  if (end !== undefined) {
    const stale = beginning.phase === phase && now - beginning.at < PROOF_AGE_MS;
    return stale ? { kind: "running" } : ended(end, evidence);
  }
  if (phase === "live" || phase === "unknown") return live(look);
  if (phase === "absent") {
    // No status confirms nothing; that something else went to production does, unless it is an earlier version, late.
    const production = look.production?.version;
    const isEarlier =
      production === undefined || (verifyVersion && compareVersions(production, declared) < 0);
    return isEarlier || production === beginning.production ? { kind: "running" } : live(look);
  }
  // Of a publish that was begun since, the status says nothing about this launch.
  return judgeByStatus(evidence);
}

function judgeByStatus(evidence: Evidence): Verdict {
  const { look, declared, verifyVersion, beginning, now } = evidence;
  const { phase } = look.status;
  const ageMs = now - beginning.at;
  const stale = beginning.phase === phase && ageMs < PROOF_AGE_MS;
  const production = look.production?.version;
  const superseded = verifyVersion && production !== undefined && compareVersions(production, declared) > 0;
  if (aboutUs(evidence) && !stale && !superseded) {
    if (phase === "live" && beginning.phase !== "live") return live(look);
    const end = launchEnded(phase);
    if (end !== undefined) return ended(end, evidence);
  }
  return ageMs < PROOF_AGE_MS ? { kind: "unseen" } : { kind: "lost" };
}

/**
 * Where the launch that is followed stands, as the offer itself shows it. Production at the declared version is
 * the strongest word; a launch listed or shown as under way comes before what an operation claimed of its end,
 * since its URL may have been that of the earlier publish; an operation's failure stands unless the offer runs on.
 */
export function judge(evidence: Evidence): Verdict {
  const { look, declared, verifyVersion, claim } = evidence;
  if (verifyVersion && look.production?.version === declared) return live(look);
  const launches = launchesUnderWay(look);
  const ours = launches.find((one) => !verifyVersion || one.version === declared);
  if (ours !== undefined) return { kind: "running", operationUrl: ours.operationUrl };
  // Before a listed end: with a list that lags, that may be the end of the launch before this one.
  if (launches.length === 0 && look.status.phase === "launching" && aboutUs(evidence))
    return { kind: "running" };
  const own = ownEnd(evidence);
  if (own?.status === "failed" || own?.status === "canceled") return ended(own.status, evidence);
  if (own?.status === "succeeded") return live(look);
  if (claim?.status === "succeeded") return judgeSuccess(evidence);
  if (claim?.status === "failed" || claim?.status === "canceled") return ended(claim.status, evidence);
  return judgeByStatus(evidence);
}
