import assert from "node:assert/strict";
import {
  newest,
  parseEntries,
  toSubmission,
} from "../../../../../provider/marketplace/productIngestion/submissions";
import {
  DRAFT,
  entry,
  GUID,
  LATER,
  OTHER_GUID,
  RUNNING,
  submissionDocument,
  WAITS,
} from "../../../../support/ingestionPayloads";

describe("the submissions of a product", () => {
  it("are operations: a publish, a launch, and what is neither", () => {
    const entries = parseEntries(
      [
        DRAFT,
        entry("preview", WAITS, 2),
        entry("live", WAITS, 3, RUNNING),
        entry("live", WAITS, 4, { lifecycleState: "deprecated" }),
        entry("Flight", LATER, 5, RUNNING),
      ],
      GUID,
    );
    const at = (hour: number): number => Date.UTC(2026, 10, 20, hour);
    assert.deepEqual(
      entries.map((one) => toSubmission(one)),
      [
        {
          id: `preview/${WAITS}/2026-11-20T02:00:00.000Z`,
          kind: "publish",
          status: "succeeded",
          word: "completed/succeeded",
          version: WAITS,
          changedAt: at(2),
        },
        {
          id: `live/${WAITS}/2026-11-20T03:00:00.000Z`,
          kind: "launch",
          status: "running",
          word: "running",
          version: WAITS,
          changedAt: at(3),
        },
        {
          id: `off sale/${WAITS}/2026-11-20T04:00:00.000Z`,
          kind: "other",
          status: "succeeded",
          word: "completed/succeeded",
          changedAt: at(4),
        },
        {
          id: `Flight/${LATER}/2026-11-20T05:00:00.000Z`,
          kind: "other",
          status: "running",
          word: "running",
          changedAt: at(5),
        },
      ],
    );
  });

  it("have a time only where one is told", () => {
    for (const created of [undefined, "0001-01-01T00:00:00", "0001-01-01", "yesterday", 5]) {
      const [one] = parseEntries([{ ...(entry("live", WAITS, 3) as object), created }], GUID).map((one) =>
        toSubmission(one),
      );
      assert.equal(one?.id, `live/${WAITS}`);
      assert.equal(one.changedAt, undefined);
    }
    const [zoned] = parseEntries([entry("live", WAITS, 3, { created: "2026-11-20T03:00:00.1234567" })], GUID);
    assert.equal(zoned?.createdAt, Date.UTC(2026, 10, 20, 3) + 123);
  });

  it("leave out the draft, what has no number, what is another product's, and what says nothing of itself", () => {
    const none = [
      DRAFT,
      entry("draft", WAITS, 3, RUNNING),
      entry("live", "0", 3),
      entry("live", "one", 3),
      entry("live", WAITS, 3, { guid: OTHER_GUID }),
      submissionDocument({ target: "certification", number: WAITS }),
      { ...(entry("live", WAITS, 3) as object), id: `submission/${GUID}` },
      { ...(entry("live", WAITS, 3) as object), id: 7 },
      { ...(entry("live", WAITS, 3) as object), target: null },
      ...["text", null, 5, []],
    ];
    assert.deepEqual(parseEntries(none, GUID), []);
  });

  it("of one number and without times: what took the offer off sale came last", () => {
    const one = { status: "succeeded", word: "completed", done: true, number: "1", target: "live" } as const;
    const entries = [true, false].map((deprecated) => ({
      ...one,
      targetWord: "live",
      deprecated,
      messages: [],
    }));
    assert.equal(newest(entries)?.deprecated, true);
    assert.equal(newest(entries.toReversed())?.deprecated, true);
  });
});
