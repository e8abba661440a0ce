import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { candidateTable } from "../../../bench/candidates";
import { drawChart, logPosition } from "../../../bench/chart";
import { formTable, picture, rivalTable } from "../../../bench/report";
import { CORE_LRO, OURS, type Row } from "../../../bench/rivals";
import { median, mostWithin, seededRandom } from "../../../bench/statistics";
import { countText, delayText, textTable } from "../../../bench/table";
import { FOLLOW } from "../../../provider/waiting/backoff";
import { root } from "../../support/root";

describe("bench: the tables", () => {
  it("align text to the left and numbers to the right", () => {
    const table = textTable(
      [
        { title: "a", align: "left" },
        { title: "number", align: "right" },
      ],
      [
        ["one", "1"],
        ["eleven", "11"],
      ],
    );
    assert.deepEqual(table.split("\n"), [
      "a       number",
      "------  ------",
      "one          1",
      "eleven      11",
    ]);
  });

  it("fit a terminal, and name a strategy once", () => {
    const row = { duration: "3 h 02", runs: 200, requests: 114.3, meanDelayMs: 4e6, worstDelayMs: null };
    const form = { group: "where the operation is", name: "n", end: "failed", ours: "right" } as const;
    const forms = [{ ...form, coreLro: "succeeded, before the end" }];
    const table = rivalTable(
      [OURS, OURS, CORE_LRO, "every 4 h"].map((strategy) => ({ strategy, ...row })),
      forms,
    );
    assert.deepEqual(
      table
        .split("\n")
        .slice(2)
        .map((line) => line.split(/ {2,}/)),
      [
        [OURS, "3 h 02", "200", "114", "1.1 h", "never", "1/1"],
        ["", "3 h 02", "200", "114", "1.1 h", "never"],
        [CORE_LRO, "3 h 02", "200", "114", "1.1 h", "never", "0/1"],
        ["every 4 h", "3 h 02", "200", "114", "1.1 h", "never", "-"],
      ],
    );
    for (const line of [...table.split("\n"), ...formTable(forms).split("\n")]) assert.ok(line.length <= 90);
  });

  it("show delays and counts as a person would say them", () => {
    assert.deepEqual([400, 9_960, 142_400, 14_000_000, null].map(delayText), [
      "0.4 s",
      "10 s",
      "142 s",
      "3.9 h",
      "never",
    ]);
    assert.deepEqual([2, 18.44, 114.4, 5_499].map(countText), ["2", "18.4", "114", "5499"]);
  });
});

describe("bench: the candidates", () => {
  it("in decision 4 are those that its command prints", () => {
    const page = readFileSync(
      join(root, "docs/decisions/0004-wait-a-share-of-the-time-waited.md"),
      "utf8",
    ).replaceAll(/ +/g, " ");
    const [titles = "", , ours = ""] = candidateTable(2026, [FOLLOW]).split("\n");
    assert.ok(page.includes(titles) && page.includes(ours), ours);
  });
});

describe("bench: the picture", () => {
  const axis = { title: "t", from: 1, to: 100, ticks: [{ value: 10, label: "ten" }] };

  it("places values by their logarithm", () => {
    assert.deepEqual(
      [1, 10, 100].map((value) => logPosition(value, axis, 0, 200)),
      [0, 100, 200],
    );
  });

  it("in docs/benchmarks is the one that the figures beside it make", () => {
    const read = (name: string): string => readFileSync(join(root, "docs/benchmarks", name), "utf8");
    const { rows } = JSON.parse(read("waiting.json")) as { rows: readonly Row[] };
    assert.equal(read("waiting.svg"), picture(rows));
  });

  it("holds a point and a legend for each curve, and no markup of its texts", () => {
    const curves = ["a & b", "<c>"].map((name) => ({ name, points: [{ x: 10, y: 10, label: "l" }] }));
    const svg = drawChart("T", axis, axis, curves, "note");
    assert.ok(svg.includes(">a &amp; b</text>") && svg.includes(">&lt;c&gt;</text>"));
    assert.equal([...svg.matchAll(/NaN|Infinity|undefined/g)].length, 0);
    // A mark on the curve and one in the legend each: circles for the first curve, squares for the second.
    assert.equal([...svg.matchAll(/<circle /g)].length, 2);
    assert.equal([...svg.matchAll(/<rect .*? width="8"/g)].length, 2);
  });
});

describe("bench: statistics", () => {
  it("give the same chances for the same seed, and others for another", () => {
    const draw = (seed: number): number[] => Array.from({ length: 5 }, seededRandom(seed));
    assert.deepEqual(draw(7), draw(7));
    assert.notDeepEqual(draw(7), draw(8));
    const many = Array.from({ length: 10_000 }, seededRandom(7));
    assert.ok(many.every((value) => value >= 0 && value < 1));
    assert.ok(Math.abs(many.reduce((a, b) => a + b) / many.length - 0.5) < 0.02);
  });

  it("find the middle, and the fullest stretch with its end left out", () => {
    assert.deepEqual([median([3, 1, 2]), median([4, 1, 3, 2])], [2, 2.5]);
    assert.equal(mostWithin([0, 500, 999, 1_000, 5_000], 1_000), 3);
    assert.equal(mostWithin([], 1_000), 0);
  });
});
