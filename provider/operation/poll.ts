import { nextDelayMs, type Backoff } from "./backoff";
import type { Clock } from "./clock";

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
  /** What to make of a look that threw: `undefined` ends the polling with that error, else it goes on. */
  readonly onError: (error: unknown) => { readonly retryAfterMs?: number | undefined } | undefined;
  /** Called before each stretch of waiting, at least once a minute, with when the next look will be. */
  readonly onWait?: (nextLookAt: number) => void;
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

/**
 * One look, given up some time after the deadline: what it waits for (its turn among many requests of a service that
 * throttles, a token that never comes) may know nothing of it.
 */
async function lookInTime<T>(
  look: (signal: AbortSignal) => Promise<Sight<T>>,
  { clock, signal, deadline }: PollOptions,
): Promise<Sight<T> | { readonly kind: "late" }> {
  const done = new AbortController();
  const late = new AbortController();
  const tooLate = clock.sleep(deadline + OVERTIME_MS - clock.now(), done.signal).then(() => {
    late.abort();
    return { kind: "late" } as const;
  });
  try {
    return await Promise.race([look(AbortSignal.any([signal, late.signal])), tooLate]);
  } finally {
    done.abort();
  }
}

/** Looks until a look ends it, the deadline passes, or the signal aborts; the first look is made at once. */
export async function poll<T>(
  look: (signal: AbortSignal) => Promise<Sight<T>>,
  options: PollOptions,
): Promise<PollOutcome<T>> {
  const { clock, random, signal, backoff, startedAt, deadline, onError } = options;
  const aborted = (): boolean => signal.aborted;
  let lastError: unknown;
  for (;;) {
    if (aborted()) return { kind: "aborted", lastError };
    let hintMs: number | undefined;
    try {
      const sight = await lookInTime(look, options);
      if (sight.kind === "end") return sight;
      if (sight.kind === "late") return { kind: "timedOut", lastError };
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
    const now = clock.now();
    if (now >= deadline) return { kind: "timedOut", lastError };
    const delay = nextDelayMs({ backoff, waitedMs: now - startedAt, hintMs, chance: random() });
    await wait(Math.min(delay, deadline - now), options);
  }
}
