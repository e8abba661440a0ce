import assert from "node:assert/strict";
import { step } from "../../../../provider/launch/followStep";
import type { FollowState } from "../../../../provider/launch/followState";
import { followStateOf, lookOf, stateOf, T0, TRAITS, type LookShape } from "../../../support/builders";

const BEGINNING = { at: T0, preview: "2", production: "1", phase: "readyToLaunch", endedBefore: [] } as const;
const TERMS = { traits: TRAITS, verifyVersion: true, waitForLive: true };

/** Followed, with an operation that succeeded, and that named version 3 where version 2 was posted. */
const NAMED_3 = followStateOf({
  launch: stateOf({ beginning: BEGINNING }),
  claim: { status: "succeeded", problems: [] },
  otherVersion: "3",
});

const ROWS: readonly (readonly [seen: string, look: LookShape, end: string])[] = [
  ["preview shows version 3", { preview: "3", phase: "live" }, "otherVersion"],
  ["preview still shows version 2", { production: "3", phase: "live" }, "live"],
  [
    "preview is empty, and production shows version 3",
    { preview: "", production: "3", phase: "live" },
    "unconfirmed",
  ],
  [
    "preview is empty, and production shows version 2",
    { preview: "", production: "2", phase: "live" },
    "live",
  ],
];

describe("an operation that names a higher version than was posted", () => {
  for (const [seen, shape, end] of ROWS) {
    it(`is ${end} when ${seen}`, () => {
      const { next } = step(NAMED_3, { kind: "offer", look: lookOf(shape) }, TERMS, { now: T0 + 1, at: 1 });
      assert.equal(next.kind === "end" ? next.value.kind : next.kind, end);
    });
  }
});

describe("a run that does not wait, with an older contradiction about the end", () => {
  const SEEN: readonly (readonly [string, LookShape, string])[] = [
    [
      "the list cannot be read once",
      { phase: "launching", unread: { submissions: "HTTP 500" } },
      "stillRunning",
    ],
    ["nothing says any longer that it failed", { phase: "launching" }, "stillRunning"],
    ["the status says that it failed", { phase: "launchFailed" }, "unconfirmed"],
  ];
  for (const [seen, shape, end] of SEEN) {
    it(`is ${end} when ${seen}, and never red without a reason`, () => {
      const launch = stateOf({
        beginning: BEGINNING,
        statusMoved: true,
        operationUrl: "https://service.test/operations/1",
        contradictions: { end: T0 + 5 },
      });
      const state: FollowState = {
        ...NAMED_3,
        launch,
        claim: { status: "running", problems: [] },
        otherVersion: undefined,
      };
      const terms = { ...TERMS, waitForLive: false };
      const { next } = step(state, { kind: "offer", look: lookOf(shape) }, terms, { now: T0 + 10, at: 10 });
      assert.ok(next.kind === "end");
      assert.equal(next.value.kind, end);
      if (next.value.kind === "unconfirmed") assert.notEqual(next.value.reason, "");
    });
  }
});

describe("the search for a launch after a lost answer", () => {
  const MINUTE = 60_000;
  const SEEN: readonly (readonly [string, LookShape, number, string])[] = [
    ["nothing is seen within five minutes", {}, -Infinity, "again"],
    ["nothing is seen after that", {}, -Infinity, "end"],
    ["production could not be read", { unread: { production: "HTTP 500" } }, -Infinity, "again"],
    ["production could not be read twice", { unread: { production: "HTTP 500" } }, 6 * MINUTE, "end"],
  ];
  for (const [seen, shape, statusAt, kind] of SEEN) {
    it(`goes on or ends when ${seen}: ${kind}`, () => {
      const state = followStateOf({
        launch: stateOf({ status: "indeterminate", beginning: BEGINNING }),
        askedAt: { status: statusAt, list: -Infinity, production: -Infinity },
      });
      const at = seen.includes("within") ? 4 * MINUTE : 7 * MINUTE;
      const { next } = step(state, { kind: "offer", look: lookOf(shape) }, TERMS, { now: T0 + at, at });
      assert.equal(next.kind, kind);
      if (next.kind === "end") assert.equal(next.value.kind, "lost");
    });
  }
});
