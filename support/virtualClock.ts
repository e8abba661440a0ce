import type { Clock } from "../provider/waiting/clock";

interface Timer {
  readonly at: number;
  readonly fire: () => void;
}

/** A clock that stands still until it is driven: then time jumps from timer to timer, and nobody sleeps. */
export interface VirtualClock extends Clock {
  /** The delays that were asked for, in order. */
  readonly sleeps: readonly number[];
  /** Lets time pass until the promise settles. Rejects when nothing is left that could settle it. */
  drive<T>(promise: Promise<T>): Promise<T>;
  /** Lets this much time pass. */
  advance(ms: number): Promise<void>;
  /** Calls back at a time, as if somebody else acted then. */
  at(time: number, act: () => void): void;
  /** Somebody sets the wall clock this much ahead, or back; waiting goes on as before. */
  setWall(aheadMs: number): void;
  /**
   * The machine sleeps, or the process is stopped, for so long: no timer fires, and those that are due fire on waking.
   * `isMonotonicStopped`: the monotonic clock stands still meanwhile, as it does on a machine that sleeps.
   */
  stop(ms: number, isMonotonicStopped?: boolean): void;
}

/** Lets everything run that waits for nothing but its turn. */
function idle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

export function virtualClock(start = Date.UTC(2026, 0, 1)): VirtualClock {
  /** Monotonic; begins at the wall's time, which makes tests short. */
  let now = start;
  let ahead = 0;
  let timers: Timer[] = [];
  const sleeps: number[] = [];

  function add(at: number, fire: () => void): Timer {
    const timer = { at, fire };
    // Kept in order; of equal times the one added first comes first.
    const later = timers.findIndex((one) => one.at > at);
    timers.splice(later === -1 ? timers.length : later, 0, timer);
    return timer;
  }

  function fireNext(limit = Infinity): boolean {
    const next = timers[0];
    if (next === undefined || next.at > limit) return false;
    timers.shift();
    now = Math.max(now, next.at);
    next.fire();
    return true;
  }

  return {
    sleeps,
    now: () => now + ahead,
    monotonic: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        sleeps.push(ms);
        if (signal?.aborted === true) {
          resolve();
          return;
        }
        const done = (): void => {
          timers = timers.filter((one) => one !== timer);
          signal?.removeEventListener("abort", done);
          resolve();
        };
        const timer = add(now + Math.max(ms, 0), done);
        signal?.addEventListener("abort", done);
      }),
    after(ms, call) {
      const timer = add(now + Math.max(ms, 0), call);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
    at: (time, act) => {
      add(time - ahead, act);
    },
    setWall(aheadMs) {
      ahead += aheadMs;
    },
    stop(ms, isMonotonicStopped = false) {
      if (isMonotonicStopped) ahead += ms;
      else now += ms;
    },
    async drive(promise) {
      const state = { settled: false };
      const watched = promise.finally(() => {
        state.settled = true;
      });
      watched.catch(() => undefined);
      for (;;) {
        await idle();
        if (state.settled) return watched;
        if (!fireNext()) throw new Error("nothing is left that could settle the promise");
      }
    },
    async advance(ms) {
      const limit = now + ms;
      do await idle();
      while (fireNext(limit));
      now = limit;
    },
  };
}
