import assert from "node:assert/strict";
import { judge, type Evidence, type Verdict } from "../../../../provider/decision/verdict";
import { lookOf, MINUTE, submission, T0, type LookShape } from "../../../support/builders";

type Rest = Partial<Omit<Evidence, "look">>;

const BEGINNING: Evidence["beginning"] = {
  at: T0,
  preview: "2",
  production: "1",
  phase: "readyToLaunch",
  endedBefore: ["before"],
};
const SUCCEEDED: Rest = { claim: { status: "succeeded", problems: [] } };
const FAILED: Rest = { claim: { status: "failed", problems: [{ step: "Live", message: "no quota" }] } };
const FAILED_STATUS = { problems: [{ step: "Live", message: "rejected" }] };
const LATE: Rest = { now: T0 + 30 * MINUTE };

const TABLE: readonly (readonly [string, LookShape, Rest, Verdict["kind"]])[] = [
  ["production is the declared version", { production: "2" }, {}, "live"],
  ["production is it, whatever the operation said", { production: "2" }, FAILED, "live"],
  ["its launch is listed as running", { submissions: [submission("launch", "running")] }, {}, "running"],
  [
    "listed as running, though the operation said complete",
    { submissions: [submission("launch", "running")] },
    SUCCEEDED,
    "running",
  ],
  ["the operation said complete, the live step runs", { phase: "launching" }, SUCCEEDED, "running"],
  ["the operation said complete, sign-off still waits", { phase: "readyToLaunch" }, SUCCEEDED, "running"],
  ["the operation said complete, the status agrees", { phase: "live" }, SUCCEEDED, "live"],
  ["the operation said complete, the status is not known", { phase: "unknown" }, SUCCEEDED, "live"],
  ["the operation said complete, there is no status", { phase: "absent" }, SUCCEEDED, "running"],
  ["the same, and something later is in production", { phase: "absent", production: "3" }, SUCCEEDED, "live"],
  [
    "the same, and production shows late what was there before",
    { phase: "absent" },
    { ...SUCCEEDED, beginning: { ...BEGINNING, production: "0" } },
    "running",
  ],
  [
    "the same, something else in production, numbers not compared",
    { phase: "absent" },
    { ...SUCCEEDED, verifyVersion: false, beginning: { ...BEGINNING, production: "0" } },
    "live",
  ],
  [
    "preview shows nothing, and the status is that of another version's launch",
    {
      preview: "",
      phase: "launchFailed",
      status: FAILED_STATUS,
      submissions: [submission("launch", "failed", { version: "3" })],
    },
    {},
    "unseen",
  ],
  [
    "the operation said complete, the launch failed after sign-off",
    { phase: "launchFailed", status: FAILED_STATUS },
    SUCCEEDED,
    "ended",
  ],
  [
    "the operation said complete, a later publish failed",
    { phase: "launchFailed", preview: "3", status: FAILED_STATUS },
    SUCCEEDED,
    "unseen",
  ],
  ["the operation said complete, a later publish runs", { phase: "preparing" }, SUCCEEDED, "unseen"],
  [
    "the operation said complete, a later publish failed early",
    { phase: "publishFailed" },
    SUCCEEDED,
    "unseen",
  ],
  ["the operation said complete, a later version waits", { preview: "3" }, SUCCEEDED, "unseen"],
  ["the same for long, and production never showed it", { preview: "3" }, { ...SUCCEEDED, ...LATE }, "lost"],
  ["the operation said failed", {}, FAILED, "ended"],
  ["the operation said failed, the offer runs on", { phase: "launching" }, FAILED, "running"],
  ["its launch is listed as failed", { submissions: [submission("launch", "failed")] }, {}, "ended"],
  [
    "its launch is listed as canceled, the URL was the publish's",
    { submissions: [submission("launch", "canceled")] },
    SUCCEEDED,
    "ended",
  ],
  ["its launch is listed as complete", { submissions: [submission("launch", "succeeded")] }, {}, "live"],
  [
    "only a launch from before is listed",
    { submissions: [submission("launch", "failed", { id: "before" })] },
    {},
    "unseen",
  ],
  [
    "a launch of another version is listed as failed",
    { submissions: [submission("launch", "failed", { version: "1" })] },
    {},
    "unseen",
  ],
  [
    "an earlier launch is listed late as canceled, while the live step runs",
    { phase: "launching", submissions: [submission("launch", "canceled")] },
    {},
    "running",
  ],
  ["no URL, the status says live", { phase: "live" }, {}, "live"],
  [
    "no URL, the status says failed after sign-off",
    { phase: "launchFailed", status: FAILED_STATUS },
    {},
    "ended",
  ],
  ["no URL, a publish failed", { phase: "publishFailed" }, {}, "unseen"],
  [
    "failed before and the status has not moved yet",
    { phase: "launchFailed", status: FAILED_STATUS },
    { beginning: { ...BEGINNING, phase: "launchFailed" }, now: T0 + MINUTE },
    "unseen",
  ],
  [
    "failed before and the status has not moved for long",
    { phase: "launchFailed", status: FAILED_STATUS },
    { beginning: { ...BEGINNING, phase: "launchFailed" }, now: T0 + 29 * MINUTE },
    "unseen",
  ],
  [
    "failed before and the status has not moved for half an hour",
    { phase: "launchFailed", status: FAILED_STATUS },
    { ...LATE, beginning: { ...BEGINNING, phase: "launchFailed" } },
    "ended",
  ],
  ["nothing is seen", {}, {}, "unseen"],
  ["nothing is seen after half an hour", {}, LATE, "lost"],
  ["a later version is live", { production: "3", preview: "3", phase: "live" }, LATE, "lost"],
  [
    "numbers are not compared, the status says live",
    { preview: "9", production: "9", phase: "live" },
    { verifyVersion: false },
    "live",
  ],
];

function judged(look: LookShape, rest: Rest): Verdict {
  const evidence = { declared: "2", verifyVersion: true, beginning: BEGINNING, now: T0 + 2 * MINUTE };
  return judge({ ...evidence, ...rest, look: lookOf(look) });
}

describe("the verdict on a launch", () => {
  for (const [title, look, rest, kind] of TABLE) {
    it(`is ${kind}: ${title}`, () => {
      assert.equal(judged(look, rest).kind, kind);
    });
  }

  it("names step and message of the failure, from the operation first", () => {
    assert.deepEqual(judged({ phase: "launchFailed", status: FAILED_STATUS }, FAILED), {
      kind: "ended",
      status: "failed",
      failure: { code: "LAUNCH_FAILED", step: "Live", message: "no quota" },
    });
  });

  it("says so when no reason is given", () => {
    const verdict = judged({ submissions: [submission("launch", "canceled")] }, {});
    assert.ok(verdict.kind === "ended");
    assert.equal(verdict.failure.code, "LAUNCH_CANCELED");
    assert.match(verdict.failure.message, /gives no reason/);
  });
});
