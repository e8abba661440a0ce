import { formatDuration } from "../values/duration";
import { isMarketplaceError, type ErrorCode } from "../errors";
import { judge, type Claim, type Verdict } from "../decision/verdict";
import type { Beginning, LaunchState } from "../decision/launchState";
import type { Offer } from "../marketplace/offer";
import type { Observation, Service, Step } from "../marketplace/service";
import { FOLLOW } from "../waiting/backoff";
import type { Clock } from "../waiting/clock";
import { poll, type PollOutcome, type Sight } from "../waiting/poll";
import { isSettled } from "../marketplace/status";
import type { Version } from "../marketplace/version";
import { createProgress, steadyMessageOf, type Reporter } from "./progress";

/** How long to search for a launch whose POST had an unknown outcome: the service's list may lag. */
export const SEARCH_MS = 5 * 60_000;

/** Answers to asking an operation that make the offer's own status the better source. */
const UNUSABLE: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "FOREIGN_URL",
  "RESPONSE_INVALID",
  "RESPONSE_TOO_LARGE",
  "SERVICE_REFUSED",
]);

/** So many answers in a row that make no sense, or know nothing of it, and the operation is not asked any more. */
const MAX_MISSES = 3;

export interface FollowDeps {
  readonly service: Service;
  readonly clock: Clock;
  /** A number from 0 up to, not including, 1. */
  readonly random: () => number;
  readonly reporter: Reporter;
  readonly signal: AbortSignal;
}

export interface FollowRequest {
  readonly offer: Offer;
  readonly verifyVersion: boolean;
  /** False: one look that finds it running is enough. */
  readonly waitForLive: boolean;
  /** Milliseconds since 1970. */
  readonly deadline: number;
  /** What the answer to the POST asks to wait before the first look, in milliseconds. */
  readonly firstHintMs?: number | undefined;
}

export type FollowEnd =
  | Extract<Verdict, { kind: "live" | "ended" | "lost" }>
  | { readonly kind: "stillRunning" }
  /** Somebody published between the look and the POST: the service launched what it found. */
  | { readonly kind: "otherVersion"; readonly version: Version };

export interface Followed {
  /** What is known now, for the case that the polling ended without an end of the launch. */
  readonly state: LaunchState;
  readonly outcome: PollOutcome<FollowEnd>;
  /** What was seen last, in words, such as `step 2/4: Certification 50%`. */
  readonly seen: string;
}

function stepText(step: Step | undefined, word: string, number?: string): string {
  if (step === undefined) return word;
  const percent = step.percent === undefined ? "" : ` ${step.percent}%`;
  return `step ${number === undefined ? "" : `${number}: `}${step.name}${percent}`;
}

function troubleText({ problems }: Pick<Observation, "problems">): string {
  const problem = problems[0];
  return problem === undefined ? "" : ` - reported: ${problem.message}`;
}

function withUrl(state: LaunchState, operationUrl: string | undefined): LaunchState {
  const { operationUrl: _replaced, ...rest } = state;
  return operationUrl === undefined ? rest : { ...rest, operationUrl };
}

/**
 * Follows a launch until it settles: the operation's own word first, then the offer's, which has the last say (see
 * `judge`). No answer of the service, nor the lack of one, ends the following before the deadline but such an end.
 */
