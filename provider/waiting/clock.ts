/** Time, handed in so that tests need not sleep. */
export interface Clock {
  /** Wall time, in milliseconds since 1970: for people, and for what is compared across runs. It may be set. */
  now(): number;
  /** Milliseconds since some moment, which nobody sets: waiting is measured by it. It may stand still in sleep. */
  monotonic(): number;
  /** Resolves after `ms` milliseconds, or at once when `signal` is or becomes aborted. Never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Calls back after `ms` milliseconds, unless what it returns is called before: a watch over something else. */
  after(ms: number, call: () => void): () => void;
}

/** Node fires timers above this at once, which would turn a long wait into a hot loop. */
export const MAX_TIMER_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(ms, call) {
    const timer = setTimeout(call, Math.min(Math.max(ms, 0), MAX_TIMER_MS));
    return () => clearTimeout(timer);
  },
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted === true) {
        resolve();
        return;
      }
      const done = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", done);
        resolve();
      };
      const timer = setTimeout(done, Math.min(Math.max(ms, 0), MAX_TIMER_MS));
      signal?.addEventListener("abort", done);
    }),
};
