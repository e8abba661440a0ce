import { nextDelayMs, type Backoff } from "./backoff";
import type { Clock } from "./clock";
import { withinTime } from "./withinTime";

/** What one look tells the poller. */
export type Sight<T> =
  | { readonly kind: "end"; readonly value: T }
  | {
      readonly kind: "again";
      /** What the service asks to wait, in milliseconds. */
      readonly retryAfterMs?: number | undefined;
      /** The next look is made at the latest after so long, in milliseconds, and not below the shortest delay. */
      readonly withinMs?: number | undefined;
    };

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
  /** How long was waited before this began, in milliseconds: the delays grow with all the time waited. */
  readonly waitedMs?: number | undefined;
  /** When to stop, as `clock.monotonic()` counts. One last look is made then. */
  readonly deadline: number;
  /** What the service asks to wait before the first look, in milliseconds; without it the first look is made at once. */
  readonly firstHintMs?: number | undefined;
  /** What to make of a look that threw: `undefined` ends the polling with that error, otherwise it goes on. */
  readonly onError: (error: unknown) => { readonly retryAfterMs?: number | undefined } | undefined;
  /** Called before each stretch of waiting, at least once a minute, with how long until the next look. */
  readonly onWait?: (leftMs: number) => void;
  /** Called once a minute while a look is still under way: it may wait for its turn. */
  readonly onLook?: () => void;
}

/** How long after the deadline the last look may take, in milliseconds. */
const OVERTIME_MS = 90_000;

/** Nobody waits longer than this in front of a silent terminal. */
const STRETCH_MS = 60_000;

/** A timer that fires so much too late was held up by a machine that slept, or a process that was stopped. */
const GAP_MS = 5_000;

async function wait(delayMs: number, { clock, signal, onWait }: PollOptions): Promise<void> {
  const until = clock.monotonic() + delayMs;
  for (let left = delayMs; left > 0 && !signal.aborted; left = until - clock.monotonic()) {
    onWait?.(left);
    await clock.sleep(Math.min(left, STRETCH_MS), signal);
  }
}

/**
 * Looks until a look ends it, the deadline passes, or the signal aborts; the first look is made at once unless the
 * service asks to wait. A machine that slept past the deadline makes one last look, with its full time, on waking.
 */
export async function poll<T>(
  look: (signal: AbortSignal) => Promise<Sight<T>>,
  options: PollOptions,
): Promise<PollOutcome<T>> {
  const { clock, random, signal, backoff, waitedMs = 0, deadline, onError, onLook } = options;
  const aborted = (): boolean => signal.aborted;
  let lastError: unknown;
  const began = clock.monotonic();
  const waitFor = async (hintMs: number | undefined, withinMs = Infinity): Promise<void> => {
    const now = clock.monotonic();
    const delay = nextDelayMs({ backoff, waitedMs: waitedMs + now - began, hintMs, chance: random() });
    const atMost = Math.max(withinMs, backoff.floorMs);
    await wait(Math.min(delay, atMost, deadline - now), options);
  };
  if (options.firstHintMs !== undefined) await waitFor(options.firstHintMs);
  for (;;) {
    if (aborted()) return { kind: "aborted", lastError };
    let hintMs: number | undefined;
    let withinMs: number | undefined;
    const lookedAt = clock.monotonic();
    // What comes late, such as the answer to a request that took its time, is looked at once all the same.
    const ms = Math.max(deadline - lookedAt, 0) + OVERTIME_MS;
    try {
      // What a look waits for (its turn among many requests, a token that never comes) may know nothing of the deadline.
      const inTime = await withinTime(look, {
        ms,
        clock,
        signal,
        ...(onLook === undefined ? {} : { tick: { ms: STRETCH_MS, call: onLook } }),
      });
      if (inTime.kind === "late") {
        // Nothing could be answered in a gap: the time of the last look counts from waking.
        if (clock.monotonic() - lookedAt > ms + GAP_MS) continue;
        return { kind: "timedOut", lastError };
      }
      const sight = inTime.value;
      if (sight.kind === "end") return sight;
      hintMs = sight.retryAfterMs;
      withinMs = sight.withinMs;
      lastError = undefined;
    } catch (error) {
      // An abort makes the request under way fail, which says nothing about the service.
      if (!aborted()) {
        const tolerated = onError(error);
        if (tolerated === undefined) throw error;
        hintMs = tolerated.retryAfterMs;
      }
      lastError = error;
      // A request that was under way when the machine slept fails on waking, whatever the service would answer now.
      if (clock.monotonic() - lookedAt > ms + GAP_MS) continue;
    }
    if (clock.monotonic() >= deadline) return { kind: "timedOut", lastError };
    await waitFor(hintMs, withinMs);
  }
}
