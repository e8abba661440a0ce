import { formatDuration } from "../values/duration";
import { isMarketplaceError, type ErrorCode, type MarketplaceError } from "../errors";
import type { LaunchState } from "../decision/launchState";
import { claimOf } from "../decision/claim";
import { watchedFrom } from "../decision/contradictions";
import type { Offer } from "../marketplace/offer";
import type { Observation, Service } from "../marketplace/service";
import { FOLLOW } from "../waiting/backoff";
import type { Clock } from "../waiting/clock";
import { poll, type PollOutcome, type Sight } from "../waiting/poll";
import { createProgress, steadyMessageOf } from "./progressLine";
import type { Reporter } from "./reporter";
import type { Answer, FollowEnd, FollowState, FollowTerms, Moment, Question } from "./followState";
import { step } from "./followStep";
import { firstQuestion, spread } from "./nextQuestion";
import { lookOrNothing, lookWhole } from "./wholeLook";

/** Errors of the operation's address after which the offer is the better source. */
const UNUSABLE: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "FOREIGN_URL",
  "RESPONSE_INVALID",
  "RESPONSE_TOO_LARGE",
  "SERVICE_REFUSED",
]);

const NEVER = { status: -Infinity, list: -Infinity, production: -Infinity } as const;

export interface FollowDeps {
  readonly service: Service;
  readonly clock: Clock;
  /** Wall time, in milliseconds, which setting the clock during the run does not change: for contradictions. */
  readonly steady: () => number;
  /** A number from 0 up to, not including, 1. */
  readonly random: () => number;
  readonly reporter: Reporter;
  readonly signal: AbortSignal;
}

export interface FollowRequest {
  readonly offer: Offer;
  readonly verifyVersion: boolean;
  /** False: one look is enough when the launch is running. */
  readonly waitForLive: boolean;
  /** When to stop waiting, as `clock.monotonic()` counts. */
  readonly deadline: number;
  /** How long the response to the POST asks to wait before the first look, in milliseconds. */
  readonly firstHintMs?: number | undefined;
  /** The operation as the response to the POST describes it, when it ended at once. */
  readonly firstObservation?: Observation | undefined;
  /** The offer was looked at just before the POST, so only the operation is asked first. Default: false. */
  readonly justPosted?: boolean | undefined;
}

export interface Followed {
  /** Everything known when the polling ends, even without an end of the launch. */
  readonly state: LaunchState;
  readonly outcome: PollOutcome<
    FollowEnd | { readonly kind: "tokenExpired"; readonly error: MarketplaceError }
  >;
  /** The last thing seen, in words, such as `step 2/4 50%: Certification`. */
  readonly seen: string;
}

/** Whether the token from the environment was rejected: no later request of this run can succeed. */
function isTokenExpired(error: unknown): boolean {
  return isMarketplaceError(error) && error.code === "UNAUTHORIZED" && error.renewable === false;
}

function foundText({ origin }: LaunchState): string {
  return origin === "launched" ? "launch accepted" : "launch found";
}

/**
 * Follows a launch until it ends. Polls the operation and the offer; the offer has the last word (see
 * `judgeEvidence`). Only an end, the deadline, or a token that cannot be renewed stops the polling. Errors do not.
 */
