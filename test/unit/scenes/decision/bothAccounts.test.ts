import assert from "node:assert/strict";
import fc from "fast-check";
import { decide } from "../../../../provider/decision/decide";
import { weigh } from "../../../../provider/decision/evidence";
import { type Facts } from "../../../../provider/decision/facts";
import { judgeEvidence } from "../../../../provider/decision/verdict";
import { TRAITS } from "../../../../provider/marketplace/productIngestion/api";
import { judgeEntries } from "../../../../provider/marketplace/productIngestion/offerStatus";
import { parseEntries } from "../../../../provider/marketplace/productIngestion/submissions";
import type { Look } from "../../../../provider/marketplace/service";
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
} from "../../../support/ingestionPayloads";

const DAY = Date.UTC(2026, 10, 20);
const MINUTE = 60_000;
const POSTED = DAY + 3 * 60 * MINUTE;
const OFF_SALE = { lifecycleState: "deprecated" };

function lookAt(items: readonly unknown[], at = POSTED): Look {
  return { at, ...judgeEntries(parseEntries([DRAFT, ...items], GUID)) };
}

function decided(items: readonly unknown[], mayRelaunch = true): string {
  const decision = decide({
    look: lookAt(items),
    traits: TRAITS,
    declared: WAITS,
    verifyVersion: true,
    waitForReady: false,
    mayRelaunch,
    now: POSTED,
  });
  return "code" in decision ? decision.code : decision.kind;
}

const older = entry("live", LIVE, 1);
const waits = entry("preview", WAITS, 2);
const launching = entry("live", WAITS, 3, RUNNING);

/** The list when the entry in preview is kept beside that of its launch, and when it vanished. */
const DECISIONS: readonly (readonly [
  string,
  kept: readonly unknown[],
  vanished: readonly unknown[],
  string,
])[] = [
  ["it waits", [older, waits], [older, waits], "launch"],
  ["it is live", [waits, entry("live", WAITS, 3)], [entry("live", WAITS, 3)], "done"],
  [
    "it is live, and a later one waits",
    [entry("live", WAITS, 3), entry("preview", LATER, 4)],
    [entry("live", WAITS, 3), entry("preview", LATER, 4)],
    "done",
  ],
  [
    "a later one is live",
    [entry("preview", LATER, 3), entry("live", LATER, 4)],
    [entry("live", LATER, 4)],
    "SUPERSEDED",
  ],
  ["its launch runs", [older, waits, launching], [older, launching], "adopt"],
  [
    "the launch of another runs",
    [waits, entry("live", LIVE, 3, RUNNING)],
    [waits, entry("live", LIVE, 3, RUNNING)],
    "LAUNCH_IN_THE_WAY",
  ],
  [
    "its publish runs",
    [older, entry("preview", WAITS, 2, RUNNING)],
    [older, entry("preview", WAITS, 2, RUNNING)],
    "NOT_READY",
  ],
  [
    "its publish failed",
    [older, entry("preview", WAITS, 2, FAILED)],
    [older, entry("preview", WAITS, 2, FAILED)],
    "NOTHING_IN_PREVIEW",
  ],
  [
    "another waits",
    [older, entry("preview", LATER, 2)],
    [older, entry("preview", LATER, 2)],
    "PREVIEW_OTHER_VERSION",
  ],
  ["nothing waits", [entry("preview", LIVE, 1), older], [older], "differs"],
  [
    "its launch failed",
    [older, waits, entry("live", WAITS, 3, FAILED)],
    [older, entry("live", WAITS, 3, FAILED)],
    "differs",
  ],
  [
    "the offer is being taken off sale",
    [waits, entry("live", LIVE, 3, { ...RUNNING, ...OFF_SALE })],
    [waits, entry("live", LIVE, 3, { ...RUNNING, ...OFF_SALE })],
    "LAUNCH_IN_THE_WAY",
  ],
  [
    "it was taken off sale",
    [waits, entry("live", WAITS, 3), entry("live", WAITS, 4, OFF_SALE)],
    [entry("live", WAITS, 4, OFF_SALE)],
    "differs",
  ],
  [
    "off sale, and it waits again",
    [entry("live", LIVE, 1, OFF_SALE), waits],
    [entry("live", LIVE, 1, OFF_SALE), waits],
    "launch",
  ],
];

/** Where the accounts differ, each is right: what is kept in preview may be launched again, or is said not to wait. */
const DIFFERENT: Readonly<Record<string, readonly [kept: string, vanished: string]>> = {
  "nothing waits": ["PREVIEW_OTHER_VERSION", "NOTHING_IN_PREVIEW"],
  "its launch failed": ["launch", "NOTHING_IN_PREVIEW"],
  "it was taken off sale": ["NOT_READY", "NOTHING_IN_PREVIEW"],
};

