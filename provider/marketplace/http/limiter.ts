import type { Clock } from "../../waiting/clock";
import { interrupted } from "./abort";

/** The longest that a response can hold back requests, in milliseconds. */
const MAX_PAUSE_MS = 5 * 60_000;

/** Spaces the starts of requests evenly. First come, first served, but urgent ones before all others. */
export interface Limiter {
  /**
   * Resolves when the next request may start. Rejects with `INTERRUPTED` when the signal is aborted before. A request
   * is urgent when its look is getting old.
   */
  take(options?: {
    readonly signal?: AbortSignal | undefined;
    readonly urgent?: boolean | undefined;
  }): Promise<void>;
  /** Holds back all requests for this many milliseconds, at most five minutes. */
  pause(ms: number): void;
}

interface Waiting {
  readonly urgent: boolean;
  readonly start: () => void;
}

/** `requestsPerSecond` is above zero and need not be whole. */
export function createLimiter(options: {
  readonly requestsPerSecond: number;
  readonly clock: Pick<Clock, "now" | "sleep">;
}): Limiter {
  const { clock } = options;
  const interval = 1000 / options.requestsPerSecond;
  const queue: Waiting[] = [];
  let nextAt = -Infinity;
  let heldUntil = -Infinity;
  let serving = false;
  let bell = new AbortController();

  function waitMs(): number {
    const now = clock.now();
    // Without these limits, a clock that was set back would hold back requests by as much.
    nextAt = Math.min(nextAt, now + interval);
    heldUntil = Math.min(heldUntil, now + MAX_PAUSE_MS);
    return Math.max(nextAt, heldUntil) - now;
  }

  async function serve(): Promise<void> {
    serving = true;
    for (;;) {
      for (let wait = waitMs(); wait > 0 && queue.length > 0; wait = waitMs()) {
        await clock.sleep(wait, bell.signal);
      }
      const next = queue.shift();
      if (next === undefined) break;
      nextAt = clock.now() + interval;
      next.start();
    }
    serving = false;
  }

  function leave(waiting: Waiting): void {
    queue.splice(queue.indexOf(waiting), 1);
    if (queue.length > 0) return;
    // Nobody waits any more, so no timer is left behind.
    bell.abort();
    bell = new AbortController();
  }

  return {
    take({ signal, urgent = false } = {}) {
      return new Promise((resolve, reject) => {
        const stop = (): void => {
          leave(waiting);
          reject(interrupted("Waiting for a turn to ask the service"));
        };
        const waiting: Waiting = {
          urgent,
          start() {
            signal?.removeEventListener("abort", stop);
            resolve();
          },
        };
        const place = urgent ? queue.findIndex((other) => !other.urgent) : -1;
        queue.splice(place < 0 ? queue.length : place, 0, waiting);
        if (signal?.aborted === true) stop();
        else signal?.addEventListener("abort", stop, { once: true });
        if (!serving) void serve();
      });
    },
    pause(ms) {
      heldUntil = Math.max(heldUntil, clock.now() + Math.min(ms, MAX_PAUSE_MS));
    },
  };
}
