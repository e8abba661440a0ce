import assert from "node:assert/strict";
import { standingFrom, watchedFrom } from "../../../../provider/decision/contradictions";
import { weigh } from "../../../../provider/decision/evidence";
import { type Facts } from "../../../../provider/decision/facts";
import { hasMoved } from "../../../../provider/decision/phases";
import { claimOf } from "../../../../provider/decision/claim";
import type { Contradictions } from "../../../../provider/decision/launchState";
import type { Submission } from "../../../../provider/marketplace/service";
import { judgeEvidence, type Judgment, type Verdict } from "../../../../provider/decision/verdict";
import {
  EXACT,
  lookOf,
  MINUTE,
  observation,
  stateOf,
  submission,
  T0,
  TRAITS,
  type LookShape,
} from "../../../support/builders";

type Rest = Partial<Omit<Facts, "look">> & { readonly contradictions?: Contradictions };

const BEGINNING: Facts["beginning"] = {
  at: T0,
  preview: "2",
  production: "1",
  phase: "readyToLaunch",
  endedBefore: ["before"],
};
const NOW = T0 + 2 * MINUTE;
const MOVED: Rest = { moved: true };
/** As a list shows it that names no versions. */
function unnumberedPublish(minutesSince: number): Submission {
  const { version: _none, ...rest } = submission("publish", "succeeded", {
    changedAt: BEGINNING.at + minutesSince * MINUTE,
  });
  return rest;
}

const SUCCEEDED: Rest = { claim: { status: "succeeded", problems: [] } };
const SEEN_RUNNING: Rest = { seenRunning: ["operation", "status"] };
const RUNS: Rest = { claim: { status: "running", problems: [] } };
const PONDERS: Rest = { claim: claimOf(observation(undefined)) };
const FAILED: Rest = { claim: { status: "failed", problems: [{ step: "Live", message: "no quota" }] } };
const FAILED_STATUS = { problems: [{ step: "Live", message: "rejected" }] };
const REJECTED: LookShape = { phase: "launchFailed", status: FAILED_STATUS };
const NO_QUOTA = { code: "LAUNCH_FAILED", step: "Live", message: "no quota" } as const;

const launch = submission("launch", "running", { id: "L" });
const { version: _none, ...unnumbered } = submission("launch", "running", { id: "U" });
const listed = (
  status: "succeeded" | "failed" | "canceled" | "running",
  version = "2",
  id = "E",
): LookShape => ({
  submissions: [submission("launch", status, { version, id })],
});
const runningAt = (one: { operationUrl?: string }): Verdict => ({
  kind: "running",
  operationUrl: one.operationUrl,
});
const LIVE: Verdict = { kind: "live", liveVersion: "2" };
const RUNNING: Verdict = { kind: "running" };
const UNSEEN: Verdict = { kind: "unseen" };
const ENDED: Verdict = { kind: "ended", status: "failed", failure: NO_QUOTA };
const REJECTED_END: Verdict = {
  kind: "ended",
  status: "failed",
  failure: { code: "LAUNCH_FAILED", step: "Live", message: "rejected" },
};
const bare = (status: "failed" | "canceled"): Verdict => ({
  kind: "ended",
  status,
  failure: {
    code: status === "failed" ? "LAUNCH_FAILED" : "LAUNCH_CANCELED",
    message: `the service says "${status}" and gives no reason`,
  },
});
const since = (minutes: number, ...kinds: (keyof Contradictions)[]): Rest => ({
  contradictions: Object.fromEntries(kinds.map((kind) => [kind, NOW - minutes * MINUTE])),
});

const { phase: _phase, ...WITHOUT_PHASE } = BEGINNING;
const failedOther = submission("launch", "failed", { id: "O", version: "7" });
const { version: _number, ...stale } = submission("launch", "failed", { id: "S", changedAt: T0 - 1 });
const begun = (rest: Partial<Facts["beginning"]>): Rest => ({ beginning: { ...BEGINNING, ...rest } });

/** A verdict without its words: doubt, reason, remark, and the message of a failure. */
type Shape = Readonly<Record<string, unknown>> & { readonly kind: Verdict["kind"] };

/** Title, what is seen, the rest, and the whole verdict; or all of it but its words, and texts that the words contain. */
type Row = readonly [string, LookShape, Rest, Verdict | readonly [Shape, ...string[]]];

function shapeOf(verdict: Verdict): Shape {
  const {
    doubt: _doubt,
    reason: _reason,
    remark: _remark,
    ...rest
  } = { doubt: "", reason: "", remark: "", ...verdict };
  if (verdict.kind !== "ended") return rest;
  const { message: _message, ...failure } = verdict.failure;
  return { ...rest, failure };
}

