import { once } from "node:events";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import {
  CORE_LRO,
  DURATIONS,
  OURS,
  OURS_INGESTION,
  runStrategy,
  STRATEGIES,
  toRow,
  type Row,
} from "./rivals";
import { shapeOf, type Shape } from "./shape";
import { largest } from "./statistics";

/** A worker's results: rows for the table, and for our own strategy the other values that the checks need. */
interface Share {
  readonly rows: readonly Row[];
  readonly shapes: readonly Shape[];
  readonly paces: readonly Pace[];
  readonly failure: Failure | undefined;
}

/** How our requests to the Product Ingestion API are spread over time, in all launches of one duration. */
export type Pace = Pick<Shape, "duration" | "shortestGapMs" | "mostInALook">;

/** Launches that fail after 65 s. */
export interface Failure {
  readonly runs: number;
  /** How many of them were reported as failed. */
  readonly reported: number;
  readonly worstDelayMs: number;
  /** Includes the look that confirms the end. */
  readonly worstReportedAfterMs: number;
}

export interface Comparison {
  /** By strategy in the order of `STRATEGIES`, then by duration. */
  readonly rows: readonly Row[];
  readonly shapes: readonly Shape[];
  readonly paces: readonly Pace[];
  readonly failure: Failure;
}

/** Launches without jitter: the first of those with it. */
const CALM_RUNS = 40;

async function runFailures(seed: number): Promise<Failure> {
  const trials = await runStrategy(OURS, DURATIONS[0], seed, { end: "failed" });
  return {
    runs: trials.length,
    reported: trials.filter(({ reported }) => reported === "failed").length,
    worstDelayMs: largest(trials.map(({ delayMs }) => delayMs)),
    worstReportedAfterMs: largest(trials.map(({ reportedAfterMs }) => reportedAfterMs)),
  };
}

async function runShare(strategies: readonly string[], seed: number): Promise<Share> {
  const rows: Row[] = [];
  const shapes: Shape[] = [];
  const paces: Pace[] = [];
  for (const strategy of strategies) {
    for (const duration of DURATIONS) {
      const trials = await runStrategy(strategy, duration, seed);
      rows.push(toRow(strategy, duration.name, trials));
      if (strategy === OURS) {
        const calm = await runStrategy(OURS, duration, seed, { random: () => 0, runs: CALM_RUNS });
        shapes.push(shapeOf(duration.name, trials, calm));
      }
      if (strategy === OURS_INGESTION) {
        const { shortestGapMs, mostInALook } = shapeOf(duration.name, trials, trials);
        paces.push({ duration: duration.name, shortestGapMs, mostInALook });
      }
    }
  }
  return { rows, shapes, paces, failure: strategies.includes(OURS) ? await runFailures(seed) : undefined };
}

/** Runs every strategy, each in one of a few threads: the strategies share nothing but the seed. */
export async function compare(seed: number): Promise<Comparison> {
  const fixed = [...STRATEGIES.keys()].filter((name) => ![OURS, OURS_INGESTION, CORE_LRO].includes(name));
  const shares = await Promise.all(
    [[OURS], [OURS_INGESTION, CORE_LRO], fixed].map(async (strategies) => {
      const worker = new Worker(__filename, { workerData: { strategies, seed } });
      const [share] = (await once(worker, "message")) as [Share];
      return share;
    }),
  );
  const failure = shares.map((share) => share.failure).find((one) => one !== undefined);
  if (failure === undefined) throw new Error("Nobody ran our own strategy");
  return {
    rows: shares.flatMap(({ rows }) => rows),
    shapes: shares.flatMap(({ shapes }) => shapes),
    paces: shares.flatMap(({ paces }) => paces),
    failure,
  };
}

if (!isMainThread && parentPort !== null) {
  const { strategies, seed } = workerData as { strategies: readonly string[]; seed: number };
  const port = parentPort;
  void runShare(strategies, seed).then((share) => port.postMessage(share));
}
