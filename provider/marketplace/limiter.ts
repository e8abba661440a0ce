import type { Clock } from "../operation/clock";
import { interrupted, untilAborted } from "./abort";

/** No answer holds requests back for longer than this, whatever it says. */
export const MAX_PAUSE_MS = 5 * 60_000;

/** Spaces the starts of requests evenly, first come first served. */
export interface Limiter {
  /** Resolves when the next request may start. Rejects with `INTERRUPTED` when the signal is aborted before. */
  take(signal?: AbortSignal): Promise<void>;
  /** Holds all requests back for so many milliseconds from now, at most five minutes. */
  pause(ms: number): void;
}

/** `requestsPerSecond` is above zero and need not be whole. */
export function createLimiter(options: {
  readonly requestsPerSecond: number;
  readonly clock: Clock;
}): Limiter {
  const { clock } = options;
  const interval = 1000 / options.requestsPerSecond;
  let nextAt = -Infinity;
  let heldUntil = -Infinity;
  let queue: Promise<void> = Promise.resolve();

  function waitMs(): number {
    const now = clock.now();
    // Without these bounds, a clock that was set back would hold requests back by as much.
    nextAt = Math.min(nextAt, now + interval);
    heldUntil = Math.min(heldUntil, now + MAX_PAUSE_MS);
    return Math.max(nextAt, heldUntil) - now;
  }

  async function turn(signal: AbortSignal | undefined): Promise<void> {
    for (let wait = waitMs(); wait > 0; wait = waitMs()) {
      if (signal?.aborted === true) break;
      await clock.sleep(wait, signal);
    }
    if (signal?.aborted === true) throw interrupted("Waiting for a turn to ask the service");
    nextAt = clock.now() + interval;
  }

  return {
    take(signal) {
      const mine = queue.then(() => turn(signal));
      queue = mine.catch(() => undefined);
      return untilAborted(mine, signal, "Waiting for a turn to ask the service");
    },
    pause(ms) {
      heldUntil = Math.max(heldUntil, clock.now() + Math.min(ms, MAX_PAUSE_MS));
    },
  };
}