const PLAIN: readonly Row[] = [
  ["production is the declared version", { production: "2" }, {}, LIVE],
  ["production is it, whatever the operation said", { production: "2" }, FAILED, LIVE],
  ["its launch is listed as running", { submissions: [launch] }, {}, runningAt(launch)],
  ["the only launch carries no number", { submissions: [unnumbered] }, {}, runningAt(unnumbered)],
  [
    "the only launch carries another number",
    listed("running", "7"),
    {},
    [{ kind: "running", operationUrl: "https://service.test/operations/E" }],
  ],
  [
    "a launch of another number runs, and preview has moved on",
    { ...listed("running", "3"), preview: "3" },
    {},
    UNSEEN,
  ],
  [
    "the operation said complete, and it is listed as running",
    { submissions: [launch] },
    SUCCEEDED,
    runningAt(launch),
  ],
  ["the operation runs", {}, RUNS, RUNNING],
  ["the operation said complete, the live step runs", { phase: "launching" }, SUCCEEDED, RUNNING],
  ["the operation said failed", {}, FAILED, ENDED],
  ["its launch is listed as failed", listed("failed"), {}, bare("failed")],
  ["it is listed as canceled, the URL was the publish's", listed("canceled"), SUCCEEDED, bare("canceled")],
  ["only a launch from before is listed", listed("failed", "2", "before"), {}, UNSEEN],
  ["a launch of another version is listed as failed", listed("failed", "1"), {}, [{ kind: "unseen" }]],
  ["the status says failed after sign-off", REJECTED, {}, REJECTED_END],
  ["a publish failed", { phase: "publishFailed" }, {}, UNSEEN],
  [
    "the status said failed when the launch began",
    REJECTED,
    { beginning: { ...BEGINNING, phase: "launchFailed" } },
    UNSEEN,
  ],
  [
    "it said so then, something else since, and again",
    REJECTED,
    { ...MOVED, beginning: { ...BEGINNING, phase: "launchFailed" } },
    REJECTED_END,
  ],
  ["the status is of another version's launch", { ...REJECTED, preview: "3" }, {}, UNSEEN],
  [
    "preview shows nothing, a later version was launched",
    { ...REJECTED, ...listed("failed", "3"), preview: "" },
    {},
    UNSEEN,
  ],
  [
    "the status said canceled when the launch began",
    { phase: "launchCanceled" },
    begun({ phase: "launchCanceled" }),
    UNSEEN,
  ],
  [
    "the status says live, and what it said at the beginning is not known",
    { phase: "live" },
    { beginning: WITHOUT_PHASE },
    UNSEEN,
  ],
  [
    "preview shows nothing, the list counts otherwise",
    { ...REJECTED, preview: "", submissions: [submission("publish", "succeeded", { version: "7" })] },
    begun({ listCountsOtherwise: true }),
    REJECTED_END,
  ],
  ["a launch without a number had ended before", { submissions: [stale] }, {}, UNSEEN],
  [
    "the followed launch is listed as failed, under another number",
    { submissions: [failedOther] },
    { operationUrl: failedOther.operationUrl },
    bare("failed"),
  ],
  [
    "the followed launch is listed as failed, and was so before",
    { submissions: [failedOther] },
    { operationUrl: failedOther.operationUrl, ...begun({ endedBefore: ["O"] }) },
    UNSEEN,
  ],
  [
    "it is listed as failed, and then as canceled",
    { submissions: [submission("launch", "failed"), submission("launch", "canceled")] },
    {},
    bare("canceled"),
  ],
  [
    "two launches without a number run",
    { submissions: [unnumbered, { ...unnumbered, id: "U2" }] },
    {},
    UNSEEN,
  ],
  [
    "the only launch carries another number, numbers are exact",
    listed("running", "7"),
    { traits: EXACT },
    UNSEEN,
  ],
  [
    "the only launch carries another number, preview is empty",
    { ...listed("running", "7"), preview: "" },
    {},
    UNSEEN,
  ],
  [
    "the operation said canceled, the status says failed",
    REJECTED,
    { claim: { status: "canceled", problems: [] } },
    {
      kind: "ended",
      status: "canceled",
      failure: { code: "LAUNCH_CANCELED", step: "Live", message: "rejected" },
    },
  ],
  [
    "the operation said failed, and why twice",
    {},
    { claim: { status: "failed", problems: [1, 2].map(() => ({ step: "Live", message: "no quota" })) } },
    ENDED,
  ],
  ["nothing is seen", {}, {}, UNSEEN],
  [
    "nothing is seen for half an hour",
    {},
    since(30, "unseen"),
    [{ kind: "unconfirmed" }, "nothing has been seen"],
  ],
  ["nothing is seen for less", {}, since(29, "unseen"), UNSEEN],
];