export async function follow(
  start: LaunchState,
  request: FollowRequest,
  deps: FollowDeps,
): Promise<Followed> {
  const { service, clock, reporter, signal } = deps;
  const { offer, verifyVersion, waitForLive, firstObservation } = request;
  const terms: FollowTerms = { traits: service.traits, verifyVersion, waitForLive };
  const progress = createProgress(reporter, clock);
  const waitedBefore = Math.max(0, clock.now() - start.startedAt);
  const began = clock.monotonic();
  const waited = (): string => formatDuration(waitedBefore + clock.monotonic() - began);
  let state: FollowState = {
    launch: watchedFrom(start, deps.steady()),
    began,
    ...(firstObservation === undefined ? {} : { claim: claimOf(firstObservation) }),
    misses: 0,
    failures: 0,
    dismissed: [],
    askedAt: request.justPosted === true ? spread(began, deps.random) : NEVER,
    quietAt: { operation: began, list: began, status: began, production: began },
    operationLast: false,
    doubted: false,
    seen: start.status === "indeterminate" ? "looking for the launch" : foundText(start),
    trouble: "",
  };

  async function askOperation(
    url: string,
    within: AbortSignal,
  ): Promise<Answer | { readonly error: unknown }> {
    try {
      return { kind: "operation", url, observation: await service.observe(url, within) };
    } catch (error) {
      // An unusable response will hardly be better next time. The offer says as much.
      if (isMarketplaceError(error) && UNUSABLE.has(error.code)) {
        return { kind: "operation", url, observation: undefined };
      }
      return { error };
    }
  }

  /** One part of the offer. `undefined` when it cannot be read, unless no later request can succeed either. */
  async function part<T>(read: Promise<T>, within: AbortSignal): Promise<T | undefined> {
    return read.catch((error: unknown) => {
      if (isMarketplaceError(error) && !within.aborted && !isTokenExpired(error)) return undefined;
      throw error;
    });
  }

  /** Why the operation could not be read. */
  let failure: unknown;

  async function ask(what: Question, within: AbortSignal): Promise<Answer> {
    const { operationUrl } = state.launch;
    switch (what) {
      case "operation": {
        if (operationUrl === undefined) break;
        const asked = await askOperation(operationUrl, within);
        if (!("error" in asked)) return asked;
        if (within.aborted || isTokenExpired(asked.error)) throw asked.error;
        failure = asked.error;
        return { kind: "noAnswer" };
      }
      case "status": {
        const sight = await part(service.status(offer, within), within);
        if (sight === undefined) break;
        return { kind: "status", ...sight };
      }
      case "list":
        return { kind: "list", submissions: await part(service.submissions(offer, within), within) };
      case "production":
        return {
          kind: "production",
          version: (await part(service.production(offer, within), within))?.version,
        };
      case "offer":
        break;
    }
    const read = () => service.look(offer, within, { partial: true });
    return { kind: "offer", look: await lookOrNothing(() => lookWhole(read, clock), clock) };
  }

  async function look(within: AbortSignal): Promise<Sight<FollowEnd>> {
    const moment = (): Moment => ({ now: deps.steady(), at: clock.monotonic() });
    let answer = await ask(firstQuestion(state, terms, moment()), within);
    for (;;) {
      const stepped = step(state, answer, terms, moment());
      state = stepped.state;
      const { next } = stepped;
      if (next.kind === "fail") throw failure;
      if (next.kind !== "ask") return next;
      answer = await ask(next.what, within);
    }
  }

  const { traits } = service;
  const outcome = await poll<FollowEnd>(look, {
    clock,
    random: deps.random,
    signal,
    backoff: { ...FOLLOW, floorMs: Math.max(FOLLOW.floorMs, traits.minGapMs) },
    waitedMs: waitedBefore,
    deadline: request.deadline,
    firstHintMs: request.firstHintMs,
    // An outage, a lost permission or a garbled response says nothing about the launch itself.
    onError: (error) => {
      if (!isMarketplaceError(error) || isTokenExpired(error)) return undefined;
      state = { ...state, seen: "cannot look", trouble: `: ${steadyMessageOf(error)}` };
      return { retryAfterMs: error.retryAfterMs };
    },
    onWait: (leftMs) => {
      const details = `waited ${waited()}, next look in ${formatDuration(leftMs)}`;
      progress({ what: state.seen, details, rest: state.trouble });
    },
    onLook: () => progress({ what: state.seen, details: `waited ${waited()}, looking`, rest: state.trouble }),
  }).catch((error: unknown): Followed["outcome"] => {
    if (isMarketplaceError(error) && isTokenExpired(error))
      return { kind: "end", value: { kind: "tokenExpired", error } };
    throw error;
  });
  return { state: state.launch, outcome, seen: state.seen + state.trouble };
}
