import { TELLERS, type Teller } from "../decision/evidence";
import { PROOF_AGE_MS } from "../decision/proof";
import type { Contradictions } from "../decision/launchState";
import type { FollowState, FollowTerms, Moment, OfferDocument, Question } from "./followState";

const MINUTE = 60_000;

/** How soon after it was asked for a document is due again; the look after that asks for it, five minutes later at most. */
const DUE_MS: Readonly<Record<OfferDocument, number>> = {
  status: 15 * MINUTE,
  list: 15 * MINUTE,
  production: 20 * MINUTE,
};

/** A service that wants at least this long between two requests is asked for one document at a time, in milliseconds. */
const ONE_AT_A_TIME_MS = MINUTE;

/** A contradiction counts as begun at most so long after the last look that did not show it, in milliseconds. */
const WATCHED_EVERY_MS = 5 * MINUTE;

/** However long nobody looked, a contradiction is watched for ten minutes before it is judged. */
const MOST_UNWATCHED_MS = PROOF_AGE_MS - 10 * MINUTE;

function isDue({ askedAt }: FollowState, document: OfferDocument, { at }: Moment): boolean {
  return at - askedAt[document] >= DUE_MS[document];
}

/** Whether the service is asked for one thing at a time. */
export function isOneAtATime({ traits }: FollowTerms): boolean {
  return traits.minGapMs >= ONE_AT_A_TIME_MS;
}

/** No document of the offer was asked for in this run. */
export function isOfferNew({ askedAt }: FollowState): boolean {
  return askedAt.status === -Infinity;
}

/**
 * What a look begins with. While all agree, every other look may ask for the status or the list in place of the
 * operation, and production is asked for beside it every 20 to 25 minutes: so an end is seen in time wherever it is told, for
 * hardly more requests than the operation alone would need.
 */
export function firstQuestion(state: FollowState, terms: FollowTerms, moment: Moment): Question {
  const { launch, claim, doubted, operationLast } = state;
  if (launch.operationUrl === undefined) return "offer";
  const hasEnded = claim !== undefined && claim.status !== "running";
  // The same address may be that of a later launch: while all does not agree, its end is not taken for its last word.
  if (hasEnded && (isOneAtATime(terms) || !doubted)) return "offer";
  if (isOneAtATime(terms)) {
    const isWanted = doubted || isDue(state, "status", moment);
    return isWanted && operationLast ? "offer" : "operation";
  }
  if (claim === undefined || doubted) return "operation";
  if (isDue(state, "production", moment)) return "production";
  if (!operationLast) return "operation";
  if (isDue(state, "status", moment)) return "status";
  return isDue(state, "list", moment) ? "list" : "operation";
}

/** For how long each source may have told an end that nobody read, beyond the time between two looks. */
export function unwatched({ quietAt }: FollowState, { at }: Moment): Record<Teller, number> {
  const since = (one: Teller): number =>
    Math.min(Math.max(at - quietAt[one] - WATCHED_EVERY_MS, 0), MOST_UNWATCHED_MS);
  return Object.fromEntries(TELLERS.map((one) => [one, since(one)])) as Record<Teller, number>;
}

/** How long until the first contradiction is old enough to be judged, in milliseconds; `undefined` without one. */
export function untilJudged(contradictions: Contradictions, { now }: Moment): number | undefined {
  const left = Object.values(contradictions)
    .map((since) => since + PROOF_AGE_MS - now)
    .filter((ms) => ms > 0);
  return left.length === 0 ? undefined : Math.min(...left);
}

/** When the offer's documents count as asked for as a launch begins: launches that began together do not ask together. */
export function spread(began: number, random: () => number): FollowState["askedAt"] {
  const askedAt = (one: OfferDocument): number => began - random() * DUE_MS[one];
  return { status: askedAt("status"), list: askedAt("list"), production: askedAt("production") };
}
