import { nextDelayMs, type Backoff } from "./backoff";
import type { Clock } from "./clock";
import { withinTime } from "./withinTime";

/** What one look tells the poller. */
export type Sight<T> =
  | { readonly kind: "end"; readonly value: T }
  | { readonly kind: "again"; readonly retryAfterMs?: number | undefined };

/** How polling ended: a value; the caller decides what is an error. */
export type PollOutcome<T> =
  | { readonly kind: "end"; readonly value: T }
  | { readonly kind: "timedOut"; readonly lastError?: unknown }
  | { readonly kind: "aborted"; readonly lastError?: unknown };

export interface PollOptions {
  readonly clock: Clock;
  /** A number from 0 up to, not including, 1. */
  readonly random: () => number;
  readonly signal: AbortSignal;
  readonly backoff: Backoff;
  /** When the waiting began, in milliseconds since 1970; the delays grow with the time since then. */
  readonly startedAt: number;
  /** When to stop, in milliseconds since 1970. One last look is made then. */
  readonly deadline: number;
  /** What the service asks to wait before the first look, in milliseconds; without it the first look is made at once. */
  readonly firstHintMs?: number | undefined;
  /** What to make of a look that threw: `undefined` ends the polling with that error, else it goes on. */
  readonly onError: (error: unknown) => { readonly retryAfterMs?: number | undefined } | undefined;
  /** Called before each stretch of waiting, at least once a minute, with when the next look will be. */
  readonly onWait?: (nextLookAt: number) => void;
  /** Called once a minute while a look is still under way: it may wait for its turn. */
  readonly onLook?: () => void;
}

/** How long after the deadline the last look may take, in milliseconds. */
const OVERTIME_MS = 90_000;

/** Nobody waits longer than this in front of a silent terminal. */
const STRETCH_MS = 60_000;

async function wait(delayMs: number, { clock, signal, onWait }: PollOptions): Promise<void> {
  const until = clock.now() + delayMs;
  for (let left = delayMs; left > 0 && !signal.aborted;) {
    onWait?.(until);
    const stretch = Math.min(left, STRETCH_MS);
    await clock.sleep(stretch, signal);
    // A clock that is set back must not make the wait longer.
    left = Math.min(left - stretch, until - clock.now());
  }
}

/** Looks until a look ends it, the deadline passes, or the signal aborts; the first look is made at once unless the service asks to wait. */
export async function poll<T>(
  look: (signal: AbortSignal) => Promise<Sight<T>>,
  options: PollOptions,
): Promise<PollOutcome<T>> {
  const { clock, random, signal, backoff, startedAt, deadline, onError, onLook } = options;
  const aborted = (): boolean => signal.aborted;
  let lastError: unknown;
  // What comes late, such as the answer to a request that took its time, is looked at once all the same.
  const began = clock.now();
  const waitFor = async (hintMs: number | undefined): Promise<void> => {
    const now = clock.now();
    const delay = nextDelayMs({ backoff, waitedMs: now - startedAt, hintMs, chance: random() });
    await wait(Math.min(delay, deadline - now), options);
  };
  if (options.firstHintMs !== undefined) await waitFor(options.firstHintMs);
  for (;;) {
    if (aborted()) return { kind: "aborted", lastError };
    let hintMs: number | undefined;
    try {
      // What a look waits for (its turn among many requests, a token that never comes) may know nothing of the deadline.
      const inTime = await withinTime(look, {
        ms: Math.max(deadline, began) + OVERTIME_MS - clock.now(),
        clock,
        signal,
        ...(onLook === undefined ? {} : { tick: { ms: STRETCH_MS, call: onLook } }),
      });
      if (inTime.kind === "late") return { kind: "timedOut", lastError };
      const sight = inTime.value;
      if (sight.kind === "end") return sight;
      hintMs = sight.retryAfterMs;
      lastError = undefined;
    } catch (error) {
      // An abort makes the request under way fail, which says nothing about the service.
      if (!aborted()) {
        const tolerated = onError(error);
        if (tolerated === undefined) throw error;
        hintMs = tolerated.retryAfterMs;
      }
      lastError = error;
    }
    if (clock.now() >= deadline) return { kind: "timedOut", lastError };
    await waitFor(hintMs);
  }
}