const SUCCESS: readonly Row[] = [
  [
    "the later number in production was there before",
    { production: "3" },
    { ...SUCCEEDED, ...SEEN_RUNNING, ...begun({ production: "3" }) },
    [{ kind: "running" }],
  ],
  [
    "production rose to less than what was posted",
    { production: "3", preview: "5" },
    { ...SUCCEEDED, ...SEEN_RUNNING, ...begun({ preview: "5" }) },
    [{ kind: "running" }],
  ],
  [
    "it is listed as a success, and then as failed",
    { submissions: [submission("launch", "succeeded"), submission("launch", "failed")] },
    {},
    [{ kind: "running" }, "the list of operations"],
  ],
  [
    "the followed launch is listed as a success without a number, and another as failed",
    { submissions: [{ ...stale, status: "succeeded" }, submission("launch", "failed")] },
    { operationUrl: stale.operationUrl },
    [{ kind: "running" }, "the list of operations"],
  ],
  [
    "the operation said complete, production is as before",
    { phase: "live" },
    SUCCEEDED,
    [{ kind: "running" }, "version 1"],
  ],
  [
    "list, status and operation say so, production is as before",
    { ...listed("succeeded"), phase: "live" },
    SUCCEEDED,
    [{ kind: "running" }, "version 1"],
  ],
  [
    "the same for half an hour",
    { ...listed("succeeded"), phase: "live" },
    { ...SUCCEEDED, ...since(30, "success") },
    [{ kind: "unconfirmed" }, "the list of operations", "production shows version 1"],
  ],
  [
    "production is empty",
    { phase: "live", production: "" },
    { ...SUCCEEDED, ...since(30, "success") },
    [{ kind: "unconfirmed" }, "production shows nothing"],
  ],
  [
    "an older number caught up",
    { phase: "live", production: "1" },
    { ...SUCCEEDED, beginning: { ...BEGINNING, production: "0" } },
    [{ kind: "running" }, "version 1"],
  ],
  [
    "the status shows the success that it showed before",
    { phase: "live" },
    { beginning: { ...BEGINNING, phase: "live" } },
    UNSEEN,
  ],
  [
    "the number rose at the launch",
    { production: "3" },
    SUCCEEDED,
    [{ kind: "live", liveVersion: "3" }, "rose", "version 3"],
  ],
  [
    "the number rose, and the operation says that the launch failed: somebody launched again",
    { production: "3", phase: "live", preview: "" },
    FAILED,
    [{ kind: "running" }, 'the operation says "failed"', "production shows version 3"],
  ],
  [
    "the number rose, and the list, which may name its publish, cannot be read",
    { production: "3", phase: "live", unread: { submissions: "HTTP 500" } },
    SUCCEEDED,
    [{ kind: "running" }, "production shows version 3"],
  ],
  [
    "versions are not compared, and what is live was published since",
    {
      production: "3",
      preview: "",
      phase: "live",
      submissions: [submission("publish", "succeeded", { version: "3" })],
    },
    { ...FAILED, verifyVersion: false },
    [{ kind: "running" }, 'the operation says "failed"'],
  ],
  [
    "the status alone says that it runs, and the list knows only a launch that ended before",
    { phase: "launching", submissions: [submission("launch", "failed", { id: "before" })] },
    {},
    [{ kind: "unseen" }],
  ],
  [
    "the same for half an hour",
    { phase: "launching", submissions: [submission("launch", "failed", { id: "before" })] },
    { ...since(30, "unseen") },
    [
      { kind: "unconfirmed" },
      'the offer\'s status says "running", but nothing else has been seen of it for 30 minutes',
    ],
  ],
  [
    "the status alone says that it runs, the list shows nothing under way, versions not compared",
    { phase: "launching", production: "2", submissions: [submission("publish", "succeeded")] },
    { beginning: { ...BEGINNING, production: "2" }, verifyVersion: false },
    [{ kind: "unseen" }],
  ],
  [
    "the same, versions compared",
    { phase: "launching", production: "3", submissions: [submission("publish", "succeeded")] },
    { beginning: { ...BEGINNING, production: "3" } },
    [{ kind: "running" }],
  ],
  [
    "the same while the list shows a publish that runs, versions not compared",
    { phase: "launching", production: "2", submissions: [submission("publish", "running")] },
    { beginning: { ...BEGINNING, production: "2" }, verifyVersion: false },
    [{ kind: "running" }],
  ],
  [
    "the same while the list shows nothing at all, versions not compared",
    { phase: "launching", production: "2" },
    { beginning: { ...BEGINNING, production: "2" }, verifyVersion: false },
    [{ kind: "running" }],
  ],
  [
    "the same while preview and status could be read alone, versions not compared",
    {
      phase: "launching",
      production: "2",
      submissions: [submission("publish", "succeeded")],
      unread: { submissions: "no reply" },
    },
    { beginning: { ...BEGINNING, production: "2" }, verifyVersion: false },
    [{ kind: "running" }],
  ],
  [
    "the same while an older version is live, versions not compared",
    { phase: "launching", submissions: [submission("publish", "succeeded")] },
    { verifyVersion: false },
    [{ kind: "running" }],
  ],
  [
    "the same after a lost answer, versions not compared",
    { phase: "launching", production: "2", submissions: [submission("publish", "succeeded")] },
    { beginning: { ...BEGINNING, production: "2" }, verifyVersion: false, searched: true },
    [{ kind: "running" }],
  ],
  [
    "the status alone says that it runs after a lost answer, and the list knows the launch before",
    { phase: "launching", submissions: [submission("launch", "failed", { id: "before" })] },
    { searched: true },
    [{ kind: "running" }],
  ],
  [
    "the operation alone says that it runs, and the offer shows how the launch before it ended",
    { phase: "launchFailed", submissions: [submission("launch", "failed", { id: "before" })] },
    { ...RUNS, beginning: { ...BEGINNING, phase: "launchFailed" } },
    [{ kind: "running" }, 'the operation says "running", production shows version 1'],
  ],
  [
    "the same operation for half an hour",
    { phase: "launchFailed", submissions: [submission("launch", "failed", { id: "before" })] },
    { ...RUNS, beginning: { ...BEGINNING, phase: "launchFailed" }, ...since(30, "unseen") },
    [
      { kind: "unconfirmed" },
      'the operation says "running", but nothing else has been seen of it for 30 minutes',
    ],
  ],
  [
    "the operation alone says that it runs, and no launch is listed",
    { phase: "launchFailed" },
    { ...RUNS, beginning: { ...BEGINNING, phase: "launchFailed" }, ...since(30, "unseen") },
    [{ kind: "running" }],
  ],
  [
    "the same while the operation goes on to run",
    { phase: "launching", submissions: [submission("launch", "failed", { id: "before" })] },
    { ...RUNS, ...since(30, "unseen") },
    [{ kind: "running" }],
  ],
  [
    "a higher number was there before",
    { production: "3" },
    { ...SUCCEEDED, ...SEEN_RUNNING, beginning: { ...BEGINNING, production: "3" } },
    [{ kind: "running" }, "version 3"],
  ],
  [
    "it rose, and nothing says that it succeeded",
    { production: "3" },
    { ...RUNS, ...since(29, "success") },
    [{ kind: "running" }, 'the operation says "running"', "production shows version 3"],
  ],
  [
    "it rose, and for half an hour nothing says that it succeeded",
    { production: "3" },
    { ...RUNS, ...since(30, "success") },
    [{ kind: "unconfirmed" }, 'the operation says "running"', "production shows version 3"],
  ],
  [
    "it rose, which a publish in a list without numbers may explain, and the status goes on to run",
    {
      production: "3",
      phase: "launching",
      submissions: [{ ...submission("publish", "succeeded", { changedAt: T0 + MINUTE }), version: "9" }],
    },
    {
      ...SUCCEEDED,
      beginning: { ...BEGINNING, listCountsOtherwise: true },
      ...since(30, "success"),
    },
    [{ kind: "unconfirmed" }, "production shows version 3"],
  ],
  [
    "it rose to what preview shows",
    { production: "3", preview: "3" },
    { ...SUCCEEDED, ...SEEN_RUNNING, ...since(30, "success") },
    [{ kind: "unconfirmed" }],
  ],
  [
    "it rose to what a publish shows",
    { production: "3", submissions: [submission("publish", "succeeded", { version: "3" })] },
    { ...SUCCEEDED, ...SEEN_RUNNING },
    [{ kind: "running" }, "version 3"],
  ],
  [
    "it rose, and a publish without a number came after the launch began",
    { production: "3", submissions: [unnumberedPublish(1)] },
    SUCCEEDED,
    [{ kind: "running" }, "version 3"],
  ],
  [
    "it rose, and a publish without a number came before the launch began",
    { production: "3", submissions: [unnumberedPublish(-1)] },
    SUCCEEDED,
    [{ kind: "live", liveVersion: "3" }, "rose", "version 3"],
  ],
  [
    "it rose, and numbers are exact",
    { production: "3" },
    { ...SUCCEEDED, traits: EXACT },
    [{ kind: "running" }, "version 3"],
  ],
  [
    "it rose, and nothing is known of the beginning",
    { production: "3" },
    { ...SUCCEEDED, beginning: { at: T0, endedBefore: [] } },
    [{ kind: "running" }, "version 3"],
  ],
  [
    "production cannot be read, two others say so",
    { phase: "live", unread: { production: "HTTP 500" }, production: "" },
    SUCCEEDED,
    [{ kind: "running" }, "could not be read"],
  ],
  [
    "the same for half an hour",
    { phase: "live", unread: { production: "HTTP 500" }, production: "" },
    { ...SUCCEEDED, ...SEEN_RUNNING, ...since(30, "unread") },
    [{ kind: "live" }, "could not be read"],
  ],
  [
    "the same for half an hour, and neither was seen to run since",
    { phase: "live", unread: { production: "HTTP 500" }, production: "" },
    { ...SUCCEEDED, ...since(30, "unread") },
    [{ kind: "unconfirmed" }, "could not be read"],
  ],
  [
    "production cannot be read for half an hour, two say so, and a third that it failed",
    { ...listed("failed"), phase: "live", unread: { production: "HTTP 500" }, production: "" },
    {
      ...SUCCEEDED,
      ...SEEN_RUNNING,
      ...since(30, "unread"),
      operationUrl: "https://service.test/operations/E",
    },
    [{ kind: "unconfirmed" }, "could not be read"],
  ],
  [
    "production cannot be read, one other says so for half an hour",
    { unread: { production: "HTTP 500" }, production: "" },
    { ...SUCCEEDED, ...SEEN_RUNNING, ...since(30, "unread") },
    [{ kind: "unconfirmed" }],
  ],
  [
    "versions are not compared, production moved",
    { production: "9" },
    { ...SUCCEEDED, verifyVersion: false },
    [{ kind: "live", liveVersion: "9" }],
  ],
  [
    "versions are not compared, production did not move",
    { phase: "live" },
    { ...SUCCEEDED, verifyVersion: false },
    [{ kind: "running" }],
  ],
  ["the status is not known", { phase: "unknown" }, { ...SUCCEEDED, ...SEEN_RUNNING }, [{ kind: "running" }]],
];