describe("what to do about a number of the Product Ingestion API, in both accounts of its list", () => {
  for (const [title, kept, vanished, expected] of DECISIONS) {
    it(`${expected}: ${title}`, () => {
      assert.deepEqual([decided(kept), decided(vanished)], DIFFERENT[title] ?? [expected, expected]);
    });
  }

  it("is never to launch again by itself what failed", () => {
    assert.equal(decided([older, waits, entry("live", WAITS, 3, FAILED)], false), "LAUNCH_FAILED");
    assert.equal(decided([older, waits, entry("live", WAITS, 3, CANCELED)], false), "LAUNCH_CANCELED");
  });

  const anyEntry = fc
    .record({
      target: fc.constantFrom("preview", "live", "draft", "flight"),
      number: fc.constantFrom(LIVE, WAITS, LATER),
      hour: fc.integer({ min: 0, max: 23 }),
      status: fc.constantFrom(
        "notStarted",
        "running",
        "completed",
        "completed",
        "completed",
        "pondering",
        undefined,
      ),
      result: fc.constantFrom("pending", "succeeded", "succeeded", "failed", "cancelled", undefined),
      lifecycleState: fc.constantFrom("deprecated", "generallyAvailable", undefined),
    })
    .map(({ target, number, hour, ...rest }) => entry(target, number, hour, rest as object));

  it("is to launch only what the newest submission to preview brought, while nothing runs and it is not live", () => {
    let launches = 0;
    fc.assert(
      fc.property(fc.array(anyEntry, { maxLength: 4 }), fc.boolean(), (others, mayRelaunch) => {
        const items = [waits, ...others];
        if (decided(items, mayRelaunch) !== "launch") return;
        launches += 1;
        const entries = parseEntries(items, GUID);
        assert.ok(entries.every(({ done }) => done));
        const previews = entries.filter(({ target }) => target === "preview");
        const latest = Math.max(...previews.map(({ createdAt = 0 }) => createdAt));
        assert.ok(
          previews.some(
            (one) => one.createdAt === latest && one.number === WAITS && one.status === "succeeded",
          ),
        );
        const { production } = judgeEntries(entries);
        assert.notEqual(production?.version, WAITS);
      }),
      { numRuns: 5_000 },
    );
    assert.ok(launches > 200, `${launches} launches`);
  });
});

type Claim = Facts["claim"];
const CLAIMS = {
  none: undefined,
  running: { status: "running", problems: [] },
  succeeded: { status: "succeeded", problems: [] },
  failed: { status: "failed", problems: [{ message: "no quota" }] },
  canceled: { status: "canceled", problems: [] },
} as const satisfies Readonly<Record<string, Claim>>;

function verdictOn(items: readonly unknown[], claim: keyof typeof CLAIMS, minutes: number): string {
  const facts: Facts = {
    look: lookAt(items),
    traits: TRAITS,
    declared: WAITS,
    verifyVersion: true,
    beginning: { at: POSTED, preview: WAITS, production: LIVE, phase: "readyToLaunch", endedBefore: [] },
    claim: CLAIMS[claim],
    now: POSTED + minutes * MINUTE,
  };
  const { verdict } = judgeEvidence(weigh(facts), facts, {});
  return verdict.kind === "ended" ? verdict.status : verdict.kind;
}

const live = entry("live", WAITS, 3);

/** The list after the POST, its job, how many minutes have passed, and the result in either account. */
const VERDICTS: readonly (readonly [
  string,
  kept: readonly unknown[],
  vanished: readonly unknown[],
  keyof typeof CLAIMS,
  number,
  string,
])[] = [
  ["the number is live while the job runs", [waits, live], [live], "running", 5, "live"],
  ["the number is live, and the job failed for another reason", [waits, live], [live], "failed", 5, "live"],
  ["it runs by both", [older, waits, launching], [older, launching], "running", 5, "running"],
  [
    "the job is gone, it runs by the list",
    [older, waits, launching],
    [older, launching],
    "none",
    5,
    "running",
  ],
  [
    "the job succeeded, the list shows it running",
    [older, waits, launching],
    [older, launching],
    "succeeded",
    5,
    "running",
  ],
  [
    "the job succeeded, the list shows the older one only",
    [older, waits],
    [older],
    "succeeded",
    5,
    "running",
  ],
  ["the job runs, the list is late", [older, waits], [older], "running", 5, "running"],
  ["the job is gone, the list is late", [older, waits], [older], "none", 5, "unseen"],
  ["the job failed, the list shows nothing of it", [older, waits], [older], "failed", 5, "failed"],
  ["the job was canceled", [older, waits], [older], "canceled", 5, "canceled"],
  [
    "the list shows it failed",
    [older, waits, entry("live", WAITS, 3, FAILED)],
    [older, entry("live", WAITS, 3, FAILED)],
    "none",
    5,
    "failed",
  ],
];

describe("how a launch of the Product Ingestion API went, in both accounts of its list", () => {
  for (const [title, kept, vanished, claim, minutes, expected] of VERDICTS) {
    it(`${expected}: ${title}`, () => {
      assert.deepEqual(
        [verdictOn(kept, claim, minutes), verdictOn(vanished, claim, minutes)],
        [expected, expected],
      );
    });
  }

  it("is never live over an older number, whatever the job says and however late the list is", () => {
    for (const claim of ["none", "running", "succeeded", "failed", "canceled"] as const) {
      for (const minutes of [1, 29, 31, 600]) {
        for (const items of [[older, waits], [older], [entry("preview", LIVE, 1), older], []]) {
          assert.notEqual(verdictOn(items, claim, minutes), "live", `${claim} after ${minutes} min`);
        }
      }
    }
  });
});
