import assert from "node:assert/strict";
import { weigh } from "../../../../provider/decision/evidence";
import type { Facts } from "../../../../provider/decision/facts";
import type { Submission } from "../../../../provider/marketplace/service";
import { lookOf, MINUTE, submission, T0, TRAITS } from "../../../support/builders";

const AT = T0 + MINUTE;
const OWN = "https://service.test/operations/OWN";
const BEGINNING = {
  at: AT,
  preview: "2",
  production: "1",
  phase: "readyToLaunch",
  endedBefore: ["before"],
} as const;
const succeeded = (rest: Partial<Submission> = {}): Submission =>
  submission("launch", "succeeded", { id: "OTHER", changedAt: AT + MINUTE, ...rest });

/** An entry without what is named. */
function without(entry: Submission, ...names: ("version" | "changedAt")[]): Submission {
  const { version, changedAt, ...rest } = entry;
  return {
    ...rest,
    ...(version === undefined || names.includes("version") ? {} : { version }),
    ...(changedAt === undefined || names.includes("changedAt") ? {} : { changedAt }),
  };
}

/** All three say that it succeeded, unless told otherwise; the list by this entry. */
function freshOf(entries: readonly Submission[], rest: Partial<Facts> = {}): string {
  const look = lookOf({
    phase: "live",
    submissions: entries,
    production: "",
    unread: { production: "HTTP 500" },
  });
  const { fresh } = weigh({
    look,
    declared: "2",
    verifyVersion: true,
    traits: TRAITS,
    beginning: BEGINNING,
    moved: true,
    claim: { status: "succeeded", problems: [] },
    operationUrl: OWN,
    now: AT + 60 * MINUTE,
    ...rest,
  });
  return fresh.join(" ");
}

const { production: _production, ...NEVER_LIVE } = BEGINNING;
const BOTH = { seenRunning: ["operation", "status"] } as const;
const ofOwn = succeeded({ id: "OWN" });
const publish = submission("publish", "succeeded", { id: "OWN" });

const ROWS: readonly (readonly [string, string, readonly Submission[], Partial<Facts>])[] = [
  ["operation list status", "all that was seen to run, and an entry that is new", [ofOwn], BOTH],
  [
    "operation list",
    "the list names the operation as the launch, and nobody saw the status run",
    [ofOwn],
    {},
  ],
  ["", "the operation is the publish's, and the status shows the earlier success", [publish], {}],
  [
    "operation",
    "a publish's operation that was seen to run since",
    [publish],
    { seenRunning: ["operation"] },
  ],
  [
    "list",
    "the publish's operation, which ran on, while the list has the launch",
    [publish, succeeded()],
    { seenRunning: ["operation"] },
  ],
  ["", "an operation that nobody saw run, and that the list does not have", [], {}],
  [
    "operation",
    "an operation that was seen to run, and that the list does not have",
    [],
    { seenRunning: ["operation"] },
  ],
  [
    "operation",
    "an operation that was seen to run, and an old launch of version 1",
    [succeeded({ version: "1" })],
    { seenRunning: ["operation"] },
  ],
  [
    "operation",
    "an operation that was seen to run, and that the list shows running",
    [submission("launch", "running", { id: "OWN", changedAt: AT + 1 })],
    { seenRunning: ["operation"] },
  ],
  [
    "",
    "the same, never seen to run",
    [submission("launch", "running", { id: "OWN", changedAt: AT + 1 })],
    {},
  ],
  ["status", "a status that was seen to run", [], { seenRunning: ["status"] }],
  ["status", "a status of an offer that was never live", [], { beginning: NEVER_LIVE }],
  [
    "",
    "a status that showed a success at the beginning",
    [],
    { seenRunning: ["status"], beginning: { ...BEGINNING, phase: "live" } },
  ],
  ["", "an entry that had ended before", [succeeded({ id: "before" })], {}],
  [
    "",
    "the operation's entry had ended before",
    [succeeded({ id: "before", operationUrl: OWN })],
    { seenRunning: ["operation"] },
  ],
  [
    "",
    "the entry that was found had ended by then",
    [without(ofOwn, "changedAt")],
    { beginning: { ...BEGINNING, foundEnded: "OWN" } },
  ],
  [
    "",
    "the same, and a publish and a failure that are new",
    [
      without(ofOwn, "changedAt"),
      submission("publish", "succeeded", { changedAt: AT + 1 }),
      submission("launch", "failed", { changedAt: AT + 1 }),
    ],
    { beginning: { ...BEGINNING, foundEnded: "OWN" } },
  ],
  [
    "",
    "an entry that last changed before the beginning",
    [succeeded({ id: "OWN", changedAt: AT - 1 })],
    { seenRunning: ["operation"] },
  ],
  [
    "",
    "an operation whose entry names another version",
    [succeeded({ id: "OWN", version: "7" })],
    { seenRunning: ["operation"] },
  ],
  [
    "operation list",
    "the same, in a list that counts otherwise",
    [succeeded({ id: "OWN", version: "7" })],
    { beginning: { ...BEGINNING, listCountsOtherwise: true } },
  ],
  ["list", "an entry of its number, without a time", [without(succeeded(), "changedAt")], {}],
  ["list", "an entry without a number that ended since", [without(succeeded(), "version")], {}],
  ["", "an entry without number and time", [without(succeeded(), "version", "changedAt")], {}],
  [
    "",
    "an entry without number, time and address",
    [without(succeeded(), "version", "changedAt")],
    { operationUrl: undefined },
  ],
  [
    "operation list",
    "an entry without number and time, of the operation",
    [without(ofOwn, "version", "changedAt")],
    {},
  ],
  [
    "operation list",
    "what was in preview, versions not compared",
    [ofOwn],
    { verifyVersion: false, declared: "9" },
  ],
  [
    "",
    "nothing that says so",
    [submission("launch", "failed", { id: "OWN", changedAt: AT + 1 })],
    { ...BOTH, claim: { status: "failed", problems: [] }, beginning: { ...BEGINNING, phase: "live" } },
  ],
];

describe("a success that stands in for a production that cannot be read", () => {
  for (const [fresh, title, entries, rest] of ROWS) {
    it(`is told by ${fresh === "" ? "nothing" : fresh}: ${title}`, () => {
      assert.equal(freshOf(entries, rest), fresh);
    });
  }
});
