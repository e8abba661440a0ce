import assert from "node:assert/strict";
import fc from "fast-check";
import { judgeEntries } from "../../../../../provider/marketplace/productIngestion/offerStatus";
import { parseEntries } from "../../../../../provider/marketplace/productIngestion/submissions";
import {
  CANCELED,
  DRAFT,
  entry,
  FAILED,
  GUID,
  LATER,
  LIVE,
  RUNNING,
  WAITS,
} from "../../../../support/ingestionPayloads";

interface Expected {
  readonly phase: string;
  readonly preview?: string;
  readonly production?: string;
  readonly step?: string;
}

function standing(...items: unknown[]): Expected {
  const { preview, production, status } = judgeEntries(parseEntries([DRAFT, ...items], GUID));
  return {
    phase: status.phase,
    ...(preview?.version === undefined ? {} : { preview: preview.version }),
    ...(production?.version === undefined ? {} : { production: production.version }),
    ...(status.step === undefined ? {} : { step: status.step.name }),
  };
}

const OFF_SALE = { lifecycleState: "deprecated" };
const older = entry("live", LIVE, 1);
const keptOlder = entry("preview", LIVE, 1);
const waits = entry("preview", WAITS, 2);

/** The lists, by what happened. `kept` has the entry in preview beside that of its launch, `vanished` has not. */
const TABLE: readonly (readonly [string, readonly unknown[], Expected])[] = [
  ["nothing was published", [], { phase: "unpublished" }],
  [
    "the first publish runs",
    [entry("preview", WAITS, 2, RUNNING)],
    { phase: "preparing", preview: WAITS, step: "Publish to preview" },
  ],
  [
    "a publish has not begun",
    [older, entry("preview", WAITS, 2, { status: "notStarted", result: "pending" })],
    { phase: "preparing", preview: WAITS, production: LIVE, step: "Publish to preview" },
  ],
  [
    "a publish is in words that nobody knows",
    [entry("preview", WAITS, 2, { status: "pondering" })],
    { phase: "preparing", preview: WAITS, step: "Publish to preview" },
  ],
  [
    "a publish says nothing of its status",
    [entry("preview", WAITS, 2, { status: undefined, result: undefined })],
    { phase: "preparing", preview: WAITS, step: "Publish to preview" },
  ],
  [
    "a publish failed, an older version is live (vanished)",
    [older, entry("preview", WAITS, 2, FAILED)],
    { phase: "publishFailed", production: LIVE, step: "Publish to preview" },
  ],
  [
    "a publish failed, an older version is live (kept)",
    [keptOlder, older, entry("preview", WAITS, 2, FAILED)],
    { phase: "publishFailed", production: LIVE, step: "Publish to preview" },
  ],
  [
    "a publish was canceled",
    [older, entry("preview", WAITS, 2, CANCELED)],
    { phase: "publishCanceled", production: LIVE, step: "Publish to preview" },
  ],
  [
    "a publish is completed with a result that nobody knows",
    [entry("preview", WAITS, 2, { status: "completed", result: "mostly" })],
    { phase: "unknown", preview: WAITS, step: "Publish to preview" },
  ],
  ["the first version waits", [waits], { phase: "readyToLaunch", preview: WAITS }],
  [
    "a version waits, an older one is live",
    [older, waits],
    { phase: "readyToLaunch", preview: WAITS, production: LIVE },
  ],
  [
    "the launch runs for the first time (vanished)",
    [entry("live", WAITS, 3, RUNNING)],
    { phase: "launching", step: "Launch" },
  ],
  [
    "the launch runs for the first time (kept)",
    [waits, entry("live", WAITS, 3, RUNNING)],
    { phase: "launching", preview: WAITS, step: "Launch" },
  ],
  [
    "the launch runs, an older version is live (vanished)",
    [older, entry("live", WAITS, 3, RUNNING)],
    { phase: "launching", production: LIVE, step: "Launch" },
  ],
  [
    "the launch runs, an older version is live (kept)",
    [older, waits, entry("live", WAITS, 3, RUNNING)],
    { phase: "launching", preview: WAITS, production: LIVE, step: "Launch" },
  ],
  [
    "the launch says nothing of its status",
    [waits, entry("live", WAITS, 3, { status: undefined, result: undefined })],
    { phase: "unknown", preview: WAITS, step: "Launch" },
  ],
  [
    "the launch began, and only the older version is listed yet (vanished)",
    [older],
    { phase: "live", production: LIVE },
  ],
  [
    "the launch failed (vanished)",
    [older, entry("live", WAITS, 3, FAILED)],
    { phase: "launchFailed", production: LIVE, step: "Launch" },
  ],
  [
    "the launch failed (kept)",
    [older, waits, entry("live", WAITS, 3, FAILED)],
    { phase: "launchFailed", preview: WAITS, production: LIVE, step: "Launch" },
  ],
  [
    "the launch was canceled (kept)",
    [waits, entry("live", WAITS, 3, CANCELED)],
    { phase: "launchCanceled", preview: WAITS, step: "Launch" },
  ],
  [
    "the launch is completed with a result that nobody knows",
    [waits, entry("live", WAITS, 3, { status: "completed", result: undefined })],
    { phase: "unknown", preview: WAITS, step: "Launch" },
  ],
  [
    "an earlier launch failed, a new version waits",
    [older, entry("live", WAITS, 3, FAILED), entry("preview", LATER, 4)],
    { phase: "readyToLaunch", preview: LATER, production: LIVE },
  ],
  [
    "the launch failed and runs again",
    [waits, entry("live", WAITS, 3, FAILED), entry("live", WAITS, 4, RUNNING)],
    { phase: "launching", preview: WAITS, step: "Launch" },
  ],
  [
    "the launch failed and then succeeded",
    [waits, entry("live", WAITS, 3, FAILED), entry("live", WAITS, 4)],
    { phase: "live", preview: WAITS, production: WAITS },
  ],
  ["it is live (vanished)", [entry("live", WAITS, 3)], { phase: "live", production: WAITS }],
  [
    "it is live (kept)",
    [waits, entry("live", WAITS, 3)],
    { phase: "live", preview: WAITS, production: WAITS },
  ],
  [
    "it is live, and the launch did not set the time again (kept)",
    [waits, entry("live", WAITS, 2)],
    { phase: "live", preview: WAITS, production: WAITS },
  ],
  [
    "numbers out of order: the newer submission has the lower number",
    [entry("live", LATER, 1), waits],
    { phase: "readyToLaunch", preview: WAITS, production: LATER },
  ],
  [
    "the offer is being taken off sale",
    [older, entry("live", LIVE, 5, { ...RUNNING, ...OFF_SALE })],
    { phase: "unknown", step: "Stop selling" },
  ],
  [
    "the offer was taken off sale (vanished)",
    [entry("live", LIVE, 5, OFF_SALE)],
    { phase: "unknown", step: "Stop selling" },
  ],
  [
    "the offer was taken off sale (kept)",
    [keptOlder, entry("live", LIVE, 5, OFF_SALE)],
    { phase: "unknown", preview: LIVE, step: "Stop selling" },
  ],
  [
    "the offer was taken off sale, beside the entry of its launch, at no other time",
    [older, entry("live", LIVE, 1, OFF_SALE)],
    { phase: "unknown", step: "Stop selling" },
  ],
  [
    "taking the offer off sale failed",
    [older, entry("live", LIVE, 5, { ...FAILED, ...OFF_SALE })],
    { phase: "live", production: LIVE },
  ],
  [
    "off sale, and a new version waits",
    [entry("live", LIVE, 5, OFF_SALE), entry("preview", WAITS, 6)],
    { phase: "readyToLaunch", preview: WAITS },
  ],
  [
    "something runs for a target that nobody knows",
    [older, waits, entry("flight", WAITS, 3, RUNNING)],
    { phase: "unknown", preview: WAITS, production: LIVE },
  ],
  [
    "something ended for a target that nobody knows",
    [older, waits, entry("flight", WAITS, 3)],
    { phase: "readyToLaunch", preview: WAITS, production: LIVE },
  ],
];

