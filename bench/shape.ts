import { FOLLOW, type Backoff } from "../provider/waiting/backoff";
import { largest, mean } from "./statistics";
import type { Trial } from "./trial";

/** How our own looks are spread over time, in all launches of one duration. */
export interface Shape {
  readonly duration: string;
  /** The shortest and the longest wait from the end of a look to the next while the launch ran, in milliseconds. */
  readonly shortestGapMs: number;
  readonly longestGapMs: number;
  /** The most requests of one look while the launch ran, and of all looks after its end. */
  readonly mostInALook: number;
  readonly mostAfterEnd: number;
  /** The longest delay as a share of the longest promised one: at most 1. */
  readonly delayOverPromise: number;
  /** Looks while the promised delay grows, and the fewest that any schedule with that promise makes. */
  readonly growingLooks: number;
  readonly fewestLooks: number;
  /** Requests with jitter over requests without. */
  readonly jitterCost: number;
  /** From the end until the client reports it, including the confirming look, in milliseconds. */
  readonly worstReportedAfterMs: number;
}

/** The longest promised delay for a launch that takes this long, in milliseconds. */
export function promisedDelayMs(durationMs: number, { share, floorMs, ceilingMs }: Backoff): number {
  return Math.min(Math.max(durationMs * share, floorMs), ceilingMs);
}

/**
 * The times between which the promised delay is a share of the time waited, for a launch that takes this long.
 * Before, it is the floor. Afterwards, it is the ceiling.
 */
export function growth(
  durationMs: number,
  { share, floorMs, ceilingMs }: Backoff,
): { readonly fromMs: number; readonly toMs: number } {
  const fromMs = floorMs / share;
  return { fromMs, toMs: Math.max(Math.min(durationMs, ceilingMs / share), fromMs) };
}

/**
 * The fewest looks between two times when no gap may be longer than `share` of the time waited at its beginning:
 * each look then multiplies that time by at most `1 + share`.
 */
export function fewestLooks(fromMs: number, toMs: number, share: number): number {
  return Math.log(toMs / fromMs) / Math.log(1 + share);
}

/** The results of our launches of one duration. `calm` are the first of them without jitter. */
export function shapeOf(duration: string, trials: readonly Trial[], calm: readonly Trial[]): Shape {
  const gaps = trials.flatMap(({ looks, durationMs }) =>
    looks
      // The first look follows the launch at once, and only looks up to the first that sees the end are spaced.
      .filter((_look, index) => index === 0 || (looks[index - 1]?.at ?? 0) < durationMs)
      .flatMap(({ at }, index, all) => (index === 0 ? [] : [at - (all[index - 1]?.until ?? 0)])),
  );
  const grown = trials.map(({ looks, durationMs }) => {
    const { fromMs, toMs } = growth(durationMs, FOLLOW);
    return {
      looks: looks.filter(({ at }) => at > fromMs && at <= toMs).length,
      fewest: fewestLooks(fromMs, toMs, FOLLOW.share),
    };
  });
  const under = trials.flatMap(({ looks, durationMs }) => looks.filter(({ at }) => at < durationMs));
  const after = trials.map(({ looks, durationMs }) => looks.filter(({ at }) => at >= durationMs));
  return {
    duration,
    mostInALook: largest(under.map(({ requests }) => requests)),
    mostAfterEnd: largest(after.map((looks) => looks.reduce((sum, { requests }) => sum + requests, 0))),
    shortestGapMs: -largest(gaps.map((gap) => -gap)),
    longestGapMs: largest(gaps),
    delayOverPromise: largest(
      trials.map(({ delayMs, durationMs }) => delayMs / promisedDelayMs(durationMs, FOLLOW)),
    ),
    growingLooks: mean(grown.map(({ looks }) => looks)),
    fewestLooks: mean(grown.map(({ fewest }) => fewest)),
    jitterCost:
      mean(trials.slice(0, calm.length).map(({ requests }) => requests)) /
      mean(calm.map(({ requests }) => requests)),
    worstReportedAfterMs: largest(trials.map(({ reportedAfterMs }) => reportedAfterMs)),
  };
}
