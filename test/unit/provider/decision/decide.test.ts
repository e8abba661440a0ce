import assert from "node:assert/strict";
import { decide } from "../../../../provider/decision/decide";
import type { ErrorCode } from "../../../../provider/errors";
import type { Decision, Situation } from "../../../../provider/decision/situation";
import type { Beginning, Failure } from "../../../../provider/decision/launchState";
import type { Submission } from "../../../../provider/marketplace/service";
import { PROOF_AGE_MS } from "../../../../provider/decision/proof";
import {
  lookOf,
  MINUTE,
  stateOf,
  submission,
  T0,
  TRAITS,
  EXACT,
  type LookShape,
} from "../../../support/builders";

type Rest = Partial<Omit<Situation, "look">>;

function decided(shape: LookShape, rest: Rest = {}): Decision {
  const situation = {
    traits: TRAITS,
    declared: "2",
    verifyVersion: true,
    waitForReady: false,
    now: T0 + MINUTE,
  };
  return decide({ ...situation, ...rest, look: lookOf(shape) });
}

/** A decision in short: its kind and code, and the words that its reason or remark must have. */
interface Expected {
  readonly kind: Decision["kind"];
  readonly code?: ErrorCode;
  readonly words: readonly string[];
}

type Row = readonly [seen: string, look: LookShape, rest: Rest, expected: Expected];

const done = (...words: string[]): Expected => ({ kind: "done", words });
const adopt = (...words: string[]): Expected => ({ kind: "adopt", words });
const launch = (...words: string[]): Expected => ({ kind: "launch", words });
const wait = (code: ErrorCode, ...words: [string, ...string[]]): Expected => ({ kind: "wait", code, words });
const refuse = (code: ErrorCode, ...words: [string, ...string[]]): Expected => ({
  kind: "refuse",
  code,
  words,
});
const failedBefore = (...words: string[]): Expected => ({ kind: "failedBefore", words });
const indeterminate = (...words: [string, ...string[]]): Expected => ({ kind: "indeterminate", words });

const RUNNING_LAUNCH = submission("launch", "running", { id: "L" });
const OTHER_LAUNCH = submission("launch", "running", { id: "X", version: "9" });
const { version: _none, ...UNVERSIONED_LAUNCH } = submission("launch", "running", { id: "U" });
const PUBLISH = submission("publish", "running", { id: "P" });
const FAILED_LAUNCH = submission("launch", "failed", { id: "F" });
const timeless = (status: "succeeded" | "failed", kind: Submission["kind"] = "launch"): Submission => {
  const { changedAt: _none, ...rest } = submission(kind, status);
  return rest;
};
const FAILURE: Failure = { code: "LAUNCH_FAILED", step: "Certification", message: "too big" };
/** A launch that failed while something else said that it ran. */
const CONTRADICTED = stateOf({ status: "failed", failure: FAILURE, contradictions: { end: T0 } });
const STEP = { name: "Certification", word: "inProgress", messages: [] };
const CREATE: Rest = { mayRelaunch: true };
const WAIT: Rest = { waitForReady: true };
const UNVERIFIED: Rest = { verifyVersion: false };
const BEGAN: Beginning = { at: T0, preview: "2", phase: "readyToLaunch", endedBefore: [] };
const INDETERMINATE = stateOf({ status: "indeterminate", beginning: BEGAN });
const PROVEN: Rest = { memory: INDETERMINATE, now: T0 + PROOF_AGE_MS };

