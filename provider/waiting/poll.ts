import { nextDelayMs, type Backoff } from "./backoff";
import type { Clock } from "./clock";
import { withinTime } from "./withinTime";

/** The result of one look, for the poller. */
export type Sight<T> =
  | { readonly kind: "end"; readonly value: T }
  | {
      readonly kind: "again";
      /** How long the service asks to wait, in milliseconds. */
      readonly retryAfterMs?: number | undefined;
      /** The next look is made after this time at the latest, in milliseconds, but not below the shortest delay. */
      readonly withinMs?: number | undefined;
    };

/** How polling ended. The caller decides what is an error. */
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
  /** How long the caller had waited before, in milliseconds. The delays grow with all the time waited. */
  readonly waitedMs?: number | undefined;
  /** When to stop, as `clock.monotonic()` counts. One last look is made then. */
  readonly deadline: number;
  /** How long the service asks to wait before the first look, in milliseconds. Default: no wait. */
  readonly firstHintMs?: number | undefined;
  /** Decides what a look that threw means. `undefined` ends the polling with that error. */
  readonly onError: (error: unknown) => { readonly retryAfterMs?: number | undefined } | undefined;
  /** Called before each wait, at least once a minute, with the time until the next look. */
  readonly onWait?: (leftMs: number) => void;
  /** Called once a minute while a look is still running: it may wait for a request slot. */
  readonly onLook?: () => void;
}

/** How long after the deadline the last look may take, in milliseconds. */
const OVERTIME_MS = 90_000;

/** The longest time without a line on the terminal, in milliseconds. */
const STRETCH_MS = 60_000;

/** A timer this late means that the machine slept or the process was stopped. */
const GAP_MS = 5_000;

async function wait(delayMs: number, { clock, signal, onWait }: PollOptions): Promise<void> {
  const until = clock.monotonic() + delayMs;
  for (let left = delayMs; left > 0 && !signal.aborted; left = until - clock.monotonic()) {
    onWait?.(left);
    await clock.sleep(Math.min(left, STRETCH_MS), signal);
  }
}

/**
 * Looks until a look ends it, the deadline passes, or the signal is aborted. The first look is made at once unless
 * the service asks to wait. A machine that slept past the deadline makes one last look on waking, with its full time.
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
    // A result that came after the deadline, such as a slow response, still gets a look at once.
    const ms = Math.max(deadline - lookedAt, 0) + OVERTIME_MS;
    try {
      // A look may wait for something that ignores the deadline, such as a request slot or a token that never comes.
      const inTime = await withinTime(look, {
        ms,
        clock,
        signal,
        ...(onLook === undefined ? {} : { tick: { ms: STRETCH_MS, call: onLook } }),
      });
      if (inTime.kind === "late") {
        // Nothing could respond during the gap, so the last look's time starts on waking.
        if (clock.monotonic() - lookedAt > ms + GAP_MS) continue;
        return { kind: "timedOut", lastError };
      }
      const sight = inTime.value;
      if (sight.kind === "end") return sight;
      hintMs = sight.retryAfterMs;
      withinMs = sight.withinMs;
      lastError = undefined;
    } catch (error) {
      // An abort makes the current request fail, which says nothing about the service.
      if (!aborted()) {
        const tolerated = onError(error);
        if (tolerated === undefined) throw error;
        hintMs = tolerated.retryAfterMs;
      }
      lastError = error;
      // A request that was running when the machine slept fails on waking, whatever the service would say now.
      if (clock.monotonic() - lookedAt > ms + GAP_MS) continue;
    }
    if (clock.monotonic() >= deadline) return { kind: "timedOut", lastError };
    await waitFor(hintMs, withinMs);
  }
}
