import assert from "node:assert/strict";
import { decide } from "../../../../provider/decision/decide";
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

/** A decision in short: its kind and code, and what its reason or remark must name. */
interface Row {
  readonly seen: string;
  readonly look: LookShape;
  readonly rest?: Rest;
  readonly kind: Decision["kind"];
  readonly code?: string;
  readonly names?: readonly string[];
}

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
  { seen: "the declared version live", look: { production: "2" }, kind: "done" },
  {
    seen: "it live while another launch runs",
    look: { production: "2", submissions: [OTHER_LAUNCH] },
    kind: "done",
  },
  {
    seen: "it live after a failure",
    look: { production: "2" },
    rest: { memory: stateOf({ status: "failed", failure: FAILURE }) },
    kind: "done",
  },
  {
    seen: "a later version live",
    look: { production: "10" },
    kind: "refuse",
    code: "SUPERSEDED",
    names: ["production contains 10", "offerVersion is 2", "Set it to 10"],
  },
  {
    seen: "its launch complete, production not moved yet",
    look: { phase: "live", submissions: [submission("launch", "succeeded", { id: "S" })] },
    kind: "adopt",
  },
  {
    seen: "its launch complete, while status and production lag",
    look: { submissions: [submission("launch", "succeeded")] },
    kind: "adopt",
  },
  {
    seen: "it live, and sign-off waits for the same number",
    look: { production: "2" },
    kind: "done",
    names: ["waits for sign-off of the same number"],
  },
  {
    seen: "a later version live, it waits in preview, and numbers are exact",
    look: { production: "10" },
    rest: { traits: EXACT },
    kind: "launch",
  },
  {
    seen: "a number that rose, while our launch runs",
    look: { production: "3", phase: "live" },
    rest: { memory: stateOf() },
    kind: "adopt",
  },
  {
    seen: "the same, and a publish shows that number",
    look: {
      production: "3",
      phase: "live",
      submissions: [submission("publish", "succeeded", { version: "3" })],
    },
    rest: { memory: stateOf({ beginning: INDETERMINATE.beginning! }) },
    kind: "refuse",
    code: "SUPERSEDED",
  },

  {
    seen: "a launch of it under way",
    look: { phase: "launching", submissions: [RUNNING_LAUNCH] },
    kind: "adopt",
  },
  {
    seen: "a launch of it in a word that nobody knows",
    look: { submissions: [submission("launch", undefined)] },
    kind: "adopt",
  },
  { seen: "a launch that the list does not show yet", look: { phase: "launching" }, kind: "adopt" },
  {
    seen: "a launch of another version under way",
    look: { submissions: [OTHER_LAUNCH] },
    kind: "refuse",
    code: "LAUNCH_IN_THE_WAY",
    names: ["operation X (a launch of version 9,"],
  },
  {
    seen: "a launch that cannot be matched",
    look: { submissions: [UNVERSIONED_LAUNCH] },
    kind: "refuse",
    code: "LAUNCH_IN_THE_WAY",
    names: ["operation U (a launch of an unnamed version,"],
  },
  {
    seen: "a launch that cannot be matched, preview empty",
    look: { preview: "", phase: "launching" },
    kind: "refuse",
    code: "LAUNCH_IN_THE_WAY",
  },
  {
    seen: "an operation that is neither a publish nor a launch",
    look: { submissions: [submission("other", "running", { id: "C" })] },
    kind: "refuse",
    code: "LAUNCH_IN_THE_WAY",
    names: ["operation C (neither a publish nor a launch of ", "Partner Center"],
  },
  {
    seen: "a launch in an unknown word, listed before the publish of what is in preview",
    look: {
      submissions: [submission("launch", undefined, { version: "1" }), submission("publish", "succeeded")],
    },
    kind: "launch",
  },
  {
    seen: "the same, listed after it",
    look: {
      submissions: [submission("publish", "succeeded"), submission("launch", undefined, { version: "1" })],
    },
    kind: "refuse",
    code: "LAUNCH_IN_THE_WAY",
    names: ["pondering"],
  },
  {
    seen: "a launch of its number, where the list counts otherwise",
    look: {
      submissions: [submission("publish", "succeeded", { version: "1" }), submission("launch", "running")],
    },
    kind: "refuse",
    code: "LAUNCH_IN_THE_WAY",
  },
  {
    seen: "a publish of another number, beside that of what preview showed a moment before",
    look: {
      production: "",
      submissions: [submission("publish", "succeeded"), submission("publish", "succeeded", { version: "3" })],
    },
    kind: "refuse",
    code: "NOT_READY",
    names: ["the list of operations shows that version 3 was published to preview since"],
  },
  {
    seen: "the same for half an hour",
    look: {
      production: "",
      submissions: [submission("publish", "succeeded"), submission("publish", "succeeded", { version: "3" })],
    },
    rest: { now: T0 + PROOF_AGE_MS + MINUTE },
    kind: "launch",
  },
  {
    seen: "the same when numbers are not compared",
    look: {
      production: "",
      submissions: [submission("publish", "succeeded"), submission("publish", "succeeded", { version: "3" })],
    },
    rest: UNVERIFIED,
    kind: "launch",
  },
  {
    seen: "a publish of a lower number after that of what preview shows",
    look: {
      production: "",
      submissions: [submission("publish", "succeeded"), submission("publish", "succeeded", { version: "1" })],
    },
    kind: "launch",
  },
  {
    seen: "the publish of a later version from before that of what preview shows",
    look: {
      production: "",
      submissions: [submission("publish", "succeeded", { version: "3" }), submission("publish", "succeeded")],
    },
    kind: "launch",
  },
  {
    seen: "the same, the status says that it runs",
    look: {
      phase: "launching",
      submissions: [submission("publish", "succeeded", { version: "1" }), submission("launch", "running")],
    },
    kind: "adopt",
  },
  {
    seen: "a launch without a number, while ours runs",
    look: { submissions: [UNVERSIONED_LAUNCH] },
    rest: { memory: stateOf() },
    kind: "adopt",
  },
  {
    seen: "a launch without a number, after a lost answer",
    look: { submissions: [UNVERSIONED_LAUNCH] },
    rest: { memory: INDETERMINATE },
    kind: "adopt",
  },
  {
    seen: "the same, while ours ran",
    look: { preview: "", phase: "launching" },
    rest: { memory: stateOf() },
    kind: "adopt",
  },
  {
    seen: "another launch, told to wait",
    look: { submissions: [OTHER_LAUNCH] },
    rest: WAIT,
    kind: "wait",
    code: "LAUNCH_IN_THE_WAY",
  },
  {
    seen: "another launch, numbers not compared",
    look: { submissions: [OTHER_LAUNCH] },
    rest: UNVERIFIED,
    kind: "adopt",
  },

  { seen: "it in preview, waiting for sign-off", look: {}, kind: "launch" },
  { seen: "the same, production empty", look: { production: "" }, kind: "launch" },
  { seen: "the same, its publish still listed as running", look: { submissions: [PUBLISH] }, kind: "launch" },
  {
    seen: "it in preview, the status says nothing known",
    look: { phase: "unknown" },
    kind: "refuse",
    code: "NOT_READY",
    names: ["nothing waits for sign-off", "finds version 2 live"],
  },
  { seen: "it in preview, no status at all", look: { phase: "absent" }, kind: "refuse", code: "NOT_READY" },
  {
    seen: "it in preview, the status a bare success",
    look: { phase: "live" },
    kind: "refuse",
    code: "NOT_READY",
  },
  {
    seen: "it in preview, the status a success, production empty",
    look: { phase: "live", production: "" },
    kind: "refuse",
    code: "NOT_READY",
    names: ["production nothing"],
  },
  {
    seen: "it in preview, the live step complete",
    look: { phase: "live", status: { step: { ...STEP, name: "Live", word: "complete" } } },
    kind: "refuse",
    code: "NOT_READY",
    names: ["Live"],
  },
  {
    seen: "it in preview, not ready",
    look: { phase: "preparing", status: { step: STEP } },
    kind: "refuse",
    code: "NOT_READY",
    names: ["Certification", "inProgress"],
  },
  {
    seen: "it in preview, not ready, told to wait",
    look: { phase: "preparing" },
    rest: WAIT,
    kind: "wait",
    code: "NOT_READY",
  },

  {
    seen: "a lower version in preview",
    look: { preview: "1", production: "" },
    kind: "refuse",
    code: "PREVIEW_OTHER_VERSION",
    names: ["preview contains version 1", "offerVersion is 2"],
  },
  {
    seen: "a lower version in preview, nothing published, told to wait",
    look: { preview: "1", production: "" },
    rest: WAIT,
    kind: "refuse",
    code: "PREVIEW_OTHER_VERSION",
  },
  {
    seen: "a lower version in preview, a publish running, told to wait",
    look: { preview: "1", submissions: [PUBLISH] },
    rest: WAIT,
    kind: "wait",
    code: "PREVIEW_OTHER_VERSION",
  },
  {
    seen: "a higher version in preview, told to wait",
    look: { preview: "3", phase: "preparing" },
    rest: WAIT,
    kind: "refuse",
    code: "PREVIEW_OTHER_VERSION",
  },
  {
    seen: "another version in preview, numbers not compared",
    look: { preview: "3" },
    rest: UNVERIFIED,
    kind: "launch",
  },
  {
    seen: "nothing in preview",
    look: { preview: "", phase: "unknown" },
    kind: "refuse",
    code: "NOTHING_IN_PREVIEW",
    names: ["offerVersion is 2", "Publish the offer"],
  },
  {
    seen: "nothing in preview, numbers not compared",
    look: { preview: "", phase: "unknown" },
    rest: UNVERIFIED,
    kind: "refuse",
    code: "NOTHING_IN_PREVIEW",
  },
  {
    seen: "nothing in preview, a publish running, told to wait",
    look: { preview: "", phase: "preparing" },
    rest: WAIT,
    kind: "wait",
    code: "NOTHING_IN_PREVIEW",
  },

  {
    seen: "an earlier launch of it failed, found by create",
    look: { submissions: [FAILED_LAUNCH] },
    rest: CREATE,
    kind: "launch",
    names: ["(operation F)", "launching it again"],
  },
  {
    seen: "an earlier launch of it failed, found by update",
    look: { submissions: [FAILED_LAUNCH] },
    kind: "refuse",
    code: "LAUNCH_FAILED",
    names: ["(operation F)", "not launched again by itself"],
  },
  {
    seen: "an earlier launch of it was canceled, the status shows it, found by update",
    look: { phase: "launchCanceled" },
    kind: "refuse",
    code: "LAUNCH_CANCELED",
  },
  {
    seen: "the status shows its failure, found by create",
    look: { phase: "launchFailed" },
    rest: CREATE,
    kind: "launch",
  },
  {
    seen: "it failed after it succeeded, the status shows the success, found by create",
    look: {
      phase: "live",
      submissions: [submission("launch", "succeeded"), submission("launch", "failed")],
    },
    rest: CREATE,
    kind: "launch",
    names: ["launching it again"],
  },
  {
    seen: "it failed before it succeeded, found by create",
    look: { submissions: [submission("launch", "failed"), submission("launch", "succeeded")] },
    rest: CREATE,
    kind: "adopt",
  },
  {
    seen: "a failure and a success without times, found by create",
    look: {
      phase: "launchFailed",
      submissions: [timeless("succeeded"), timeless("failed")],
    },
    rest: CREATE,
    kind: "adopt",
  },
  {
    seen: "a failure and a publish without times, while the status shows a success, found by create",
    look: { phase: "live", submissions: [timeless("failed"), timeless("succeeded", "publish")] },
    rest: CREATE,
    kind: "refuse",
    code: "NOT_READY",
  },
  {
    seen: "a failure and a publish without times, while the status shows the failure, found by create",
    look: { phase: "launchFailed", submissions: [timeless("failed"), timeless("succeeded", "publish")] },
    rest: CREATE,
    kind: "launch",
    names: ["launching it again"],
  },
  {
    seen: "a failure and a publish without times, while the status shows the cancel, found by create",
    look: { phase: "launchCanceled", submissions: [timeless("failed"), timeless("succeeded", "publish")] },
    rest: CREATE,
    kind: "launch",
    names: ["launching it again"],
  },
  {
    seen: "a failure of a list that numbers otherwise, and a publish runs, found by update",
    look: {
      phase: "preparing",
      preview: "2",
      submissions: [
        submission("publish", "succeeded", { version: "1" }),
        submission("launch", "failed", { version: "1" }),
      ],
    },
    kind: "refuse",
    code: "NOT_READY",
  },
  {
    seen: "a failure of a list that numbers otherwise, and the status shows it, found by update",
    look: {
      phase: "launchFailed",
      preview: "2",
      submissions: [
        submission("publish", "succeeded", { version: "1" }),
        submission("launch", "failed", { version: "1" }),
      ],
    },
    kind: "refuse",
    code: "LAUNCH_FAILED",
  },
  {
    seen: "it failed, and was published again since, found by update",
    look: { submissions: [FAILED_LAUNCH, submission("publish", "succeeded")] },
    kind: "launch",
  },
  {
    seen: "it failed, and preview moved on, found by create",
    look: { preview: "3", submissions: [submission("launch", "failed")] },
    rest: CREATE,
    kind: "refuse",
    code: "PREVIEW_OTHER_VERSION",
  },
  {
    seen: "it failed, and a publish runs, found by create",
    look: { phase: "preparing", submissions: [FAILED_LAUNCH] },
    rest: CREATE,
    kind: "refuse",
    code: "NOT_READY",
  },
  {
    seen: "it failed, and the status says nothing, found by create",
    look: { phase: "unknown", submissions: [FAILED_LAUNCH] },
    rest: CREATE,
    kind: "refuse",
    code: "NOT_READY",
  },
  {
    seen: "our launch of it failed",
    look: {},
    rest: { memory: stateOf({ status: "failed", failure: FAILURE }) },
    kind: "failedBefore",
  },
  {
    seen: "our launch of it was canceled",
    look: {},
    rest: { memory: stateOf({ status: "canceled", failure: FAILURE }) },
    kind: "failedBefore",
  },
  {
    seen: "our launch failed and somebody launched it again",
    look: { submissions: [RUNNING_LAUNCH] },
    rest: { memory: stateOf({ status: "failed", failure: FAILURE }) },
    kind: "adopt",
  },
  {
    seen: "our launch failed against the status, which alone says that it still runs",
    look: { phase: "launching" },
    rest: { memory: CONTRADICTED },
    kind: "failedBefore",
  },
  {
    seen: "our launch failed against its own entry, which still says that it runs",
    look: { submissions: [RUNNING_LAUNCH] },
    rest: { memory: { ...CONTRADICTED, operationUrl: RUNNING_LAUNCH.operationUrl! } },
    kind: "failedBefore",
  },
  {
    seen: "our launch failed, which nothing contradicted, and the status says that one runs",
    look: { phase: "launching" },
    rest: { memory: stateOf({ status: "failed", failure: FAILURE }) },
    kind: "adopt",
  },
  {
    seen: "our launch failed, which nothing contradicted, and its entry says that one runs",
    look: { submissions: [RUNNING_LAUNCH] },
    rest: {
      memory: stateOf({ status: "failed", failure: FAILURE, operationUrl: RUNNING_LAUNCH.operationUrl! }),
    },
    kind: "adopt",
  },
  { seen: "our launch, accepted, not listed", look: {}, rest: { memory: stateOf() }, kind: "adopt" },

  {
    seen: "POST unknown after a launch that failed, whose end the offer still shows",
    look: { phase: "launchFailed" },
    rest: {
      memory: {
        ...INDETERMINATE,
        beginning: { at: T0, preview: "2", phase: "launchFailed", endedBefore: [] },
      },
      now: T0 + 30 * MINUTE,
    },
    kind: "indeterminate",
    names: ["still shows how the launch before it ended", "was not accepted"],
  },
  {
    seen: "POST unknown, and the offer shows a failure that it did not show before",
    look: { phase: "launchFailed" },
    rest: {
      memory: {
        ...INDETERMINATE,
        beginning: { at: T0, preview: "2", phase: "readyToLaunch", endedBefore: [] },
      },
      now: T0 + 30 * MINUTE,
    },
    kind: "adopt",
  },
  {
    seen: "POST unknown, found under way",
    look: { submissions: [RUNNING_LAUNCH] },
    rest: { memory: INDETERMINATE },
    kind: "adopt",
  },
  {
    seen: "POST unknown, found live",
    look: { production: "2" },
    rest: { memory: INDETERMINATE },
    kind: "done",
  },
  {
    seen: "POST unknown, a launch has failed since",
    look: { submissions: [FAILED_LAUNCH] },
    rest: PROVEN,
    kind: "adopt",
  },
  {
    seen: "POST unknown, the status tells of a failed launch",
    look: { phase: "launchFailed" },
    rest: PROVEN,
    kind: "adopt",
  },
  {
    seen: "POST unknown, proven not accepted",
    look: {},
    rest: PROVEN,
    kind: "indeterminate",
    names: ["was not accepted", "never sends it again"],
  },
  {
    seen: "POST unknown, listed as a success since",
    look: { submissions: [submission("launch", "succeeded")] },
    rest: PROVEN,
    kind: "adopt",
  },
  {
    seen: "our launch failed, and was launched again by hand",
    look: { submissions: [submission("launch", "succeeded")] },
    rest: { memory: stateOf({ status: "failed", failure: FAILURE, beginning: INDETERMINATE.beginning! }) },
    kind: "adopt",
  },
  {
    seen: "our launch failed, and the status returned to an earlier success, numbers not compared",
    look: { phase: "live" },
    rest: {
      ...UNVERIFIED,
      memory: stateOf({
        status: "failed",
        failure: FAILURE,
        beginning: { ...INDETERMINATE.beginning!, production: "1" },
      }),
    },
    kind: "failedBefore",
  },
  {
    seen: "our launch failed, and production moved since, numbers not compared",
    look: { phase: "live", production: "2" },
    rest: {
      ...UNVERIFIED,
      memory: stateOf({
        status: "failed",
        failure: FAILURE,
        beginning: { ...INDETERMINATE.beginning!, production: "1" },
      }),
    },
    kind: "done",
  },
  {
    seen: "our launch failed, the list shows one success since, and production a version without a number",
    look: { production: null, submissions: [submission("launch", "succeeded")] },
    rest: { memory: stateOf({ status: "failed", failure: FAILURE, beginning: BEGAN }) },
    kind: "adopt",
  },
  {
    seen: "our launch was canceled, the list shows one success since, and production could not be read",
    look: { unread: { production: "HTTP 503" }, submissions: [submission("launch", "succeeded")] },
    rest: { memory: stateOf({ status: "canceled", failure: FAILURE, beginning: BEGAN }) },
    kind: "adopt",
  },
  {
    seen: "our launch failed, list and status show a success since, and production could not be read",
    look: {
      phase: "live",
      unread: { production: "HTTP 503" },
      submissions: [submission("launch", "succeeded")],
    },
    rest: { memory: stateOf({ status: "failed", failure: FAILURE, beginning: BEGAN }) },
    kind: "adopt",
  },
  {
    seen: "our launch failed, the status alone shows a success since, and production could not be read",
    look: { phase: "live", unread: { production: "HTTP 503" } },
    rest: { memory: stateOf({ status: "failed", failure: FAILURE, beginning: BEGAN }) },
    kind: "failedBefore",
  },
  {
    seen: "POST unknown, a minute too early",
    look: {},
    rest: { ...PROVEN, now: T0 + PROOF_AGE_MS - MINUTE },
    kind: "indeterminate",
    names: ['run "pulumi up" after 2026-01-01 00:30 UTC', "Do not replace the resource before then"],
  },
  {
    seen: "POST unknown, sign-off does not wait",
    look: { phase: "unknown" },
    rest: PROVEN,
    kind: "indeterminate",
    names: ["no launch was found", "Partner Center (the offer's status"],
  },
  {
    seen: "POST unknown, preview moved on",
    look: { preview: "3" },
    rest: PROVEN,
    kind: "indeterminate",
    names: ["preview contains 3"],
  },
  { seen: "POST unknown, preview empty", look: { preview: "" }, rest: PROVEN, kind: "indeterminate" },
  {
    seen: "POST unknown, numbers not compared, the same in preview",
    look: {},
    rest: { ...PROVEN, ...UNVERIFIED },
    kind: "indeterminate",
    names: ["was not accepted"],
  },
  {
    seen: "POST unknown, numbers not compared, another in preview",
    look: { preview: "3" },
    rest: { ...PROVEN, ...UNVERIFIED },
    kind: "indeterminate",
  },

  {
    seen: "all live, numbers not compared",
    look: { phase: "live", production: "2" },
    rest: UNVERIFIED,
    kind: "done",
    names: ["verifyVersion"],
  },
  {
    seen: "the status a success, production not what is in preview, numbers not compared",
    look: { phase: "live" },
    rest: UNVERIFIED,
    kind: "refuse",
    code: "NOT_READY",
  },
  {
    seen: "what we launched before still live, numbers not compared",
    look: { phase: "live" },
    rest: { ...UNVERIFIED, lastLive: { version: "1" } },
    kind: "refuse",
    code: "NOTHING_IN_PREVIEW",
  },
  {
    seen: "POST unknown, the status tells of a canceled launch",
    look: { phase: "launchCanceled" },
    rest: PROVEN,
    kind: "adopt",
  },
  {
    seen: "POST unknown, failed by the status as before it, and something else between",
    look: { phase: "launchFailed" },
    rest: {
      ...PROVEN,
      memory: { ...INDETERMINATE, beginning: { ...BEGAN, phase: "launchFailed" }, statusMoved: true },
    },
    kind: "adopt",
  },
  {
    seen: "listed as a success, preview empty, the status live, production behind",
    look: { preview: "", phase: "live", submissions: [submission("launch", "succeeded")] },
    kind: "adopt",
  },
  {
    seen: "POST unknown, a launch without a number, preview empty, no launch by the status",
    look: { preview: "", phase: "preparing", submissions: [UNVERSIONED_LAUNCH] },
    rest: PROVEN,
    kind: "refuse",
    code: "LAUNCH_IN_THE_WAY",
  },
  {
    seen: "a replacement of a failure, while a publish runs",
    look: {
      phase: "launchFailed",
      submissions: [FAILED_LAUNCH, submission("publish", "running", { version: "3" })],
    },
    rest: CREATE,
    kind: "refuse",
    code: "NOT_READY",
  },
  {
    seen: "a failure of it, and another version in preview",
    look: { preview: "3", submissions: [FAILED_LAUNCH] },
    kind: "refuse",
    code: "PREVIEW_OTHER_VERSION",
  },
  {
    seen: "our launch failed, launched again by hand, the number rose",
    look: { production: "3", phase: "live", submissions: [submission("launch", "succeeded")] },
    rest: {
      memory: stateOf({ status: "failed", failure: FAILURE, beginning: { ...BEGAN, production: "1" } }),
    },
    kind: "done",
  },
  {
    seen: "our launch failed, and a later number is live that only the status says succeeded",
    look: { production: "3", preview: "", phase: "live" },
    rest: {
      memory: stateOf({ status: "failed", failure: FAILURE, beginning: { ...BEGAN, production: "1" } }),
    },
    kind: "refuse",
    code: "SUPERSEDED",
  },
  {
    seen: "a later number live, another in preview, numbers exact",
    look: { production: "3", preview: "4" },
    rest: { traits: EXACT },
    kind: "refuse",
    code: "SUPERSEDED",
  },
  {
    seen: "POST unknown, live by the status, numbers not compared",
    look: { phase: "live", production: "2" },
    rest: { ...UNVERIFIED, ...PROVEN },
    kind: "adopt",
  },
  {
    seen: "live, and another than what we launched before, numbers not compared",
    look: { phase: "live", production: "2" },
    rest: { ...UNVERIFIED, lastLive: { version: "1" } },
    kind: "done",
  },
  {
    seen: "live by the status, both slots empty, numbers not compared",
    look: { phase: "live", preview: "", production: "" },
    rest: UNVERIFIED,
    kind: "refuse",
    code: "NOTHING_IN_PREVIEW",
  },
  {
    seen: "launching by the status, and two launches without a number",
    look: { phase: "launching", submissions: [UNVERSIONED_LAUNCH, { ...UNVERSIONED_LAUNCH, id: "U2" }] },
    kind: "refuse",
    code: "LAUNCH_IN_THE_WAY",
  },
  {
    seen: "launching by the status, and a launch of another version",
    look: { phase: "launching", submissions: [OTHER_LAUNCH] },
    kind: "refuse",
    code: "LAUNCH_IN_THE_WAY",
  },
  {
    seen: "an earlier version in preview, its publish still listed as running",
    look: { preview: "1", production: "", submissions: [submission("publish", "running", { version: "1" })] },
    rest: WAIT,
    kind: "refuse",
    code: "PREVIEW_OTHER_VERSION",
  },
  {
    seen: "an earlier version in preview, an older publish still listed as running",
    look: {
      preview: "2",
      submissions: [submission("publish", "running", { version: "1" }), submission("publish", "succeeded")],
    },
    rest: { ...WAIT, declared: "3" },
    kind: "refuse",
    code: "PREVIEW_OTHER_VERSION",
  },
  {
    seen: "it listed as running, publishes numbered otherwise, a launch with production's number",
    look: {
      submissions: [
        submission("launch", "succeeded", { version: "1" }),
        submission("publish", "succeeded", { version: "7" }),
        submission("launch", "running"),
      ],
    },
    kind: "adopt",
  },
  {
    seen: "POST unknown, preview empty, a later number live as when it was sent, numbers exact",
    look: { preview: "", production: "3" },
    rest: {
      ...PROVEN,
      traits: EXACT,
      memory: { ...INDETERMINATE, beginning: { ...BEGAN, production: "3" } },
    },
    kind: "indeterminate",
  },
  {
    seen: "our launch succeeded, another in preview since, numbers not compared",
    look: { phase: "live", preview: "3", submissions: [submission("launch", "succeeded")] },
    rest: { ...UNVERIFIED, memory: stateOf({ status: "succeeded", beginning: BEGAN }) },
    kind: "adopt",
  },
];

describe("the decision", () => {
  for (const { seen, look, rest, kind, code, names = [] } of TABLE) {
    it(`is ${kind}${code === undefined ? "" : ` (${code})`}: ${seen}`, () => {
      const decision = decided(look, rest);
      assert.equal(decision.kind, kind, JSON.stringify(decision));
      if (code !== undefined) assert.equal("code" in decision ? decision.code : undefined, code);
      const words = "reason" in decision ? decision.reason : "remark" in decision ? decision.remark : "";
      for (const name of names) assert.ok(words.includes(name), words);
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

  it("adopts its own operation while somebody else's runs", () => {
    const memory = stateOf({ operationUrl: "https://service.test/ours" });
    const decision = decided({ submissions: [OTHER_LAUNCH] }, { memory });
    assert.deepEqual(decision, { kind: "adopt", operationUrl: "https://service.test/ours" });
  });
});
