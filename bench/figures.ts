import { FOLLOW } from "../provider/waiting/backoff";
import type { Holding } from "./holding";
import type { Crowd } from "./many";
import { REQUESTS_PER_SECOND } from "./client";
import type { FormResult } from "./outcomes";
import type { Comparison, Pace } from "./compare";
import { DURATIONS, OURS, OURS_INGESTION, type Row } from "./rivals";
import type { Shape } from "./shape";

/** A promise, and the measured value. */
export interface Figure {
  readonly name: string;
  readonly measured: string;
  readonly wanted: string;
  readonly reached: boolean;
  /** Wall-clock and memory depend on the machine: they are reported, and fail no check. */
  readonly checked: boolean;
}

/** How much worse a rival has to be, and for how many durations. */
const WORSE = 2;
const WORSE_AT = 2;

function atMost(name: string, value: number, limit: number, unit = "", digits = 0, checked = true): Figure {
  const show = (number: number): string => `${number.toFixed(digits)}${unit}`;
  // The number is promised, not its last binary digits.
  const reached = value <= limit * (1 + 1e-9);
  return { name, measured: show(value), wanted: `<= ${show(limit)}`, reached, checked };
}

function atLeast(name: string, value: number, limit: number, unit = ""): Figure {
  return {
    name,
    measured: `${value}${unit}`,
    wanted: `>= ${limit}${unit}`,
    reached: value >= limit,
    checked: true,
  };
}

function rowOf(rows: readonly Row[], strategy: string, duration: string): Row {
  const found = rows.find((row) => row.strategy === strategy && row.duration === duration);
  if (found === undefined) throw new Error(`No row for ${strategy} at ${duration}`);
  return found;
}

const delayOf = ({ meanDelayMs }: Row): number => meanDelayMs ?? Infinity;

/** Whether a rival is better in requests and in delay. */
export function beats(rival: Row, ours: Row): boolean {
  return rival.requests < ours.requests && delayOf(rival) < delayOf(ours);
}

/** Whether a rival is more than twice worse in requests or in delay. */
export function isFarWorse(rival: Row, ours: Row): boolean {
  return rival.requests > WORSE * ours.requests || delayOf(rival) > WORSE * delayOf(ours);
}

function rivalsIn(rows: readonly Row[]): readonly string[] {
  const names = new Set(rows.map(({ strategy }) => strategy));
  return [...names].filter((name) => name !== OURS && name !== OURS_INGESTION);
}

/** Launches up to this long end before the slower pace has grown, so others may be better at them. */
const SHORT_MS = 14 * 60_000;

/** The promises about the slower pace: how it asks, and that no rival is better in both at lengths above 14 min. */
export function paceFigures(rows: readonly Row[], paces: readonly Pace[]): readonly Figure[] {
  const long = DURATIONS.filter(({ ms }) => ms > SHORT_MS);
  const better = (rival: string): number =>
    long.filter(({ name }) => beats(rowOf(rows, rival, name), rowOf(rows, OURS_INGESTION, name))).length;
  return [
    atMost("requests at once, Product Ingestion", Math.max(...paces.map((one) => one.mostInALook)), 1),
    atLeast(
      "shortest gap, Product Ingestion",
      Math.min(...paces.map((one) => one.shortestGapMs)) / 1_000,
      60,
      " s",
    ),
    ...rivalsIn(rows).map((rival) =>
      atMost(`${rival}: better in both than that, above 14 min`, better(rival), 0, ` of ${long.length}`),
    ),
  ];
}

/** The promises about the rivals. */
export function rivalFigures(rows: readonly Row[]): readonly Figure[] {
  const rivals = rivalsIn(rows);
  const durationsWhere = (rival: string, test: (theirs: Row, ours: Row) => boolean): number =>
    DURATIONS.filter(({ name }) => test(rowOf(rows, rival, name), rowOf(rows, OURS, name))).length;
  const most = DURATIONS.length - 1;
  return rivals.flatMap((rival) => [
    atMost(`${rival}: better in both at`, durationsWhere(rival, beats), most, " of 5"),
    atLeast(`${rival}: over 2 x worse in one at`, durationsWhere(rival, isFarWorse), WORSE_AT, " of 5"),
  ]);
}