const ENDS: readonly Row[] = [
  [
    "the operation said failed, the status says live",
    { phase: "live" },
    FAILED,
    [{ kind: "running" }, "failed"],
  ],
  [
    "the operation said failed, the live step runs",
    { phase: "launching" },
    FAILED,
    [{ kind: "running" }, 'the operation says "failed"'],
  ],
  [
    "the same for half an hour",
    { phase: "launching" },
    { ...FAILED, ...since(30, "end") },
    [
      { kind: "ended", status: "failed", failure: { code: "LAUNCH_FAILED", step: "Live" } },
      "no quota",
      `status says "running"`,
    ],
  ],
  [
    "the operation runs, the status says failed for half an hour",
    REJECTED,
    { ...RUNS, ...since(30, "end") },
    [
      { kind: "ended", status: "failed", failure: { code: "LAUNCH_FAILED", step: "Live" } },
      "rejected",
      "the operation",
    ],
  ],
  ["the operation runs, it is listed as canceled", listed("canceled"), RUNS, [{ kind: "running" }]],
  [
    "the operation said failed, the list could not be read",
    { unread: { submissions: "HTTP 500" } },
    FAILED,
    [{ kind: "running" }],
  ],
  [
    "the operation said failed, it is listed as a success",
    listed("succeeded"),
    { ...FAILED, ...since(30, "end") },
    [{ kind: "unconfirmed" }, "failed", "succeeded"],
  ],
  [
    "canceled, and the status returned to an earlier success",
    { ...listed("canceled"), phase: "live" },
    since(30, "end"),
    [{ kind: "ended", status: "canceled", failure: { code: "LAUNCH_CANCELED" } }, "canceled"],
  ],
  ["sign-off waits again", {}, MOVED, [{ kind: "running" }]],
  [
    "it waits again for half an hour",
    {},
    { ...MOVED, ...since(30, "signOff") },
    [
      { kind: "ended", status: "failed", failure: { code: "LAUNCH_FAILED" } },
      "has waited for sign-off again",
    ],
  ],
  [
    "it waits again, and the operation was the publish's",
    {},
    { ...MOVED, ...SUCCEEDED, ...since(30, "signOff") },
    [
      { kind: "ended", status: "failed", failure: { code: "LAUNCH_FAILED" } },
      "has waited for sign-off again",
    ],
  ],
  [
    "it waits again, and its operation, which was seen to run, says that it succeeded",
    {},
    { ...MOVED, ...SUCCEEDED, ...SEEN_RUNNING, ...since(30, "signOff") },
    [{ kind: "unconfirmed" }, "has waited for sign-off again", 'the operation says "succeeded"'],
  ],
  [
    "it waits again, and the job of this launch says that it succeeded",
    {},
    { ...MOVED, ...SUCCEEDED, traits: EXACT, ...since(30, "signOff") },
    [{ kind: "unconfirmed" }, "has waited for sign-off again", 'the operation says "succeeded"'],
  ],
  [
    "it waits again, and production cannot be read",
    { production: "", unread: { production: "HTTP 500" } },
    { ...MOVED, ...since(30, "signOff") },
    [{ kind: "unconfirmed" }, "has waited for sign-off again", "could not be read"],
  ],
  [
    "production cannot be read for half an hour, all else says that it is live, and production said otherwise before",
    { ...listed("succeeded"), phase: "live", production: "", unread: { production: "HTTP 500" } },
    { ...SUCCEEDED, ...SEEN_RUNNING, ...since(30, "unread", "success") },
    [{ kind: "unconfirmed" }, "production shows something that could not be read"],
  ],
  [
    "it waits again, and preview cannot be read",
    { preview: "", unread: { preview: "HTTP 500" } },
    { ...MOVED, ...since(30, "signOff") },
    [{ kind: "unconfirmed" }, "has waited for sign-off again", "preview could not be read"],
  ],
  [
    "its operation says something in an unknown word, and the status shows the failure before it",
    { phase: "launchFailed" },
    { ...begun({ phase: "launchFailed" }), ...PONDERS, ...since(29, "unseen") },
    UNSEEN,
  ],
  [
    "for half an hour its operation says something in an unknown word, and the status shows the failure before it",
    { phase: "launchFailed" },
    { ...begun({ phase: "launchFailed" }), ...PONDERS, ...since(30, "unseen") },
    [{ kind: "unconfirmed" }, "nothing has been seen of it for 30 minutes"],
  ],
  [
    "its operation says that it runs, and for half an hour the status shows the failure before it",
    { phase: "launchFailed" },
    { ...begun({ phase: "launchFailed" }), ...RUNS, ...since(30, "unseen") },
    RUNNING,
  ],
  [
    "for half an hour its operation says something in an unknown word, and sign-off waits",
    {},
    { ...PONDERS, ...since(30, "unseen") },
    RUNNING,
  ],
  [
    "it waits again, and production rose",
    { production: "3" },
    { ...MOVED, ...since(30, "signOff") },
    [{ kind: "unconfirmed" }, "has waited for sign-off again", "production shows version 3"],
  ],
  [
    "it waits, the operation has ended, and the list alone says that it runs",
    { submissions: [submission("launch", "running", { id: "L" })] },
    { ...SUCCEEDED, ...since(29, "signOff") },
    [{ kind: "running", operationUrl: "https://service.test/operations/L" }],
  ],
  [
    "it waits, the operation has ended, and for half an hour the list alone says that it runs",
    { submissions: [submission("launch", "running", { id: "L" })] },
    { ...SUCCEEDED, ...since(30, "signOff") },
    [{ kind: "unconfirmed" }, 'operation L (a launch of version 2, "running"), which may have ended'],
  ],
  [
    "another version waits in preview by now, and the operation goes on to run",
    { preview: "3" },
    { ...RUNS, ...since(29, "unseen") },
    [{ kind: "unseen" }],
  ],
  [
    "for half an hour another version waits in preview, and the operation goes on to run",
    { preview: "3" },
    { ...RUNS, ...since(30, "unseen") },
    [{ kind: "unconfirmed" }, "nothing else has been seen of it for 30 minutes"],
  ],
  [
    "another version is being launched, and the operation goes on to run",
    { preview: "3", phase: "launching" },
    { ...RUNS, ...since(30, "unseen") },
    [{ kind: "running" }],
  ],
  [
    "another version waits in preview by now, versions not compared",
    { preview: "3" },
    { ...MOVED, verifyVersion: false, ...since(30, "signOff") },
    [{ kind: "unseen" }],
  ],
  [
    "its operation has ended, whose entry is in an unknown word",
    {
      submissions: [submission("launch", undefined, { operationUrl: "https://service.test/operations/own" })],
    },
    { ...FAILED, operationUrl: "https://service.test/operations/own" },
    [{ kind: "ended", status: "failed", failure: { code: "LAUNCH_FAILED", step: "Live" } }, "failed"],
  ],
  [
    "it waits again, and the operation goes on to run",
    {},
    { ...MOVED, ...RUNS, ...since(29, "signOff") },
    [{ kind: "running" }, 'the operation says "running"', "waits for sign-off again"],
  ],
  [
    "it waits again, and for half an hour the operation goes on to run",
    {},
    { ...MOVED, ...RUNS, ...since(30, "signOff") },
    [{ kind: "unconfirmed" }, "has waited for sign-off again", 'the operation says "running"'],
  ],
  [
    "it waits again, and nothing of it was seen since a POST whose answer was lost",
    {},
    { ...MOVED, ...since(30, "signOff"), searched: true },
    [{ kind: "unseen" }],
  ],
  [
    "it waits again, and something is under way",
    { submissions: [submission("other", "running")] },
    { ...MOVED, ...since(30, "signOff") },
    [{ kind: "unseen" }],
  ],
  [
    "it never stopped waiting, the operation was the publish's",
    {},
    { ...SUCCEEDED, ...since(29, "unseen") },
    [{ kind: "unseen" }],
  ],
  [
    "the same for half an hour",
    {},
    { ...SUCCEEDED, ...since(30, "unseen") },
    [{ kind: "unconfirmed" }, 'the operation says "succeeded", but nothing else has been seen'],
  ],
];

