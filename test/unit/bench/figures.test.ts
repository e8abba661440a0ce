import assert from "node:assert/strict";
import { beats, crowdFigures, isFarWorse, paceFigures, rivalFigures } from "../../../bench/figures";
import type { Crowd } from "../../../bench/many";
import { verdictOn } from "../../../bench/outcomes";
import { DURATIONS, OURS, OURS_INGESTION, toRow, type Row } from "../../../bench/rivals";
import { fewestLooks, growth, promisedDelayMs, shapeOf } from "../../../bench/shape";
import { looksOf, type Trial } from "../../../bench/trial";

const PROMISE = { share: 0.06, floorMs: 5_000, ceilingMs: 300_000 };

function trialOf(rest: Partial<Trial> = {}): Trial {
  return {
    reported: "succeeded",
    requests: 10,
    delayMs: 1_000,
    reportedAfterMs: 1_300,
    looks: [],
    durationMs: 65_000,
    ...rest,
  };
}

function rowOf(requests: number, delayMs: number | null, strategy = "rival", duration = "65 s"): Row {
  return { strategy, duration, runs: 1, requests, meanDelayMs: delayMs, worstDelayMs: delayMs };
}

describe("bench: a rival", () => {
  const ours = rowOf(100, 1_000);
  const cases: readonly (readonly [string, Row, boolean, boolean])[] = [
    ["with less of both", rowOf(90, 900), true, false],
    ["with as many requests", rowOf(100, 900), false, false],
    ["with twice the requests", rowOf(200, 900), false, false],
    ["with more than twice the requests", rowOf(201, 900), false, true],
    ["with more than twice the delay", rowOf(90, 2_001), false, true],
    ["that never tells", rowOf(1, null), false, true],
  ];
  for (const [title, rival, better, worse] of cases) {
    it(`${title} is ${better ? "" : "not "}better in both and ${worse ? "" : "not "}far worse`, () => {
      assert.deepEqual([beats(rival, ours), isFarWorse(rival, ours)], [better, worse]);
    });
  }

  it("that is better everywhere fails the check", () => {
    const rows = DURATIONS.flatMap(({ name }) => [rowOf(100, 1_000, OURS, name), rowOf(9, 9, "r", name)]);
    assert.deepEqual(
      rivalFigures(rows).map(({ reached, measured }) => [reached, measured]),
      [
        [false, "5 of 5"],
        [false, "0 of 5"],
      ],
    );
  });
});

describe("bench: the pace of once a minute", () => {
  const paces = [{ duration: "65 s", shortestGapMs: 60_000, mostInALook: 1 }];
  const rows = (betterAt: readonly string[]): readonly Row[] =>
    DURATIONS.flatMap(({ name }) => [
      rowOf(100, 1_000, OURS_INGESTION, name),
      rowOf(betterAt.includes(name) ? 99 : 100, 999, "rival", name),
    ]);
  const missed = (...args: Parameters<typeof paceFigures>): string[] =>
    paceFigures(...args).flatMap(({ name, reached }) => (reached ? [] : [name]));

  it("holds when a rival is better in both at 14 min and below alone", () => {
    assert.deepEqual(missed(rows(["65 s", "14 min"]), paces), []);
  });

  it("does not hold when a rival is better in both at a greater length", () => {
    for (const name of ["3 h 02", "24 h", "4 d"])
      assert.deepEqual(missed(rows([name]), paces), ["rival: better in both than that, above 14 min"]);
  });

  it("does not hold for requests that are closer, or two at once", () => {
    const close = { duration: "24 h", shortestGapMs: 59_999, mostInALook: 2 };
    assert.deepEqual(missed(rows([]), [...paces, close]), [
      "requests at once, Product Ingestion",
      "shortest gap, Product Ingestion",
    ]);
  });
});

