import { TELLERS, type Teller } from "../decision/facts";
import { PROOF_AGE_MS } from "../decision/proof";
import type { Contradictions } from "../decision/launchState";
import type { FollowState, FollowTerms, Moment, OfferDocument, Question } from "./followState";

const MINUTE = 60_000;

/**
 * How long after a read each document is due again. The next look after that reads it, at most five minutes later.
 */
const DUE_MS: Readonly<Record<OfferDocument, number>> = {
  status: 15 * MINUTE,
  list: 15 * MINUTE,
  production: 20 * MINUTE,
};

/** A service with at least this gap between requests is asked for one document at a time, in milliseconds. */
const ONE_AT_A_TIME_MS = MINUTE;

/** A contradiction counts as begun at most this long after the last look without it, in milliseconds. */
const WATCHED_EVERY_MS = 5 * MINUTE;

/** However long nobody looked, a contradiction is watched for ten minutes before it counts. */
const MOST_UNWATCHED_MS = PROOF_AGE_MS - 10 * MINUTE;

function isDue({ askedAt }: FollowState, document: OfferDocument, { at }: Moment): boolean {
  return at - askedAt[document] >= DUE_MS[document];
}

/** Whether the service is asked for one thing at a time. */
export function isOneAtATime({ traits }: FollowTerms): boolean {
  return traits.minGapMs >= ONE_AT_A_TIME_MS;
}

/** Whether no document of the offer was read in this run. */
export function isOfferNew({ askedAt }: FollowState): boolean {
  return askedAt.status === -Infinity;
}

/**
 * The first question of a look. While all sources agree, every other look may read the status or the list instead of
 * the operation, and every 20 to 25 minutes production too. So an end is seen in time wherever it is shown, for
 * hardly more requests than polling the operation alone.
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

/** How long each source may have shown an end that nobody read, beyond the time between two looks. */
export function unwatched({ quietAt }: FollowState, { at }: Moment): Record<Teller, number> {
  const since = (one: Teller): number =>
    Math.min(Math.max(at - quietAt[one] - WATCHED_EVERY_MS, 0), MOST_UNWATCHED_MS);
  return Object.fromEntries(TELLERS.map((one) => [one, since(one)])) as Record<Teller, number>;
}

/** How long until the first contradiction is old enough to count, in milliseconds. `undefined` without one. */
export function untilJudged(contradictions: Contradictions, { now }: Moment): number | undefined {
  const left = Object.values(contradictions)
    .map((since) => since + PROOF_AGE_MS - now)
    .filter((ms) => ms > 0);
  return left.length === 0 ? undefined : Math.min(...left);
}

/**
 * When the offer's documents count as read as a launch begins, at random: launches that began together do not read
 * them together.
 */
export function spread(began: number, random: () => number): FollowState["askedAt"] {
  const askedAt = (one: OfferDocument): number => began - random() * DUE_MS[one];
  return { status: askedAt("status"), list: askedAt("list"), production: askedAt("production") };
}