function judge(facts: Facts & { readonly contradictions?: Contradictions }): Judgment {
  return judgeEvidence(weigh(facts), facts, facts.contradictions ?? {});
}

describe("the verdict on a launch", () => {
  for (const [name, table] of Object.entries({ plain: PLAIN, success: SUCCESS, ends: ENDS })) {
    for (const [title, shape, rest, expected] of table) {
      const { kind } = "kind" in expected ? expected : expected[0];
      it(`is ${kind} (${name}): ${title}`, () => {
        const { verdict } = judge({
          declared: "2",
          verifyVersion: true,
          traits: TRAITS,
          beginning: BEGINNING,
          now: NOW,
          ...rest,
          look: lookOf(shape),
        });
        if ("kind" in expected) {
          assert.deepEqual(verdict, expected);
          return;
        }
        const [whole, ...texts] = expected;
        assert.deepEqual(shapeOf(verdict), whole);
        for (const text of texts) assert.ok(wordsOf(verdict).includes(text), wordsOf(verdict));
      });
    }
  }

  it("takes a status for moved when it says something else, and not when it says nothing", () => {
    const phases = ["launching", "live", "readyToLaunch", "unknown", "absent", "unpublished"] as const;
    const moved = phases.filter((phase) => hasMoved(phase, BEGINNING));
    assert.deepEqual(moved, ["launching", "live"]);
    assert.equal(hasMoved("launching", WITHOUT_PHASE), false);
  });

  it("keeps when a contradiction was first seen, and forgets it when it is over", () => {
    const facts = {
      declared: "2",
      verifyVersion: true,
      traits: TRAITS,
      beginning: BEGINNING,
      now: NOW,
      ...FAILED,
    };
    const first = judge({ ...facts, look: lookOf({ phase: "launching" }) });
    assert.deepEqual(first.contradictions, { end: NOW });
    const later = judge({
      ...facts,
      look: lookOf({ phase: "launching" }),
      now: NOW + MINUTE,
      contradictions: first.contradictions,
    });
    assert.deepEqual(later.contradictions, { end: NOW });
    const setBack = judge({
      ...facts,
      look: lookOf({ phase: "launching" }),
      now: NOW - MINUTE,
      contradictions: first.contradictions,
    });
    assert.deepEqual(setBack.contradictions, { end: NOW - MINUTE }, "a clock that was set back");
    const over = judge({ ...facts, ...RUNS, look: lookOf(), contradictions: first.contradictions });
    assert.deepEqual(over.contradictions, {});
    for (const shape of [
      { unread: { status: "HTTP 500" } },
      { unread: { submissions: "HTTP 500" } },
      { unread: { production: "HTTP 500" }, production: "" },
      { phase: "absent" },
      { phase: "unknown" },
    ] as const) {
      const look = lookOf(shape);
      const { contradictions } = judge({ ...facts, ...RUNS, look, contradictions: { end: T0 } });
      assert.deepEqual(contradictions, { end: T0 }, JSON.stringify(shape));
    }
  });
});

