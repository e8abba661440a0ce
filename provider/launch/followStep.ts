import { endInList } from "../decision/endInList";
import { claimOf } from "../decision/claim";
import type { Teller } from "../decision/facts";
import { relationOf } from "../decision/reading";
import { isOfferNew, isOneAtATime } from "./nextQuestion";
import { afterOffer, withMoved, withRunning, withUrl } from "./offerAnswer";
import { stepText, troubleText } from "./stepText";
import type { Answer, FollowState, FollowTerms, Moment, Next, OfferDocument, Stepped } from "./followState";
import { isSettled } from "../marketplace/operationStatus";
import type { Version } from "../marketplace/version";

/** After this many responses in a row that are unusable, or do not know it, the operation is no longer polled. */
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
    const known: FollowState = { ...state, claim, misses, failures: 0, operationLast: true };
    const isDismissed = number === "foreign" || misses >= MAX_MISSES;
    return { state: isDismissed ? dismiss(known, url) : known, next: ASK_OFFER };
  }
  const next: FollowState = {
    ...(observation.status === "running" ? withRunning(state, "operation") : state),
    misses,
    failures: 0,
    operationLast: true,
    claim: claimOf(observation),
    seen: stepText(observation.step, observation.word, observation.stepNumber),
    trouble: troubleText(observation),
  };
  // Preview shows whether the number rose at the launch, or somebody published just before it.
  if (number === "higher" && state.otherVersion === undefined) {
    return { state: { ...next, otherVersion: observation.version }, next: ASK_OFFER };
  }
  if (isSettled(observation.status) || !terms.waitForLive) return { state: next, next: ASK_OFFER };
  const running = quiet(next, "operation", moment);
  if ((isOfferNew(state) || state.doubted) && !isOneAtATime(terms))
    return { state: running, next: ASK_OFFER };
  return { state: running, next: { kind: "again", retryAfterMs: observation.retryAfterMs } };
}

/** Whose operation it is, by its version. A lower version is not that of our POST. */
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

/** The source was seen without an end. */
function quiet(state: FollowState, teller: Teller, { at }: Moment): FollowState {
  return { ...state, quietAt: { ...state.quietAt, [teller]: at } };
}

function asked(state: FollowState, what: OfferDocument, { at }: Moment): FollowState {
  return { ...state, operationLast: false, askedAt: { ...state.askedAt, [what]: at } };
}

function afterStatus(
  state: FollowState,
  { status, retryAfterMs }: Extract<Answer, { kind: "status" }>,
  moment: Moment,
): Stepped {
  const seen = asked(withMoved(state, status), "status", moment);
  if (status.phase === "launching") {
    return { state: quiet(seen, "status", moment), next: { kind: "again", retryAfterMs } };
  }
  // Production has the last word on success, and is enough for it.
  const what = status.phase === "live" ? "production" : "operation";
  return { state: { ...seen, doubted: true }, next: { kind: "ask", what } };
}

function afterList(
  state: FollowState,
  { submissions }: Extract<Answer, { kind: "list" }>,
  { verifyVersion }: FollowTerms,
  moment: Moment,
): Stepped {
  const seen = asked(state, "list", moment);
  if (submissions === undefined) return { state: seen, next: { kind: "ask", what: "operation" } };
  const end = endInList(submissions, seen.launch, verifyVersion);
  if (end === undefined) {
    return { state: quiet(seen, "list", moment), next: { kind: "again" } };
  }
  const what = end === "succeeded" ? "production" : "operation";
  return { state: { ...seen, doubted: true }, next: { kind: "ask", what } };
}

/** When production shows the declared version, the launch has ended, whatever the operation says. */
function afterProduction(
  state: FollowState,
  { version }: Extract<Answer, { kind: "production" }>,
  { verifyVersion }: FollowTerms,
  moment: Moment,
): Stepped {
  const { launch } = state;
  const seen: FollowState = { ...state, askedAt: { ...state.askedAt, production: moment.at } };
  if (verifyVersion && version === launch.version) {
    return { state: seen, next: { kind: "end", value: { kind: "live", liveVersion: version } } };
  }
  const isNew =
    version !== undefined && launch.beginning !== undefined && version !== launch.beginning.production;
  return {
    state: isNew ? { ...seen, doubted: true } : quiet(seen, "production", moment),
    next: { kind: "ask", what: "operation" },
  };
}

/** The meaning of a response for a followed launch. */
export function step(state: FollowState, answer: Answer, terms: FollowTerms, moment: Moment): Stepped {
  switch (answer.kind) {
    case "operation":
      return afterOperation(state, answer, terms, moment);
    case "noAnswer": {
      const failures = state.failures + 1;
      const isGone = failures >= MAX_MISSES;
      const claim = isGone && state.claim?.status === "running" ? undefined : state.claim;
      return {
        state: { ...state, operationLast: true, failures, claim },
        next: isGone || state.doubted ? ASK_OFFER : { kind: "fail" },
      };
    }
    case "status":
      return afterStatus(state, answer, moment);
    case "list":
      return afterList(state, answer, terms, moment);
    case "production":
      return afterProduction(state, answer, terms, moment);
    case "offer":
      return afterOffer(state, answer.look, terms, moment);
  }
}