describe("bench: many launches", () => {
  const good: Crowd = {
    launches: 200,
    reportedLive: 200,
    requests: 90,
    meanDelayMs: 1_000,
    worstDelayMs: 1_000,
    mostInASecond: 10,
    mostAtOnce: 1,
    throttled: 1,
    whileHeldBack: 0,
    fullestMinute: 50,
    averageMinute: 40,
    tokens: 4,
    tokensAtOnce: 1,
    fewestTokens: 4,
  };
  const cases: readonly (readonly [string, Partial<Crowd>, readonly string[]])[] = [
    ["as promised pass", {}, []],
    ["of which one is not live fail", { reportedLive: 199 }, ["launches reported live"]],
    ["that nobody throttled fail", { throttled: 0 }, ["answers 429"]],
    ["that ask while they are held back fail", { whileHeldBack: 1 }, ["requests while it holds back"]],
    ["that leave at once fail", { mostAtOnce: 2 }, ["most requests at one instant"]],
  ];
  for (const [title, change, missed] of cases) {
    it(title, () => {
      const figures = crowdFigures({ ...good, ...change }, rowOf(100, 1_000));
      assert.deepEqual(
        figures.filter(({ reached }) => !reached).map(({ name }) => name),
        missed,
      );
    });
  }
});

describe("bench: a trial", () => {
  for (const [reported, reportedAfterMs, verdict] of [
    ["succeeded", 0, "right"],
    ["succeeded", -1, "succeeded, before the end"],
    ["failed", 5, "failed"],
    ["running", Infinity, "no end"],
  ] as const) {
    it(`that reports ${reported} ${reportedAfterMs} ms after a success is ${verdict}`, () => {
      assert.equal(verdictOn({ reported, reportedAfterMs }, "succeeded"), verdict);
    });
  }

  it("has looks of requests close together, and shows a loop that never rests", () => {
    assert.deepEqual(looksOf([0, 100, 200, 5_000]), [
      { at: 0, until: 200, requests: 3 },
      { at: 5_000, until: 5_000, requests: 1 },
    ]);
    const restless = Array.from({ length: 40 }, (_, index) => index * 100);
    const shape = shapeOf("65 s", [trialOf({ looks: looksOf(restless) })], [trialOf()]);
    assert.deepEqual([shape.shortestGapMs, shape.mostInALook], [100, 11]);
  });

  it("without an end makes the delays of its row unknown", () => {
    const { requests, meanDelayMs, worstDelayMs } = toRow("s", "65 s", [
      trialOf(),
      trialOf({ requests: 20, delayMs: Infinity }),
    ]);
    assert.deepEqual([requests, meanDelayMs, worstDelayMs], [15, null, null]);
  });
});

describe("bench: the promise", () => {
  it("is the floor, then a share, then the ceiling", () => {
    assert.deepEqual(
      [60_000, 1_000_000, 86_400_000].map((ms) => promisedDelayMs(ms, PROMISE)),
      [5_000, 60_000, 300_000],
    );
  });

  it("grows from floor to ceiling, or to the end of the launch", () => {
    const from = 5_000 / 0.06;
    assert.deepEqual(
      [50_000, 840_000, 86_400_000].map((ms) => growth(ms, PROMISE)),
      [
        { fromMs: from, toMs: from },
        { fromMs: from, toMs: 840_000 },
        { fromMs: from, toMs: 5_000_000 },
      ],
    );
  });

  it("needs one look for each time that the time waited grows by the share", () => {
    assert.ok(Math.abs(fewestLooks(100, 100 * 1.06 ** 7, 0.06) - 7) < 1e-9);
  });

  it("is judged by the gaps up to the first look that sees the end", () => {
    const trial = trialOf({
      durationMs: 100_000,
      delayMs: 4_000,
      looks: looksOf([0, 50_000, 104_000, 104_001]),
    });
    const shape = shapeOf("65 s", [trial], [trialOf({ requests: 8 })]);
    assert.deepEqual([shape.shortestGapMs, shape.longestGapMs, shape.jitterCost], [50_000, 54_000, 1.25]);
    assert.deepEqual([shape.mostInALook, shape.mostAfterEnd], [1, 2]);
    assert.ok(Math.abs(shape.delayOverPromise - 4 / 6) < 1e-9);
    // The promise grows from 83.3 s on: no look lies between then and the end.
    assert.equal(shape.growingLooks, 0);
  });
});
