import { claimOf } from "../decision/evidence";
import { relationOf } from "../decision/reading";
import { afterOffer, withMoved, withUrl } from "./offerAnswer";
import { stepText, troubleText } from "./stepText";
import type { Answer, FollowState, FollowTerms, Moment, Next, Stepped } from "./followState";
import { isSettled } from "../marketplace/operationStatus";
import type { Version } from "../marketplace/version";

/** The offer is asked at least so often, whatever its operation says, in milliseconds. */
export const OFFER_EVERY_MS = 30 * 60_000;

/** A service that wants at least this long between two requests is asked for one document at a time, in milliseconds. */
const ONE_AT_A_TIME_MS = 60_000;

/** So many answers in a row that make no sense, or know nothing of it, and the operation is not asked any more. */
const MAX_MISSES = 3;

const ASK_OFFER: Next = { kind: "ask", what: "offer" };

function afterOperation(
  state: FollowState,
  { url, observation }: Extract<Answer, { kind: "operation" }>,
  terms: FollowTerms,
  moment: Moment,
): Stepped {
  const misses = observation === undefined ? state.misses + 1 : 0;
  const number = numberOf(state, observation?.version, terms);
  if (observation === undefined || number === "foreign") {
    const claim = state.claim?.status === "running" ? undefined : state.claim;
    const known: FollowState = { ...state, claim, misses, failures: 0 };
    const isDismissed = number === "foreign" || misses >= MAX_MISSES;
    return { state: isDismissed ? dismiss(known, url) : known, next: ASK_OFFER };
  }
  const next: FollowState = {
    ...state,
    misses,
    failures: 0,
    claim: claimOf(observation),
    seen: stepText(observation.step, observation.word, observation.stepNumber),
    trouble: troubleText(observation),
  };
  // What preview holds tells whether the number rose at the launch, or somebody published before it.
  if (number === "higher" && state.otherVersion === undefined) {
    return { state: { ...next, otherVersion: observation.version }, next: ASK_OFFER };
  }
  if (isSettled(observation.status) || !terms.waitForLive) return { state: next, next: ASK_OFFER };
  if (moment.at - state.offerAskedAt >= OFFER_EVERY_MS) {
    return { state: next, next: { kind: "ask", what: "status" } };
  }
  return { state: next, next: { kind: "again", retryAfterMs: observation.retryAfterMs } };
}

/** Of which version the operation is, by its number: one of a lower number is not that of our POST. */
function numberOf(
  { launch }: FollowState,
  version: Version | undefined,
  { verifyVersion, traits }: FollowTerms,
): "ours" | "higher" | "foreign" {
  if (!verifyVersion || version === undefined || launch.beginning?.listCountsOtherwise === true)
    return "ours";
  if (version === launch.version) return "ours";
  const isHigher = !traits.versionsExact && relationOf(version, launch.version, traits) === "higher";
  return isHigher && launch.origin === "launched" ? "higher" : "foreign";
}

function dismiss(state: FollowState, url: string): FollowState {
  return {
    ...state,
    claim: undefined,
    dismissed: [...state.dismissed, url],
    launch: withUrl(state.launch, undefined),
  };
}

function afterStatus(
  state: FollowState,
  { status, retryAfterMs }: Extract<Answer, { kind: "status" }>,
  moment: Moment,
): Stepped {
  const moved = withMoved(state, status);
  if (status.phase !== "launching") return { state: moved, next: ASK_OFFER };
  return { state: { ...moved, offerAskedAt: moment.at }, next: { kind: "again", retryAfterMs } };
}

/** What an answer means for a launch that is followed. */
export function step(state: FollowState, answer: Answer, terms: FollowTerms, moment: Moment): Stepped {
  switch (answer.kind) {
    case "operation":
      return afterOperation(state, answer, terms, moment);
    case "noAnswer": {
      const failures = state.failures + 1;
      const next: Next = failures >= MAX_MISSES ? ASK_OFFER : { kind: "fail" };
      return { state: { ...state, failures, ...(failures >= MAX_MISSES ? { claim: undefined } : {}) }, next };
    }
    case "status":
      return afterStatus(state, answer, moment);
    case "offer":
      return afterOffer(state, answer.look, terms, moment);
  }
}

/**
 * What to ask first: the operation, unless it said that it ended or there is none, or the offer is due and the service
 * is asked one thing at a time.
 */
export function firstQuestion(
  { launch, claim, offerAskedAt }: FollowState,
  { traits }: FollowTerms,
  { at }: Moment,
): "offer" | { readonly operation: string } {
  const { operationUrl } = launch;
  if (operationUrl === undefined || (claim !== undefined && claim.status !== "running")) return "offer";
  const isDue = traits.minGapMs >= ONE_AT_A_TIME_MS && at - offerAskedAt >= OFFER_EVERY_MS;
  return isDue ? "offer" : { operation: operationUrl };
}
