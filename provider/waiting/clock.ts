/** Time, handed in so that tests need not sleep. */
export interface Clock {
  /** Wall time, in milliseconds since 1970: for people, and to compare across runs. It can be set. */
  now(): number;
  /** Milliseconds since some moment, to measure waiting. It cannot be set, and may stop while the machine sleeps. */
  monotonic(): number;
  /** Resolves after `ms` milliseconds, or when `signal` is aborted. Never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Calls back after `ms` milliseconds, unless the returned function is called before. */
  after(ms: number, call: () => void): () => void;
}

/**
 * Wall time as of now, carried on by the monotonic clock: setting the wall clock does not change it. In milliseconds since
 * 1970. It stands still while the machine sleeps, as far as the monotonic clock does.
 */
export function steadyTime(clock: Clock): () => number {
  const offset = clock.now() - clock.monotonic();
  return () => offset + clock.monotonic();
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
