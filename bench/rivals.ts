import { runCoreLro } from "./coreLro";
import { runSchedule, SCHEDULES } from "./schedules";
import { runOurs, runOursIngestion } from "./ours";
import { aroundMs, type End, type SiteOptions } from "./site";
import { largest, mean, seededRandom } from "./statistics";
import type { Trial } from "./trial";

export const OURS = "this package";
export const OURS_INGESTION = "this package, Product Ingestion";
export const CORE_LRO = "@azure/core-lro";

/** How long the launches of the comparison take, in milliseconds. */
export const DURATIONS = [
  { name: "65 s", ms: 65_000 },
  { name: "14 min", ms: 14 * 60_000 },
  { name: "3 h 02", ms: 182 * 60_000 },
  { name: "24 h", ms: 86_400_000 },
  { name: "4 d", ms: 4 * 86_400_000 },
] as const;

export const RUNS = 200;
const FEW_RUNS = 3;
const MANY_REQUESTS = 5_000;

type Follow = (options: SiteOptions, random: () => number) => Trial | Promise<Trial>;

/** The strategies, ours first. */
export const STRATEGIES: ReadonlyMap<string, Follow> = new Map<string, Follow>([
  [OURS, runOurs],
  [OURS_INGESTION, runOursIngestion],
  [CORE_LRO, (options) => runCoreLro(options, 2 * options.durationMs)],
  ...SCHEDULES.map(
    (schedule) => [schedule.name, (options: SiteOptions) => runSchedule(schedule, options)] as const,
  ),
]);

/** One strategy at one duration. Delays are in milliseconds, and `null` where no end was reported. */
export interface Row {
  readonly strategy: string;
  readonly duration: string;
  readonly runs: number;
  readonly requests: number;
  readonly meanDelayMs: number | null;
  readonly worstDelayMs: number | null;
}

export function toRow(strategy: string, duration: string, trials: readonly Trial[]): Row {
  const delays = trials.map(({ delayMs }) => delayMs);
  const finite = delays.every(Number.isFinite);
  return {
    strategy,
    duration,
    runs: trials.length,
    requests: mean(trials.map(({ requests }) => requests)),
    meanDelayMs: finite ? mean(delays) : null,
    worstDelayMs: finite ? largest(delays) : null,
  };
}

export interface RunOptions {
  readonly random?: () => number;
  readonly runs?: number;
  readonly end?: End;
}

/**
 * Launches of one duration, followed one after the other. Each client reads a form that it reads right, so that only
 * the waiting is compared. The same seed gives every strategy the same launches.
 */
export async function runStrategy(
  strategy: string,
  duration: (typeof DURATIONS)[number],
  seed: number,
  { random = seededRandom(seed + 1), runs = RUNS, end = "succeeded" }: RunOptions = {},
): Promise<readonly Trial[]> {
  const follow = STRATEGIES.get(strategy);
  if (follow === undefined) throw new Error(`There is no strategy ${strategy}`);
  const ends = seededRandom(seed);
  const trials: Trial[] = [];
  const enough = (): number => ((trials[0]?.requests ?? 0) > MANY_REQUESTS ? FEW_RUNS : runs);
  while (trials.length < enough()) {
    const durationMs = aroundMs(duration.ms, ends());
    const simulator = { location: "absolute", words: { complete: "Succeeded" } } as const;
    trials.push(await follow({ durationMs, end, simulator }, random));
  }
  return trials;
}