const TABLE: readonly Row[] = [
  ["the declared version live", { production: "2" }, {}, done()],
  ["it live while another launch runs", { production: "2", submissions: [OTHER_LAUNCH] }, {}, done()],
  [
    "it live after a failure",
    { production: "2" },
    { memory: stateOf({ status: "failed", failure: FAILURE }) },
    done(),
  ],
  [
    "a later version live",
    { production: "10" },
    {},
    refuse("SUPERSEDED", "production contains 10", "offerVersion is 2", "Set it to 10"),
  ],
  [
    "its launch complete, production not moved yet",
    { phase: "live", submissions: [submission("launch", "succeeded", { id: "S" })] },
    {},
    adopt(),
  ],
  [
    "its launch complete, while status and production lag",
    { submissions: [submission("launch", "succeeded")] },
    {},
    adopt(),
  ],
  [
    "it live, and sign-off waits for the same number",
    { production: "2" },
    {},
    done("waits for sign-off of the same number"),
  ],
  [
    "a later version live, it waits in preview, and numbers are exact",
    { production: "10" },
    { traits: EXACT },
    launch(),
  ],
  [
    "a number that rose, while our launch runs",
    { production: "3", phase: "live" },
    { memory: stateOf() },
    adopt(),
  ],
  [
    "the same, and a publish shows that number",
    {
      production: "3",
      phase: "live",
      submissions: [submission("publish", "succeeded", { version: "3" })],
    },
    { memory: stateOf({ beginning: INDETERMINATE.beginning! }) },
    refuse("SUPERSEDED", "production contains 3"),
  ],

  ["a launch of it under way", { phase: "launching", submissions: [RUNNING_LAUNCH] }, {}, adopt()],
  [
    "a launch of it in a word that nobody knows",
    { submissions: [submission("launch", undefined)] },
    {},
    adopt(),
  ],
  ["a launch that the list does not show yet", { phase: "launching" }, {}, adopt()],
  [
    "a launch of another version under way",
    { submissions: [OTHER_LAUNCH] },
    {},
    refuse("LAUNCH_IN_THE_WAY", "operation X (a launch of version 9,"),
  ],
  [
    "a launch that cannot be matched",
    { submissions: [UNVERSIONED_LAUNCH] },
    {},
    refuse("LAUNCH_IN_THE_WAY", "operation U (a launch of an unnamed version,"),
  ],
  [
    "a launch that cannot be matched, preview empty",
    { preview: "", phase: "launching" },
    {},
    refuse("LAUNCH_IN_THE_WAY", "a launch of an unknown version"),
  ],
  [
    "an operation that is neither a publish nor a launch",
    { submissions: [submission("other", "running", { id: "C" })] },
    {},
    refuse("LAUNCH_IN_THE_WAY", "operation C (neither a publish nor a launch of ", "Partner Center"),
  ],
  [
    "a launch in an unknown word, listed before the publish of what is in preview",
    {
      submissions: [submission("launch", undefined, { version: "1" }), submission("publish", "succeeded")],
    },
    {},
    launch(),
  ],
  [
    "the same, listed after it",
    {
      submissions: [submission("publish", "succeeded"), submission("launch", undefined, { version: "1" })],
    },
    {},
    refuse("LAUNCH_IN_THE_WAY", "pondering"),
  ],
  [
    "a launch of its number, where the list counts otherwise",
    {
      submissions: [submission("publish", "succeeded", { version: "1" }), submission("launch", "running")],
    },
    {},
    refuse("LAUNCH_IN_THE_WAY", "(a launch of version 2,"),
  ],
  [
    "the same, the status says that it runs",
    {
      phase: "launching",
      submissions: [submission("publish", "succeeded", { version: "1" }), submission("launch", "running")],
    },
    {},
    adopt(),
  ],
  [
    "a later publish by the list than preview shows",
    {
      production: "",
      submissions: [submission("publish", "succeeded"), submission("publish", "succeeded", { version: "3" })],
    },
    {},
    refuse("NOT_READY", "the list of operations shows that version 3 was published to preview since"),
  ],
  [
    "the same for half an hour",
    {
      production: "",
      submissions: [submission("publish", "succeeded"), submission("publish", "succeeded", { version: "3" })],
    },
    { now: T0 + PROOF_AGE_MS + MINUTE },
    launch(),
  ],
  [
    "the same when numbers are not compared",
    {
      production: "",
      submissions: [submission("publish", "succeeded"), submission("publish", "succeeded", { version: "3" })],
    },
    UNVERIFIED,
    launch(),
  ],
  [
    "a later publish by the list than preview shows, and the failed launch of what preview shows",
    {
      phase: "launchFailed",
      submissions: [
        submission("publish", "succeeded"),
        submission("launch", "failed"),
        submission("publish", "succeeded", { version: "3" }),
      ],
    },
    CREATE,
    refuse("NOT_READY", "version 3 was published to preview since"),
  ],
  [
    "a publish of a lower number after that of what preview shows",
    {
      production: "",
      submissions: [submission("publish", "succeeded"), submission("publish", "succeeded", { version: "1" })],
    },
    {},
    launch(),
  ],
  [
    "the publish of a later version before that of what preview shows",
    {
      production: "",
      submissions: [submission("publish", "succeeded", { version: "3" }), submission("publish", "succeeded")],
    },
    {},
    launch(),
  ],
  [
    "a launch without a number, while ours runs",
    { submissions: [UNVERSIONED_LAUNCH] },
    { memory: stateOf() },
    adopt(),
  ],
  [
    "a launch without a number, after a lost answer",
    { submissions: [UNVERSIONED_LAUNCH] },
    { memory: INDETERMINATE },
    adopt(),
  ],
  ["the same, while ours ran", { preview: "", phase: "launching" }, { memory: stateOf() }, adopt()],
  [
    "another launch, told to wait",
    { submissions: [OTHER_LAUNCH] },
    WAIT,
    wait("LAUNCH_IN_THE_WAY", "operation X (a launch of version 9,"),
  ],
  ["another launch, numbers not compared", { submissions: [OTHER_LAUNCH] }, UNVERIFIED, adopt()],

  ["it in preview, waiting for sign-off", {}, {}, launch()],
  ["the same, production empty", { production: "" }, {}, launch()],
  ["the same, its publish still listed as running", { submissions: [PUBLISH] }, {}, launch()],
  [
    "it in preview, the status says nothing known",
    { phase: "unknown" },
    {},
    refuse("NOT_READY", "nothing waits for sign-off", "finds version 2 live"),
  ],
  [
    "it in preview, no status at all",
    { phase: "absent" },
    {},
    refuse("NOT_READY", "shows no status of the offer"),
  ],
  [
    "it in preview, the status a bare success",
    { phase: "live" },
    {},
    refuse("NOT_READY", "nothing waits for sign-off"),
  ],
  [
    "it in preview, the status a success, production empty",
    { phase: "live", production: "" },
    {},
    refuse("NOT_READY", "production nothing"),
  ],
  [
    "it in preview, the live step complete",
    { phase: "live", status: { step: { ...STEP, name: "Live", word: "complete" } } },
    {},
    refuse("NOT_READY", "Live"),
  ],
  [
    "it in preview, not ready",
    { phase: "preparing", status: { step: STEP } },
    {},
    refuse("NOT_READY", "Certification", "inProgress"),
  ],
  [
    "it in preview, not ready, told to wait",
    { phase: "preparing" },
    WAIT,
    wait("NOT_READY", "in preview but not ready to launch"),
  ],

  [
    "a lower version in preview",
    { preview: "1", production: "" },
    {},
    refuse("PREVIEW_OTHER_VERSION", "preview contains version 1", "offerVersion is 2"),
  ],
  [
    "a lower version in preview, nothing published, told to wait",
    { preview: "1", production: "" },
    WAIT,
    refuse("PREVIEW_OTHER_VERSION", "publish version 2 to preview first"),
  ],
  [
    "a lower version in preview, a publish running, told to wait",
    { preview: "1", submissions: [PUBLISH] },
    WAIT,
    wait("PREVIEW_OTHER_VERSION", "a publish is running: operation P"),
  ],
  [
    "a higher version in preview, told to wait",
    { preview: "3", phase: "preparing" },
    WAIT,
    refuse("PREVIEW_OTHER_VERSION", "Set it to 3 to launch that"),
  ],
  ["another version in preview, numbers not compared", { preview: "3" }, UNVERIFIED, launch()],
  [
    "nothing in preview",
    { preview: "", phase: "unknown" },
    {},
    refuse("NOTHING_IN_PREVIEW", "offerVersion is 2", "Publish the offer"),
  ],
  [
    "nothing in preview, numbers not compared",
    { preview: "", phase: "unknown" },
    UNVERIFIED,
    refuse("NOTHING_IN_PREVIEW", "Publish the offer to preview first"),
  ],
  [
    "nothing in preview, a publish running, told to wait",
    { preview: "", phase: "preparing" },
    WAIT,
    wait("NOTHING_IN_PREVIEW", "a publish is running"),
  ],

  [
    "an earlier launch of it failed, found by create",
    { submissions: [FAILED_LAUNCH] },
    CREATE,
    launch("(operation F)", "launching it again"),
  ],
  [
    "an earlier launch of it failed, found by update",
    { submissions: [FAILED_LAUNCH] },
    {},
    refuse("LAUNCH_FAILED", "(operation F)", "not launched again by itself"),
  ],
  [
    "an earlier launch of it was canceled, the status shows it, found by update",
    { phase: "launchCanceled" },
    {},
    refuse("LAUNCH_CANCELED", "not launched again by itself"),
  ],
  ["the status shows its failure, found by create", { phase: "launchFailed" }, CREATE, launch()],
  [
    "it failed after it succeeded, the status shows the success, found by create",
    {
      phase: "live",
      submissions: [submission("launch", "succeeded"), submission("launch", "failed")],
    },
    CREATE,
    launch("launching it again"),
  ],
  [
    "it failed before it succeeded, found by create",
    { submissions: [submission("launch", "failed"), submission("launch", "succeeded")] },
    CREATE,
    adopt(),
  ],
  [
    "a failure and a success without times, found by create",
    {
      phase: "launchFailed",
      submissions: [timeless("succeeded"), timeless("failed")],
    },
    CREATE,
    adopt(),
  ],
  [
    "a failure and a publish without times, while the status shows a success, found by create",
    { phase: "live", submissions: [timeless("failed"), timeless("succeeded", "publish")] },
    CREATE,
    refuse("NOT_READY", "nothing waits for sign-off"),
  ],
  [
    "a failure and a publish without times, while the status shows the failure, found by create",
    { phase: "launchFailed", submissions: [timeless("failed"), timeless("succeeded", "publish")] },
    CREATE,
    launch("launching it again"),
  ],
  [
    "a failure and a publish without times, while the status shows the cancel, found by create",
    { phase: "launchCanceled", submissions: [timeless("failed"), timeless("succeeded", "publish")] },
    CREATE,
    launch("launching it again"),
  ],
  [
    "a failure of a list that numbers otherwise, and a publish runs, found by update",
    {
      phase: "preparing",
      preview: "2",
      submissions: [
        submission("publish", "succeeded", { version: "1" }),
        submission("launch", "failed", { version: "1" }),
      ],
    },
    {},
    refuse("NOT_READY", "in preview but not ready to launch"),
  ],
  [
    "a failure of a list that numbers otherwise, and the status shows it, found by update",
    {
      phase: "launchFailed",
      preview: "2",
      submissions: [
        submission("publish", "succeeded", { version: "1" }),
        submission("launch", "failed", { version: "1" }),
      ],
    },
    {},
    refuse("LAUNCH_FAILED", "not launched again by itself"),
  ],
  [
    "it failed, and was published again since, found by update",
    { submissions: [FAILED_LAUNCH, submission("publish", "succeeded")] },
    {},
    launch(),
  ],
  [
    "it failed, and preview moved on, found by create",
    { preview: "3", submissions: [submission("launch", "failed")] },
    CREATE,
    refuse("PREVIEW_OTHER_VERSION", "Set it to 3 to launch that"),
  ],
  [
    "it failed, and a publish runs, found by create",
    { phase: "preparing", submissions: [FAILED_LAUNCH] },
    CREATE,
    refuse("NOT_READY", "in preview but not ready to launch"),
  ],
  [
    "it failed, and the status says nothing, found by create",
    { phase: "unknown", submissions: [FAILED_LAUNCH] },
    CREATE,
    refuse("NOT_READY", "nothing waits for sign-off"),
  ],
  [
    "our launch of it failed",
    {},
    { memory: stateOf({ status: "failed", failure: FAILURE }) },
    failedBefore(),
  ],
  [
    "our launch of it was canceled",
    {},
    { memory: stateOf({ status: "canceled", failure: FAILURE }) },
    failedBefore(),
  ],
  [
    "our launch failed and somebody launched it again",
    { submissions: [RUNNING_LAUNCH] },
    { memory: stateOf({ status: "failed", failure: FAILURE }) },
    adopt(),
  ],
  [
    "our launch failed against the status, which alone says that it still runs",
    { phase: "launching" },
    { memory: CONTRADICTED },
    failedBefore(),
  ],
  [
    "our launch failed against its own entry, which still says that it runs",
    { submissions: [RUNNING_LAUNCH] },
    { memory: { ...CONTRADICTED, operationUrl: RUNNING_LAUNCH.operationUrl! } },
    failedBefore(),
  ],
  [
    "our launch failed, which nothing contradicted, and the status says that one runs",
    { phase: "launching" },
    { memory: stateOf({ status: "failed", failure: FAILURE }) },
    adopt(),
  ],
  [
    "our launch failed, which nothing contradicted, and its entry says that one runs",
    { submissions: [RUNNING_LAUNCH] },
    {
      memory: stateOf({ status: "failed", failure: FAILURE, operationUrl: RUNNING_LAUNCH.operationUrl! }),
    },
    adopt(),
  ],
  ["our launch, accepted, not listed", {}, { memory: stateOf() }, adopt()],

  [
    "POST unknown after a launch that failed, whose end the offer still shows",
    { phase: "launchFailed" },
    {
      memory: {
        ...INDETERMINATE,
        beginning: { at: T0, preview: "2", phase: "launchFailed", endedBefore: [] },
      },
      now: T0 + 30 * MINUTE,
    },
    indeterminate("still shows how the launch before it ended", "was not accepted"),
  ],
  [
    "POST unknown, and the offer shows a failure that it did not show before",
    { phase: "launchFailed" },
    {
      memory: {
        ...INDETERMINATE,
        beginning: { at: T0, preview: "2", phase: "readyToLaunch", endedBefore: [] },
      },
      now: T0 + 30 * MINUTE,
    },
    adopt(),
  ],
  ["POST unknown, found under way", { submissions: [RUNNING_LAUNCH] }, { memory: INDETERMINATE }, adopt()],
  ["POST unknown, found live", { production: "2" }, { memory: INDETERMINATE }, done()],
  ["POST unknown, a launch has failed since", { submissions: [FAILED_LAUNCH] }, PROVEN, adopt()],
  ["POST unknown, the status tells of a failed launch", { phase: "launchFailed" }, PROVEN, adopt()],
  [
    "POST unknown, proven not accepted",
    {},
    PROVEN,
    indeterminate("was not accepted", "never sends it again"),
  ],
  [
    "POST unknown, listed as a success since",
    { submissions: [submission("launch", "succeeded")] },
    PROVEN,
    adopt(),
  ],
  [
    "our launch failed, and was launched again by hand",
    { submissions: [submission("launch", "succeeded")] },
    { memory: stateOf({ status: "failed", failure: FAILURE, beginning: INDETERMINATE.beginning! }) },
    adopt(),
  ],
  [
    "our launch failed, and the status returned to an earlier success, numbers not compared",
    { phase: "live" },
    {
      ...UNVERIFIED,
      memory: stateOf({
        status: "failed",
        failure: FAILURE,
        beginning: { ...INDETERMINATE.beginning!, production: "1" },
      }),
    },
    failedBefore(),
  ],
  [
    "our launch failed, and production moved since, numbers not compared",
    { phase: "live", production: "2" },
    {
      ...UNVERIFIED,
      memory: stateOf({
        status: "failed",
        failure: FAILURE,
        beginning: { ...INDETERMINATE.beginning!, production: "1" },
      }),
    },
    done(),
  ],
  [
    "our launch failed, the list shows one success since, and production a version without a number",
    { production: null, submissions: [submission("launch", "succeeded")] },
    { memory: stateOf({ status: "failed", failure: FAILURE, beginning: BEGAN }) },
    adopt(),
  ],
  [
    "our launch was canceled, the list shows one success since, and production could not be read",
    { unread: { production: "HTTP 503" }, submissions: [submission("launch", "succeeded")] },
    { memory: stateOf({ status: "canceled", failure: FAILURE, beginning: BEGAN }) },
    adopt(),
  ],
  [
    "our launch failed, list and status show a success since, and production could not be read",
    {
      phase: "live",
      unread: { production: "HTTP 503" },
      submissions: [submission("launch", "succeeded")],
    },
    { memory: stateOf({ status: "failed", failure: FAILURE, beginning: BEGAN }) },
    adopt(),
  ],
  [
    "our launch failed, the status alone shows a success since, and production could not be read",
    { phase: "live", unread: { production: "HTTP 503" } },
    { memory: stateOf({ status: "failed", failure: FAILURE, beginning: BEGAN }) },
    failedBefore(),
  ],
  [
    "POST unknown, a minute too early",
    {},
    { ...PROVEN, now: T0 + PROOF_AGE_MS - MINUTE },
    indeterminate('run "pulumi up" after 2026-01-01 00:30 UTC', "Do not replace the resource before then"),
  ],
  [
    "POST unknown, sign-off does not wait",
    { phase: "unknown" },
    PROVEN,
    indeterminate("no launch was found", "Partner Center (the offer's status"),
  ],
  ["POST unknown, preview moved on", { preview: "3" }, PROVEN, indeterminate("preview contains 3")],
  ["POST unknown, preview empty", { preview: "" }, PROVEN, indeterminate("preview contains nothing")],
  [
    "POST unknown, numbers not compared, the same in preview",
    {},
    { ...PROVEN, ...UNVERIFIED },
    indeterminate("was not accepted"),
  ],
  [
    "POST unknown, numbers not compared, another in preview",
    { preview: "3" },
    { ...PROVEN, ...UNVERIFIED },
    indeterminate("preview contains 3"),
  ],

  ["all live, numbers not compared", { phase: "live", production: "2" }, UNVERIFIED, done("verifyVersion")],
  [
    "the status a success, production not what is in preview, numbers not compared",
    { phase: "live" },
    UNVERIFIED,
    refuse("NOT_READY", "nothing waits for sign-off"),
  ],
  [
    "what we launched before still live, numbers not compared",
    { phase: "live" },
    { ...UNVERIFIED, lastLive: { version: "1" } },
    refuse("NOTHING_IN_PREVIEW", "version 1, launched before, is still live"),
  ],
  ["POST unknown, the status tells of a canceled launch", { phase: "launchCanceled" }, PROVEN, adopt()],
  [
    "POST unknown, failed by the status as before it, and something else between",
    { phase: "launchFailed" },
    {
      ...PROVEN,
      memory: { ...INDETERMINATE, beginning: { ...BEGAN, phase: "launchFailed" }, statusMoved: true },
    },
    adopt(),
  ],
  [
    "listed as a success, preview empty, the status live, production behind",
    { preview: "", phase: "live", submissions: [submission("launch", "succeeded")] },
    {},
    adopt(),
  ],
  [
    "POST unknown, a launch without a number, preview empty, no launch by the status",
    { preview: "", phase: "preparing", submissions: [UNVERSIONED_LAUNCH] },
    PROVEN,
    refuse("LAUNCH_IN_THE_WAY", "operation U (a launch of an unnamed version"),
  ],
  [
    "a replacement of a failure, while a publish runs",
    {
      phase: "launchFailed",
      submissions: [FAILED_LAUNCH, submission("publish", "running", { version: "3" })],
    },
    CREATE,
    refuse("NOT_READY", "nothing waits for sign-off"),
  ],
  [
    "a failure of it, and another version in preview",
    { preview: "3", submissions: [FAILED_LAUNCH] },
    {},
    refuse("PREVIEW_OTHER_VERSION", "Set it to 3 to launch that"),
  ],
  [
    "our launch failed, launched again by hand, the number rose",
    { production: "3", phase: "live", submissions: [submission("launch", "succeeded")] },
    {
      memory: stateOf({ status: "failed", failure: FAILURE, beginning: { ...BEGAN, production: "1" } }),
    },
    done(),
  ],
  [
    "our launch failed, and a later number is live that only the status says succeeded",
    { production: "3", preview: "", phase: "live" },
    {
      memory: stateOf({ status: "failed", failure: FAILURE, beginning: { ...BEGAN, production: "1" } }),
    },
    refuse("SUPERSEDED", "production contains 3"),
  ],
  [
    "a later number live, another in preview, numbers exact",
    { production: "3", preview: "4" },
    { traits: EXACT },
    refuse("SUPERSEDED", "production contains 3"),
  ],
  [
    "POST unknown, live by the status, numbers not compared",
    { phase: "live", production: "2" },
    { ...UNVERIFIED, ...PROVEN },
    adopt(),
  ],
  [
    "live, and another than what we launched before, numbers not compared",
    { phase: "live", production: "2" },
    { ...UNVERIFIED, lastLive: { version: "1" } },
    done(),
  ],
  [
    "live by the status, both slots empty, numbers not compared",
    { phase: "live", preview: "", production: "" },
    UNVERIFIED,
    refuse("NOTHING_IN_PREVIEW", "preview is empty"),
  ],
  [
    "launching by the status, and two launches without a number",
    { phase: "launching", submissions: [UNVERSIONED_LAUNCH, { ...UNVERSIONED_LAUNCH, id: "U2" }] },
    {},
    refuse("LAUNCH_IN_THE_WAY", "operation U (a launch of an unnamed version"),
  ],
  [
    "launching by the status, and a launch of another version",
    { phase: "launching", submissions: [OTHER_LAUNCH] },
    {},
    refuse("LAUNCH_IN_THE_WAY", "operation X (a launch of version 9,"),
  ],
  [
    "an earlier version in preview, its publish still listed as running",
    { preview: "1", production: "", submissions: [submission("publish", "running", { version: "1" })] },
    WAIT,
    refuse("PREVIEW_OTHER_VERSION", "publish version 2 to preview first"),
  ],
  [
    "an earlier version in preview, an older publish still listed as running",
    {
      preview: "2",
      submissions: [submission("publish", "running", { version: "1" }), submission("publish", "succeeded")],
    },
    { ...WAIT, declared: "3" },
    refuse("PREVIEW_OTHER_VERSION", "publish version 3 to preview first"),
  ],
  [
    "it listed as running, publishes numbered otherwise, a launch with production's number",
    {
      submissions: [
        submission("launch", "succeeded", { version: "1" }),
        submission("publish", "succeeded", { version: "7" }),
        submission("launch", "running"),
      ],
    },
    {},
    adopt(),
  ],
  [
    "POST unknown, preview empty, a later number live as when it was sent, numbers exact",
    { preview: "", production: "3" },
    {
      ...PROVEN,
      traits: EXACT,
      memory: { ...INDETERMINATE, beginning: { ...BEGAN, production: "3" } },
    },
    indeterminate("preview contains nothing"),
  ],
  [
    "our launch succeeded, another in preview since, numbers not compared",
    { phase: "live", preview: "3", submissions: [submission("launch", "succeeded")] },
    { ...UNVERIFIED, memory: stateOf({ status: "succeeded", beginning: BEGAN }) },
    adopt(),
  ],
];

