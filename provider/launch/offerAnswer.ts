import { hasMoved } from "../decision/phases";
import { beginningOf, type LaunchState } from "../decision/launchState";
import { judgeEvidence } from "../decision/verdict";
import { weigh } from "../decision/evidence";
import { type Facts } from "../decision/facts";
import type { Look, OfferStatus } from "../marketplace/service";
import type { Version } from "../marketplace/version";
import type { FollowEnd, FollowState, FollowTerms, Moment, Next, Stepped } from "./followState";
import { untilJudged, unwatched } from "./nextQuestion";
import { stepText, troubleText } from "./stepText";

/** How long to search for a launch after a POST without a response, in milliseconds: the service's list may lag. */
export const SEARCH_MS = 5 * 60_000;

/** The launch with this operation instead of the earlier one. */
export function withUrl(state: LaunchState, operationUrl: string | undefined): LaunchState {
  const { operationUrl: _replaced, ...rest } = state;
  return operationUrl === undefined ? rest : { ...rest, operationUrl };
}

/** Notes that the status has changed since the launch began. */
export function withMoved(state: FollowState, { phase }: OfferStatus): FollowState {
  const { launch } = state;
  return launch.statusMoved !== true && hasMoved(phase, beginningOf(launch))
    ? { ...state, launch: { ...launch, statusMoved: true } }
    : state;
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
    searched: isSearching,
    claim: state.claim,
    operationUrl: launch.operationUrl,
    unwatchedMs: unwatched(before, moment),
    now: moment.now,
  };
  const { verdict, contradictions } = judgeEvidence(weigh(facts), facts, launch.contradictions ?? {});
  const withinMs = untilJudged(contradictions, moment);
  const again: Next = { kind: "again", retryAfterMs: look.retryAfterMs, withinMs };
  const isDoubted = verdict.kind === "running" && verdict.doubt !== undefined;
  if (
    isSearching &&
    (verdict.kind === "unseen" || (verdict.kind === "unconfirmed" && contradictions.unseen !== undefined))
  ) {
    const isOver = at - before.began >= SEARCH_MS;
    return { state, next: isOver ? { kind: "end", value: { kind: "lost" } } : again };
  }
  const kept: FollowState = {
    ...state,
    doubted: isDoubted,
    ...(isDoubted ? {} : { quietAt: { ...state.quietAt, list: at, status: at, production: at } }),
    launch: withContradictions({ ...launch, status: "running" }, contradictions),
  };
  switch (verdict.kind) {
    case "live":
      return { state: kept, next: { kind: "end", value: confirmed(verdict, look, otherVersion) } };
    case "ended":
    case "unconfirmed":
      return { state: kept, next: { kind: "end", value: verdict } };
    case "unseen":
      return { state: kept, next: again };
    case "running": {
      const { operationUrl, doubt = "" } = verdict;
      const isNew =
        operationUrl !== undefined &&
        operationUrl !== launch.operationUrl &&
        !state.dismissed.includes(operationUrl);
      const seen: FollowState = {
        ...kept,
        seen: stepText(look.status.step, look.status.word),
        trouble: doubt === "" ? troubleText(look.status) : ` - ${doubt}`,
        ...(isNew ? { launch: withUrl(kept.launch, operationUrl), claim: undefined } : {}),
      };
      if (terms.waitForLive) return { state: seen, next: again };
      // A run is green only when nothing says that the launch failed.
      return contradictions.end === undefined || doubt === ""
        ? { state: seen, next: { kind: "end", value: { kind: "stillRunning" } } }
        : { state: seen, next: { kind: "end", value: { kind: "unconfirmed", reason: doubt } } };
    }
  }
}

function withContradictions(launch: LaunchState, contradictions: LaunchState["contradictions"]): LaunchState {
  const { contradictions: _before, ...rest } = launch;
  return contradictions === undefined || Object.keys(contradictions).length === 0
    ? rest
    : { ...rest, contradictions };
}
