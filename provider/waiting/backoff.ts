/** How the delay before the next look grows. */
export interface Backoff {
  /** The delay is this share of the time already waited: 0.06 waits 3.6 minutes after an hour. */
  readonly share: number;
  /** The delay is never shorter, in milliseconds. */
  readonly floorMs: number;
  /** The delay is never longer, in milliseconds. */
  readonly ceilingMs: number;
}

/** Following a launch: see docs/decisions/0004-wait-a-share-of-the-time-waited.md for where the numbers come from. */
export const FOLLOW: Backoff = { share: 0.06, floorMs: 5_000, ceilingMs: 300_000 };

/** Trying a failed read again: 1, 1, 2, 4, 8, ... seconds, since each delay equals the time already waited. */
export const RETRY: Backoff = { share: 1, floorMs: 1_000, ceilingMs: 30_000 };

/**
 * A delay above the floor is shortened by up to this share, so that launches that started together do not keep
 * polling together. It is never lengthened, which would break the promised share.
 */
const JITTER = 0.05;

/** The service's own wish (`Retry-After`) is limited to this range, in milliseconds. */
const HINT_BOUNDS = { minMs: 1_000, maxMs: 300_000 } as const;

export interface DelayInput {
  readonly backoff: Backoff;
  readonly waitedMs: number;
  /** The service's own wish, unbounded. */
  readonly hintMs?: number | undefined;
  /** A number from 0 up to, not including, 1. */
  readonly chance: number;
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(Math.max(value, min), max);
}

/** The delay before the next look, in milliseconds. The service's own wish wins, limited to `HINT_BOUNDS`. */
export function nextDelayMs({ backoff, waitedMs, hintMs, chance }: DelayInput): number {
  if (hintMs !== undefined && !Number.isNaN(hintMs)) {
    return clamp(hintMs, HINT_BOUNDS.minMs, HINT_BOUNDS.maxMs);
  }
  const { share, floorMs, ceilingMs } = backoff;
  const delay = clamp(waitedMs * share, floorMs, ceilingMs);
  return Math.max(delay * (1 - JITTER * chance), floorMs);
}
