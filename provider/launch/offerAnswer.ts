import { hasMoved } from "../decision/phases";
import { beginningOf, type LaunchState, type RunningSource } from "../decision/launchState";
import { standingFrom, type Standing } from "../decision/contradictions";
import { judgeEvidence } from "../decision/verdict";
import { weigh, type Evidence } from "../decision/evidence";
import { type Facts } from "../decision/facts";
import type { Look, OfferStatus } from "../marketplace/service";
import type { Version } from "../marketplace/version";
import type { FollowEnd, FollowState, FollowTerms, Moment, Next, Stepped } from "./followState";
import { untilJudged, unwatched } from "./nextQuestion";
import { stepText, troubleText } from "./stepText";

/** How long to search for a launch after a POST without a response, in milliseconds: the service's list may lag. */
export const SEARCH_MS = 5 * 60_000;

/**
 * The launch with this operation instead of the earlier one. Another operation may be another launch: the
 * contradictions about the earlier one are over.
 */
export function withUrl(state: LaunchState, operationUrl: string | undefined): LaunchState {
  const { operationUrl: earlier, ...rest } = state;
  if (operationUrl === earlier) return state;
  const seen = withoutOperation(rest);
  if (operationUrl === undefined) return seen;
  const kept = earlier === undefined ? seen : withContradictions(seen, { contradictions: {}, paused: {} });
  return { ...kept, operationUrl };
}

/** Another operation was not seen to run. */
function withoutOperation({ seenRunning = [], ...launch }: LaunchState): LaunchState {
  const kept = seenRunning.filter((one) => one !== "operation");
  return kept.length === 0 ? launch : { ...launch, seenRunning: kept };
}

/** Notes that the source says that the launch runs. */
export function withRunning(state: FollowState, source: RunningSource): FollowState {
  const { launch } = state;
  const { seenRunning = [] } = launch;
  return seenRunning.includes(source)
    ? state
    : { ...state, launch: { ...launch, seenRunning: [...seenRunning, source] } };
}

/** Notes that the status has changed since the launch began, and that it says that the launch runs. */
export function withMoved(state: FollowState, { phase }: OfferStatus): FollowState {
  const { launch } = state;
  const moved =
    launch.statusMoved !== true && hasMoved(phase, beginningOf(launch))
      ? { ...state, launch: { ...launch, statusMoved: true } }
      : state;
  return phase === "launching" ? withRunning(moved, "status") : moved;
}

/** Without preview, a number that rose and a version that was published at the last moment look the same. */
function confirmed(
  live: Extract<FollowEnd, { kind: "live" }>,
  look: Look,
  otherVersion: Version | undefined,
): FollowEnd {
  const isOther = otherVersion !== undefined && look.production?.version === otherVersion;
  if (!isOther || look.preview !== undefined) return live;
  return {
    kind: "unconfirmed",
    reason: `the operation and production show version ${otherVersion}, and preview shows nothing: somebody may have published it at the last moment`,
  };
}

