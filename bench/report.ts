import { drawChart, type Axis } from "./chart";
import { PROMISE, type Figure } from "./figures";
import type { Holding } from "./holding";
import type { Crowd } from "./many";
import type { FormResult } from "./outcomes";
import type { Comparison } from "./compare";
import { CORE_LRO, DURATIONS, OURS, type Row } from "./rivals";
import { countText, delayText, left, right, textTable } from "./table";

export interface Results extends Comparison {
  readonly seed: number;
  readonly forms: readonly FormResult[];
  readonly crowd: Crowd;
  readonly holding: Holding;
  readonly figures: readonly Figure[];
}

function rightOf(strategy: string, forms: readonly FormResult[]): string {
  const count = (of: (form: FormResult) => string): string =>
    `${forms.filter((form) => of(form) === "right").length}/${forms.length}`;
  if (strategy === OURS) return count(({ ours }) => ours);
  // The others are ways to wait, and do not say how to read.
  return strategy === CORE_LRO ? count(({ coreLro }) => coreLro) : "-";
}

/** Requests and delays, a row for each strategy and duration. */
export function rivalTable(rows: readonly Row[], forms: readonly FormResult[]): string {
  const lines = rows.map((row, index) => {
    const first = rows[index - 1]?.strategy !== row.strategy;
    return [
      first ? row.strategy : "",
      row.duration,
      String(row.runs),
      countText(row.requests),
      delayText(row.meanDelayMs),
      delayText(row.worstDelayMs),
      first ? rightOf(row.strategy, forms) : "",
    ];
  });
  return textTable(
    [...left("strategy"), ...right("launch", "runs", "requests", "mean delay", "worst", "outcomes right")],
    lines,
  );
}

/** The payload forms that a client misreads, and how many of each group it reads right. */
export function formTable(forms: readonly FormResult[]): string {
  const groups = [...new Set(forms.map(({ group }) => group))];
  const rows = groups.map((group) => {
    const own = forms.filter((form) => form.group === group);
    const share = (of: (form: FormResult) => string): string =>
      `${own.filter((form) => of(form) === "right").length}/${own.length}`;
    const wrong = [...new Set(own.map(({ coreLro }) => coreLro).filter((word) => word !== "right"))];
    return [group, share(({ ours }) => ours), share(({ coreLro }) => coreLro), wrong.join("; ")];
  });
  return textTable(
    [...left("payload forms"), ...right("ours", "core-lro"), ...left("what core-lro says instead")],
    rows,
  );
}

export function figureTable(figures: readonly Figure[]): string {
  return textTable(
    [...left("figure"), ...right("measured", "promised"), ...left("")],
    figures.map(({ name, measured, wanted, reached, checked }) => [
      name,
      measured,
      wanted,
      `${reached ? "ok" : "NOT REACHED"}${checked ? "" : " (reported)"}`,
    ]),
  );
}

/** Leaves out everything that depends on the machine, so that the same seed makes the same file. */
export function toJson({
  seed,
  rows,
  shapes,
  paces,
  failure,
  forms,
  crowd,
  holding,
  figures,
}: Results): string {
  const { stateBytes, requests, network, importedNetwork } = holding;
  const counted = figures.filter(({ checked }) => checked);
  const content = {
    command: "npm run bench",
    seed,
    promise: PROMISE,
    rows,
    shapes,
    paces,
    failure,
    forms,
    crowd,
    holding: { stateBytes, requests, network, importedNetwork },
    figures: counted,
  };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

const DELAY: Axis = {
  title: "mean detection delay",
  from: 0.5,
  to: 20_000,
  ticks: [
    { value: 1, label: "1 s" },
    { value: 10, label: "10 s" },
    { value: 60, label: "1 min" },
    { value: 600, label: "10 min" },
    { value: 3_600, label: "1 h" },
  ],
};

const REQUESTS: Axis = {
  title: "requests for one launch",
  from: 1,
  to: 300_000,
  ticks: [1, 10, 100, 1_000, 10_000, 100_000].map((value) => ({ value, label: value.toLocaleString("en") })),
};

/** Requests against detection delay, one curve a strategy, one point a duration. */
export function picture(rows: readonly Row[]): string {
  const curves = [...new Set(rows.map(({ strategy }) => strategy))].map((strategy) => ({
    name: strategy,
    main: strategy === OURS,
    points: rows.flatMap((row) =>
      row.strategy === strategy && row.meanDelayMs !== null
        ? [{ x: row.meanDelayMs / 1_000, y: row.requests, label: row.duration }]
        : [],
    ),
  }));
  const durations = DURATIONS.map(({ name }) => name).join(", ");
  return drawChart(
    "Waiting for a launch: requests against detection delay",
    DELAY,
    REQUESTS,
    curves,
    `Launches of ${durations}, in this order; who gave up has no point (npm run bench)`,
  );
}