/** The promises about our own waiting. */
export function waitFigures({ rows, shapes, failure }: Comparison): readonly Figure[] {
  const seconds = (ms: number | null): number => (ms ?? Infinity) / 1_000;
  const hours = rowOf(rows, OURS, "3 h 02");
  const worst = (of: (shape: Shape) => number): number => Math.max(...shapes.map(of));
  return [
    atMost("requests at 3 h 02", hours.requests, 125, "", 1),
    atMost("requests at 4 d", rowOf(rows, OURS, "4 d").requests, 1_500, "", 1),
    atMost("mean delay at 3 h 02", seconds(hours.meanDelayMs), 160, " s", 1),
    atMost("failure after 65 s: seen within", seconds(failure.worstDelayMs), 5, " s", 2),
    atLeast("failures after 65 s reported", failure.reported, failure.runs),
    atMost(
      "delay over the promised delay",
      worst((one) => one.delayOverPromise),
      1,
      "",
      3,
    ),
    ...shapes
      .filter(({ fewestLooks }) => fewestLooks > 1)
      .map(({ duration, growingLooks, fewestLooks }) =>
        atMost(`looks over the fewest, ${duration}`, growingLooks / fewestLooks, 1.1, "", 3),
      ),
    atLeast("shortest gap", Math.min(...shapes.map((one) => one.shortestGapMs)) / 1_000, 5, " s"),
    // Production beside the operation every 20 to 25 minutes; at the end, the operation and the four reads that confirm it.
    atMost(
      "requests of a look under way",
      worst((one) => one.mostInALook),
      2,
    ),
    atMost(
      "requests after the end",
      worst((one) => one.mostAfterEnd),
      5,
    ),
    atMost("longest gap", worst((one) => one.longestGapMs) / 1_000, 300, " s", 1),
    atMost(
      "requests with jitter over without",
      worst((one) => one.jitterCost),
      1.1,
      "",
      3,
    ),
  ];
}

/** The promises about reading the service. */
export function formFigures(forms: readonly FormResult[]): readonly Figure[] {
  const right = forms.filter(({ ours }) => ours === "right").length;
  return [atLeast("payload forms read right", right, forms.length)];
}

/** The promises about many launches in one process. `single` is the row of one launch of the same duration. */
export function crowdFigures(crowd: Crowd, single: Row): readonly Figure[] {
  return [
    atMost("mean delay over the single's", crowd.meanDelayMs / delayOf(single), 1.2, "", 2),
    atMost("worst delay over the single's", crowd.worstDelayMs / (single.worstDelayMs ?? 0), 1.2, "", 2),
    atMost("most requests in a second", crowd.mostInASecond, REQUESTS_PER_SECOND),
    atMost("most requests at one instant", crowd.mostAtOnce, 1),
    atLeast("answers 429", crowd.throttled, 1),
    atMost("requests while it holds back", crowd.whileHeldBack, 0),
    atLeast("launches reported live", crowd.reportedLive, crowd.launches),
    atMost("fullest minute over the average", crowd.fullestMinute / crowd.averageMinute, 2, "", 2),
    atMost("tokens", crowd.tokens, crowd.fewestTokens),
    atMost("tokens asked for at once", crowd.tokensAtOnce, 1),
  ];
}

/** The promises about holding launches. */
export function holdingFigures(holding: Holding): readonly Figure[] {
  const { bytesPerLaunch, packageMs, cpuMsPerSecond, launches } = holding;
  return [
    atMost("memory of a waiting launch", bytesPerLaunch / 1_024, 12, " KiB", 1, false),
    atMost(`processor for ${launches} that wait`, cpuMsPerSecond / 10, 5, " %", 1, false),
    atMost("import over the SDK alone", packageMs, 15, " ms", 1, false),
    atMost("network code loaded by import", holding.importedNetwork.length, 0),
    atMost("state of a launch", holding.stateBytes, 7_500, " bytes"),
    atMost("requests of an unchanged one", holding.requests, 0),
    atMost("network code loaded by it", holding.network.length, 0),
  ];
}

/** The promise behind all these figures, in words. */
export const PROMISE = `${FOLLOW.share * 100} % of the time waited, ${FOLLOW.floorMs / 1_000} s to ${FOLLOW.ceilingMs / 1_000} s`;