describe("a contradiction that is not seen for some time", () => {
  const FACTS = { declared: "2", verifyVersion: true, traits: TRAITS, beginning: BEGINNING };
  const CONTRADICTED = { ...FACTS, ...FAILED, look: lookOf({ phase: "launching" }) };
  const CALM = { ...FACTS, ...RUNS, look: lookOf({ phase: "launching" }) };
  const after = (minutes: number): number => NOW + minutes * MINUTE;
  const judged = (facts: Omit<Facts, "now">, minutes: number, before: Partial<Judgment>): Judgment => {
    const all = { ...facts, now: after(minutes) };
    return judgeEvidence(weigh(all), all, before.contradictions ?? {}, before.paused);
  };

  const first = judged(CONTRADICTED, 0, {});
  const gone = judged(CALM, 5, first);
  const stillGone = judged(CALM, 20, gone);

  it("is paused, and neither seen nor over", () => {
    assert.deepEqual(gone.contradictions, {});
    assert.deepEqual(gone.paused, { end: { since: NOW, absentSince: after(5) } });
    assert.equal(gone.verdict.kind, "running");
    assert.deepEqual(stillGone.paused, gone.paused);
  });

  it("goes on from when it began when it comes back within half an hour", () => {
    const back = judged(CONTRADICTED, 34, stillGone);
    assert.deepEqual(back.contradictions, { end: NOW });
    assert.deepEqual(back.paused, { end: { since: NOW, absentSince: after(5), backSince: after(34) } });
    assert.equal(judged(CONTRADICTED, 29, stillGone).verdict.kind, "running");
    assert.deepEqual(judged(CALM, 36, back).paused, { end: { since: NOW, absentSince: after(36) } });
  });

  it("is watched anew by a run that begins, once it has come and gone", () => {
    const back = judged(CONTRADICTED, 29, stillGone);
    const launch = stateOf({ contradictions: back.contradictions, pausedContradictions: back.paused });
    const next = watchedFrom(launch, after(90));
    assert.deepEqual(next.pausedContradictions, {
      end: { since: NOW, absentSince: after(5), backSince: after(90) },
    });
    assert.equal(watchedFrom(stateOf(), NOW).pausedContradictions, undefined);
    const gonePaused = stateOf({ pausedContradictions: gone.paused });
    assert.deepEqual(watchedFrom(gonePaused, NOW), gonePaused);
  });

  it("says of a success by turns no more than of one that lasts", () => {
    const paused = { success: { since: NOW, absentSince: after(1) } };
    const { verdict } = judged({ ...CALM, look: lookOf(listed("succeeded")) }, 30, { paused });
    assert.ok(verdict.kind === "unconfirmed");
    assert.ok(!verdict.reason.includes("other answers"), verdict.reason);
  });

  it("confirms nothing before it has been seen for half an hour on end", () => {
    const back = judged(CONTRADICTED, 29, stillGone);
    const { verdict } = judged(CONTRADICTED, 30, back);
    assert.ok(verdict.kind === "unconfirmed");
    assert.match(
      verdict.reason,
      /the operation says "failed".*while other answers of the last 30 minutes said otherwise/,
    );
    assert.equal(judged(CONTRADICTED, 58, back).verdict.kind, "unconfirmed");
    const over = judged(CONTRADICTED, 59, back);
    assert.equal(over.verdict.kind, "ended");
    const waits = { ...FACTS, ...MOVED, look: lookOf() };
    const paused = { signOff: { since: NOW, absentSince: after(1) } };
    assert.equal(judged(waits, 30, { paused }).verdict.kind, "unconfirmed");
    assert.equal(judged(waits, 30, { contradictions: { signOff: NOW } }).verdict.kind, "ended");
  });

  it("is over when it has not been seen for half an hour", () => {
    assert.deepEqual(judged(CALM, 34, gone).paused, gone.paused);
    assert.deepEqual(judged(CALM, 35, gone).paused, {});
    const again = judged(CONTRADICTED, 35, stillGone);
    assert.deepEqual(again.contradictions, { end: after(35) });
    assert.equal(again.verdict.kind, "running");
  });

  it("is not paused by a look that could not read everything", () => {
    const look = lookOf({ phase: "launching", unread: { submissions: "HTTP 500" } });
    const blind = judged({ ...CALM, look }, 5, first);
    assert.deepEqual(blind.contradictions, first.contradictions);
    assert.deepEqual(blind.paused, {});
  });

  it("is kept beside another one", () => {
    const other = judged({ ...CALM, look: lookOf(listed("succeeded")) }, 5, first);
    assert.deepEqual(other.contradictions, { success: after(5) });
    assert.deepEqual(other.paused, { end: { since: NOW, absentSince: after(5) } });
  });

  it("began at most now when the clock was set back", () => {
    const before = { contradictions: { end: after(60) } };
    assert.deepEqual(judged(CALM, 5, before).paused, { end: { since: after(5), absentSince: after(5) } });
  });

  it("is forgotten with an end that nothing contradicts", () => {
    const over = judged({ ...CALM, ...FAILED, look: lookOf() }, 10, gone);
    assert.equal(over.verdict.kind, "ended");
    assert.deepEqual(over.paused, {});
  });

  it("keeps a success that production contradicted from counting while production cannot be read", () => {
    const unread = {
      ...listed("succeeded"),
      phase: "live",
      production: "",
      unread: { production: "HTTP 500" },
    };
    const look = lookOf(unread as LookShape);
    const paused = { success: { since: NOW, absentSince: after(20) } };
    const before = { contradictions: { unread: NOW }, paused };
    assert.equal(
      judged({ ...CALM, ...SUCCEEDED, ...SEEN_RUNNING, look }, 30, before).verdict.kind,
      "unconfirmed",
    );
  });

  it("is about the launch before when it began before that launch", () => {
    const before = {
      contradictions: { end: NOW, success: after(2) },
      paused: {
        unread: { since: NOW, absentSince: NOW },
        signOff: { since: after(2), absentSince: after(3) },
      },
    };
    assert.deepEqual(standingFrom(before, after(1)), {
      contradictions: { success: after(2) },
      paused: { signOff: { since: after(2), absentSince: after(3) } },
    });
    assert.deepEqual(standingFrom(before, NOW), before);
  });
});