describe("where an offer stands by its submissions", () => {
  for (const [title, items, expected] of TABLE) {
    it(`${expected.phase}: ${title}`, () => {
      assert.deepEqual(standing(...items), expected);
      assert.deepEqual(standing(...items.toReversed()), expected, "in another order");
    });
  }

  it("is said in the service's own words, with its remarks", () => {
    const validations = [{ level: "warning", code: "trial", message: "Trial ends <b>soon</b>" }];
    const [running, failed] = [RUNNING, FAILED].map(
      (words) =>
        judgeEntries(parseEntries([entry("live", WAITS, 3, { ...words, validations })], GUID)).status,
    );
    assert.equal(running?.word, "running");
    assert.equal(running.summary, `the launch of submission ${WAITS} is "running"`);
    assert.deepEqual(running.step?.messages, [{ level: "warning", text: "trial: Trial ends soon" }]);
    assert.deepEqual(running.problems, []);
    assert.equal(failed?.word, "completed/failed");
    assert.deepEqual(failed.problems, [{ step: "Launch", message: "trial: Trial ends soon" }]);
  });

  const words = fc.constantFrom("notStarted", "running", "completed", "pondering", undefined);
  const results = fc.constantFrom("pending", "succeeded", "failed", "cancelled", "mostly", undefined);
  const anyEntry = fc
    .record({
      target: fc.constantFrom("preview", "live", "draft", "flight"),
      number: fc.constantFrom("0", LIVE, WAITS, LATER),
      hour: fc.integer({ min: 0, max: 23 }),
      status: words,
      result: results,
      lifecycleState: fc.constantFrom("deprecated", "generallyAvailable"),
      timed: fc.boolean(),
    })
    .map(({ target, number, hour, timed, ...rest }) =>
      entry(target, number, hour, { ...rest, ...(timed ? {} : { created: undefined }) }),
    );

  it("waits for its launch only while nothing runs and the newest submission to preview succeeded", () => {
    fc.assert(
      fc.property(fc.array(anyEntry, { maxLength: 6 }), (items) => {
        const entries = parseEntries(items, GUID);
        const { preview, status, production } = judgeEntries(entries);
        if (status.phase === "readyToLaunch") {
          assert.ok(entries.every(({ done }) => done));
          const own = entries.filter(
            ({ target, number }) => target === "preview" && number === preview?.version,
          );
          assert.ok(own.some((one) => one.status === "succeeded"));
          assert.notEqual(production?.version, preview?.version);
        }
        if (production !== undefined) {
          const live = entries.filter(
            ({ target, number }) => target === "live" && number === production.version,
          );
          assert.ok(live.some((one) => one.status === "succeeded" && !one.deprecated));
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