describe("the decision", () => {
  for (const [seen, look, rest, { kind, code, words }] of TABLE) {
    it(`is ${kind}${code === undefined ? "" : ` (${code})`}: ${seen}`, () => {
      const decision = decided(look, rest);
      assert.equal(decision.kind, kind, JSON.stringify(decision));
      assert.equal("code" in decision ? decision.code : undefined, code);
      const said = "reason" in decision ? decision.reason : "remark" in decision ? decision.remark : "";
      for (const word of words) assert.ok(said.includes(word), said);
    });
  }

  it("says that the proof is there, and only then", () => {
    const proven = (rest: Rest, look: LookShape = {}): boolean | undefined => {
      const decision = decided(look, rest);
      return decision.kind === "indeterminate" ? decision.proven : undefined;
    };
    assert.equal(proven(PROVEN), true);
    assert.equal(proven({ ...PROVEN, now: T0 + PROOF_AGE_MS - 1 }), false);
    assert.equal(proven(PROVEN, { phase: "unknown" }), false);
    // Of two times that differ the later one counts.
    const later = { ...BEGAN, at: T0 + 1 };
    assert.equal(proven({ ...PROVEN, memory: { ...INDETERMINATE, beginning: later } }), false);
    assert.equal(proven({ ...PROVEN, memory: { ...INDETERMINATE, startedAt: T0 + 1 } }), false);
  });

  it("launches nothing again that the list shows launched, where slots carry no number", () => {
    for (const [numbered, expected] of [
      [true, "adopt"],
      [false, "NOT_READY"],
    ] as const) {
      const strip = ({ version, ...rest }: Submission): Submission =>
        numbered && version !== undefined ? { ...rest, version } : rest;
      const submissions = [submission("publish", "succeeded"), submission("launch", "succeeded")].map(strip);
      const look = { ...lookOf({ submissions }), preview: {} };
      const decision = decide({
        ...{ traits: TRAITS, declared: "2", verifyVersion: false, waitForReady: false, mayRelaunch: true },
        look,
        now: T0 + MINUTE,
      });
      assert.equal("code" in decision ? decision.code : decision.kind, expected, JSON.stringify(decision));
    }
  });

  it("adopts the operation that the list names", () => {
    const decision = decided({ submissions: [RUNNING_LAUNCH] });
    assert.deepEqual(decision, { kind: "adopt", operationUrl: RUNNING_LAUNCH.operationUrl });
  });

  describe("without comparing versions, says what it follows", () => {
    const running = (version: string): Submission => submission("launch", "running", { id: "X", version });
    const memory = stateOf({ version: "5", beginning: { ...BEGAN, preview: "2" } });
    const rows: readonly (readonly [string, LookShape, Rest, readonly string[]])[] = [
      ["the declared version", { submissions: [running("2")] }, {}, []],
      [
        "what is in preview",
        { preview: "7", submissions: [running("7")] },
        {},
        ["version 7", "offerVersion is 2"],
      ],
      [
        "what neither preview nor the program names",
        { preview: "7", submissions: [running("9")] },
        {},
        ["version 9", "offerVersion is 2", "preview contains 7"],
      ],
      [
        "a launch without a number",
        { preview: "7", submissions: [UNVERSIONED_LAUNCH, running("9")] },
        {},
        ["version 9"],
      ],
      [
        "what the status alone shows",
        { preview: "7", phase: "launching" },
        {},
        ["version 7", "offerVersion is 2"],
      ],
      [
        "a launch without a number, nothing in preview",
        { preview: "", submissions: [UNVERSIONED_LAUNCH] },
        {},
        ["an unknown version", "offerVersion is 2"],
      ],
      ["its own launch under another label", { submissions: [running("2")] }, { declared: "5", memory }, []],
      [
        "another one than its own",
        { submissions: [running("9")] },
        { declared: "5", memory },
        ["version 9", "offerVersion is 5", "preview contains 2"],
      ],
      [
        "a listed success",
        { preview: "7", submissions: [submission("launch", "succeeded", { version: "7" })] },
        {},
        ["version 7", "offerVersion is 2"],
      ],
      [
        "a listed success of the declared version",
        { submissions: [submission("launch", "succeeded")] },
        {},
        [],
      ],
    ];
    for (const [what, look, rest, names] of rows) {
      it(what, () => {
        const decision = decided(look, { ...UNVERIFIED, ...rest });
        assert.ok(decision.kind === "adopt", JSON.stringify(decision));
        assert.equal(decision.remark === undefined, names.length === 0, decision.remark);
        for (const name of names) assert.ok(decision.remark?.includes(name), decision.remark);
      });
    }

    it("nothing while versions are compared", () => {
      const decision = decided({ submissions: [running("2")] }, { declared: "2" });
      assert.deepEqual(decision, { kind: "adopt", operationUrl: running("2").operationUrl });
    });
  });

  it("adopts its own operation while somebody else's runs", () => {
    const memory = stateOf({ operationUrl: "https://service.test/ours" });
    const decision = decided({ submissions: [OTHER_LAUNCH] }, { memory });
    assert.deepEqual(decision, { kind: "adopt", operationUrl: "https://service.test/ours" });
  });
});