describe("when a contradiction began", () => {
  const unwatchedMs = { operation: 1, list: 2, status: 4, production: 8 };
  const began = (shape: LookShape, rest: Partial<Facts>): number | undefined => {
    const { contradictions } = judge({
      ...{ declared: "2", verifyVersion: true, traits: TRAITS, beginning: BEGINNING, now: NOW },
      ...rest,
      unwatchedMs,
      look: lookOf(shape),
    });
    const [since] = Object.values(contradictions);
    return since === undefined ? undefined : NOW - since;
  };
  const failed = submission("launch", "failed");
  for (const [title, shape, rest, ms] of [
    ["what the operation says", { phase: "launching" }, FAILED, 1],
    ["what the list says", { phase: "launching", submissions: [failed] }, RUNS, 2],
    ["what the status says", { phase: "launchFailed" }, RUNS, 4],
    ["sign-off that waits again", {}, MOVED, 4],
    ["production that rose", { production: "3", phase: "launching" }, RUNS, 8],
    ["whatever was read last before it", { phase: "launchFailed", submissions: [failed] }, RUNS, 4],
    ["nothing that is seen", {}, {}, 0],
    [
      "an operation that runs, of which the list shows nothing",
      { phase: "unknown", submissions: [submission("launch", "failed", { id: "before" })] },
      RUNS,
      2,
    ],
  ] as const) {
    it(`is reckoned from when it may first have been told: ${title}`, () => {
      assert.equal(began(shape, rest), ms);
    });
  }
});

function wordsOf(verdict: Verdict): string {
  switch (verdict.kind) {
    case "live":
      return verdict.remark ?? "";
    case "ended":
      return `${verdict.status} ${verdict.failure.message}`;
    case "running":
      return verdict.doubt ?? "";
    case "unconfirmed":
      return verdict.reason;
    case "unseen":
      return "";
  }
}