export async function follow(
  start: LaunchState,
  request: FollowRequest,
  deps: FollowDeps,
): Promise<Followed> {
  const { service, clock, reporter, signal } = deps;
  const { offer, verifyVersion, waitForLive } = request;
  const declared = start.version;
  const beginning: Beginning = start.beginning ?? { at: start.startedAt, endedBefore: [] };
  const progress = createProgress(reporter, clock);
  const dismissed = new Set<string>();
  let misses = 0;
  let otherVersion: Version | undefined;
  let state = start;
  let claim: Claim | undefined;
  let seen = start.status === "indeterminate" ? "looking for the launch" : "launch accepted";
  let trouble = "";

  /** The operation's own word; `undefined` when the offer has to be asked. */
  async function observe(url: string, within: AbortSignal): Promise<Sight<FollowEnd> | undefined> {
    const observation = await service.observe(url, within).catch((error: unknown) => {
      // An answer that makes no sense will hardly make more sense next time: the offer tells as well.
      if (isMarketplaceError(error) && UNUSABLE.has(error.code)) return undefined;
      throw error;
    });
    misses = observation === undefined ? misses + 1 : 0;
    const foreign = verifyVersion && observation?.version !== undefined && observation.version !== declared;
    if (foreign && start.origin === "launched") otherVersion = observation.version;
    if (foreign || misses >= MAX_MISSES) {
      dismissed.add(url);
      state = withUrl(state, undefined);
    }
    if (observation === undefined || foreign) return undefined;
    seen = stepText(observation.step, observation.word, observation.stepNumber);
    trouble = troubleText(observation);
    if (isSettled(observation.status)) {
      claim = { status: observation.status, problems: observation.problems };
      return undefined;
    }
    if (!waitForLive && state.status === "running") return { kind: "end", value: { kind: "stillRunning" } };
    return { kind: "again", retryAfterMs: observation.retryAfterMs };
  }

  async function askOffer(within: AbortSignal): Promise<Sight<FollowEnd>> {
    const look = await service.look(offer, within);
    // Said by the operation, and by preview: what our POST took live is not what was looked at before it.
    if (otherVersion !== undefined && look.preview?.version === otherVersion) {
      return { kind: "end", value: { kind: "otherVersion", version: otherVersion } };
    }
    const verdict = judge({ look, declared, verifyVersion, beginning, claim, now: clock.now() });
    switch (verdict.kind) {
      case "live":
      case "ended":
      case "lost":
        return { kind: "end", value: verdict };
      case "unseen":
        return state.status === "indeterminate" && clock.now() - beginning.at >= SEARCH_MS
          ? { kind: "end", value: { kind: "lost" } }
          : { kind: "again", retryAfterMs: look.retryAfterMs };
      case "running": {
        const { operationUrl } = verdict;
        const { step, word } = look.status;
        state = { ...state, status: "running" };
        seen = stepText(step, word);
        trouble = troubleText(look.status);
        if (
          operationUrl !== undefined &&
          operationUrl !== state.operationUrl &&
          !dismissed.has(operationUrl)
        ) {
          state = withUrl(state, operationUrl);
          claim = undefined;
        }
        return waitForLive
          ? { kind: "again", retryAfterMs: look.retryAfterMs }
          : { kind: "end", value: { kind: "stillRunning" } };
      }
    }
  }

  async function look(within: AbortSignal): Promise<Sight<FollowEnd>> {
    const { operationUrl } = state;
    if (operationUrl !== undefined && claim === undefined) {
      const sight = await observe(operationUrl, within);
      if (sight !== undefined) return sight;
    }
    return askOffer(within);
  }

  const outcome = await poll(look, {
    clock,
    random: deps.random,
    signal,
    backoff: FOLLOW,
    startedAt: start.startedAt,
    deadline: request.deadline,
    firstHintMs: request.firstHintMs,
    // An outage, a lost permission or a garbled answer says nothing about the launch itself.
    onError: (error) => {
      if (!isMarketplaceError(error)) return undefined;
      seen = "cannot look";
      trouble = `: ${steadyMessageOf(error)}`;
      return { retryAfterMs: error.retryAfterMs };
    },
    onWait: (nextLookAt) => {
      const now = clock.now();
      const waited = formatDuration(now - start.startedAt);
      const details = `waited ${waited}, next look in ${formatDuration(nextLookAt - now)}`;
      progress({ what: seen, details, rest: trouble });
    },
    onLook: () => {
      const waited = formatDuration(clock.now() - start.startedAt);
      progress({ what: seen, details: `waited ${waited}, looking`, rest: trouble });
    },
  });
  return { state, outcome, seen: seen + trouble };
}
