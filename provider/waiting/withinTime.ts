import { MAX_TIMER_MS, type Clock } from "./clock";

export interface TimeLimit {
  /** Milliseconds. */
  readonly ms: number;
  readonly clock: Pick<Clock, "after">;
  readonly signal?: AbortSignal | undefined;
  /** Called each time this many milliseconds have passed without an end. */
  readonly tick?: { readonly ms: number; readonly call: () => void } | undefined;
}

export type InTime<T> = { readonly kind: "done"; readonly value: T } | { readonly kind: "late" };

/**
 * Settles as `work` does, or returns that it is late. The signal given to `work` is aborted then, or with the outer
 * one. Without time, `work` is not started.
 */
export async function withinTime<T>(
  work: (signal: AbortSignal) => Promise<T>,
  { ms, clock, signal, tick }: TimeLimit,
): Promise<InTime<T>> {
  if (ms <= 0) return { kind: "late" };
  const late = new AbortController();
  let stop = (): void => undefined;
  const watch = new Promise<InTime<T>>((resolve) => {
    const arm = (left: number): void => {
      const stretch = Math.min(left, tick?.ms ?? MAX_TIMER_MS);
      stop = clock.after(stretch, () => {
        if (left > stretch) {
          tick?.call();
          arm(left - stretch);
        } else {
          late.abort();
          resolve({ kind: "late" });
        }
      });
    };
    arm(ms);
  });
  const within = signal === undefined ? late.signal : AbortSignal.any([signal, late.signal]);
  try {
    return await Promise.race([work(within).then((value): InTime<T> => ({ kind: "done", value })), watch]);
  } finally {
    stop();
  }
}