/** The meaning of the offer's documents for a followed launch. */
export function afterOffer(before: FollowState, look: Look, terms: FollowTerms, moment: Moment): Stepped {
  const { otherVersion } = before;
  // The operation and preview both say that our POST took live another version than the one looked at.
  if (otherVersion !== undefined && look.preview?.version === otherVersion) {
    return { state: before, next: { kind: "end", value: { kind: "otherVersion", version: otherVersion } } };
  }
  const { at } = moment;
  const state: FollowState = {
    ...withMoved(before, look.status),
    operationLast: false,
    askedAt: { status: at, list: at, production: at },
  };
  const { launch } = state;
  const isSearching = launch.status === "indeterminate";
  const facts: Facts = {
    look,
    traits: terms.traits,
    declared: launch.version,
    verifyVersion: terms.verifyVersion,
    beginning: beginningOf(launch),
    moved: before.launch.statusMoved,
    seenRunning: launch.seenRunning,
    searched: isSearching,
    claim: state.claim,
    operationUrl: launch.operationUrl,
    unwatchedMs: unwatched(before, moment),
    now: moment.now,
  };
  const evidence = weigh(facts);
  const changed = changedUrl(state, evidence);
  const { contradictions: seenBefore = {}, pausedContradictions: paused = {} } = launch;
  const earlier = { contradictions: seenBefore, paused };
  // Another operation may be another launch: contradictions from before it are about the earlier one.
  const standing =
    changed === undefined ? earlier : standingFrom(earlier, evidence.entry?.changedAt ?? Infinity);
  const judgment = judgeEvidence(evidence, facts, standing.contradictions, standing.paused);
  const { verdict, contradictions } = judgment;
  const withinMs = untilJudged(contradictions, moment);
  const again: Next = { kind: "again", retryAfterMs: look.retryAfterMs, withinMs };
  const isDoubted = verdict.kind === "running" && verdict.doubt !== undefined;
  if (
    isSearching &&
    (verdict.kind === "unseen" || (verdict.kind === "unconfirmed" && contradictions.unseen !== undefined))
  ) {
    // A machine that stood still may wake to a look of which a part was read too late: that is read once more.
    const isWhole = look.unread === undefined || before.askedAt.status - before.began >= SEARCH_MS;
    const isOver = at - before.began >= SEARCH_MS && isWhole;
    return { state, next: isOver ? { kind: "end", value: { kind: "lost" } } : again };
  }
  const kept: FollowState = {
    ...state,
    // A contradiction that may come back is watched for.
    doubted: isDoubted || Object.keys(judgment.paused).length > 0,
    ...(isDoubted ? {} : { quietAt: { ...state.quietAt, list: at, status: at, production: at } }),
    launch: withContradictions({ ...launch, status: "running" }, judgment),
  };
  const followed = changed === undefined ? kept : { ...kept, ...changedTo(kept, changed) };
  switch (verdict.kind) {
    case "live":
      return { state: kept, next: { kind: "end", value: confirmed(verdict, look, otherVersion) } };
    case "ended":
    case "unconfirmed":
      return { state: kept, next: { kind: "end", value: verdict } };
    case "unseen":
      return { state: followed, next: again };
    case "running": {
      const { doubt = "" } = verdict;
      const seen: FollowState = {
        ...followed,
        seen: stepText(look.status.step, look.status.word),
        trouble: doubt === "" ? troubleText(look.status) : ` - ${doubt}`,
      };
      if (terms.waitForLive) return { state: seen, next: again };
      // A run is green only when nothing says that the launch failed.
      return contradictions.end === undefined || doubt === ""
        ? { state: seen, next: { kind: "end", value: { kind: "stillRunning" } } }
        : { state: seen, next: { kind: "end", value: { kind: "unconfirmed", reason: doubt } } };
    }
  }
}

/** The operation that the list shows running, when it is another one than the one followed until now. */
function changedUrl({ launch, dismissed }: FollowState, { entry }: Evidence): string | undefined {
  const url = entry?.operationUrl;
  return url === undefined || url === launch.operationUrl || dismissed.includes(url) ? undefined : url;
}

/** Another operation is followed from now on, and the earlier one never again: a list may go on to show both in turn. */
function changedTo(
  { launch, dismissed }: FollowState,
  operationUrl: string,
): Pick<FollowState, "launch" | "claim" | "dismissed"> {
  const earlier = launch.operationUrl === undefined ? [] : [launch.operationUrl];
  return {
    launch: { ...withoutOperation(launch), operationUrl },
    claim: undefined,
    dismissed: [...dismissed, ...earlier],
  };
}

function withContradictions(launch: LaunchState, { contradictions, paused }: Standing): LaunchState {
  const { contradictions: _before, pausedContradictions: _paused, ...rest } = launch;
  return {
    ...rest,
    ...(Object.keys(contradictions).length === 0 ? {} : { contradictions }),
    ...(Object.keys(paused).length === 0 ? {} : { pausedContradictions: paused }),
  };
}
