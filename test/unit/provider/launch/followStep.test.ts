import assert from "node:assert/strict";
import type { Answer, FollowState, FollowTerms } from "../../../../provider/launch/followState";
import { step } from "../../../../provider/launch/followStep";
import { firstQuestion } from "../../../../provider/launch/nextQuestion";
import type { Observation } from "../../../../provider/marketplace/service";
import { lookOf, observation, stateOf, submission, T0, TRAITS } from "../../../support/builders";

const OLD = "https://service.test/operations/old";
const TERMS: FollowTerms = { traits: TRAITS, verifyVersion: true, waitForLive: true };
const MOMENT = { now: T0, at: 0 };
const RUNS = { status: "running", problems: [] } as const;
const NO_ANSWER: Answer = { kind: "noAnswer" };

function following(rest: Partial<FollowState> = {}): FollowState {
  return {
    launch: stateOf({
      operationUrl: OLD,
      beginning: { at: T0, preview: "2", production: "1", phase: "readyToLaunch", endedBefore: [] },
    }),
    misses: 0,
    failures: 0,
    dismissed: [],
    askedAt: { status: 0, list: 0, production: 0 },
    quietAt: { operation: 0, list: 0, status: 0, production: 0 },
    operationLast: false,
    doubted: false,
    seen: "",
    trouble: "",
    ...rest,
  };
}

function said(seen: Observation | undefined): Answer {
  return { kind: "operation", url: OLD, observation: seen };
}

/** The state after each answer in turn. */
function after(answers: readonly Answer[], start = following()): FollowState {
  return answers.reduce((state, answer) => step(state, answer, TERMS, MOMENT).state, start);
}

describe("an operation that is followed", () => {
  it("is not asked any more after three answers in a row that make no sense", () => {
    const twice = after([said(undefined), said(undefined)]);
    assert.equal(twice.launch.operationUrl, OLD);
    const interrupted = after([said(observation("running")), said(undefined)], twice);
    assert.deepEqual([interrupted.misses, interrupted.launch.operationUrl], [1, OLD]);
    const thrice = after([said(undefined)], twice);
    assert.equal(thrice.launch.operationUrl, undefined);
    assert.deepEqual(thrice.dismissed, [OLD]);
  });

  it("is not asked any more once it names an earlier version, and what it claimed is forgotten", () => {
    const other = after([said(observation("succeeded", { version: "1" }))], following({ claim: RUNS }));
    assert.deepEqual([other.launch.operationUrl, other.claim], [undefined, undefined]);
    assert.deepEqual(other.dismissed, [OLD]);
  });

  it("runs no longer by its last word when it makes no sense; an end that it told is kept", () => {
    const failed = { status: "failed", problems: [] } as const;
    assert.equal(after([said(undefined)], following({ claim: RUNS })).claim, undefined);
    assert.deepEqual(after([said(undefined)], following({ claim: failed })).claim, failed);
  });

  it("loses its last word after three failures in a row, when the offer is asked instead", () => {
    const twice = after([NO_ANSWER, NO_ANSWER], following({ claim: RUNS }));
    assert.deepEqual(twice.claim, RUNS);
    const third = step(twice, NO_ANSWER, TERMS, MOMENT);
    assert.deepEqual(third.next, { kind: "ask", what: "offer" });
    assert.equal(third.state.claim, undefined);
  });

  it("is asked again after an end that the offer contradicts, since its address may be that of a later launch", () => {
    const canceled = { status: "canceled", problems: [] } as const;
    const followed = following({ claim: canceled });
    assert.equal(firstQuestion(followed, TERMS, MOMENT), "offer");
    const doubted: FollowState = { ...followed, doubted: true };
    assert.equal(firstQuestion(doubted, TERMS, MOMENT), "operation");
    assert.deepEqual(after([said(observation("running"))], doubted).claim, RUNS);
    const silent = step(doubted, NO_ANSWER, TERMS, MOMENT);
    assert.deepEqual([silent.state.claim, silent.next], [canceled, { kind: "ask", what: "offer" }]);
    assert.deepEqual(after([NO_ANSWER, NO_ANSWER, NO_ANSWER], doubted).claim, canceled);
  });

  it("is replaced by the one that the list names, without the old one's claim", () => {
    const listed = submission("launch", "running");
    const seen = after(
      [{ kind: "offer", look: lookOf({ submissions: [listed] }) }],
      following({ claim: RUNS }),
    );
    assert.equal(seen.launch.operationUrl, listed.operationUrl);
    assert.equal(seen.claim, undefined);
  });

  it("is never one that was dismissed before, however many there are", () => {
    const listed = submission("launch", "running", { operationUrl: OLD });
    const dismissed = following({ dismissed: ["https://service.test/operations/first"] });
    const seen = after(
      [...[1, 2, 3].map(() => said(undefined)), { kind: "offer", look: lookOf({ submissions: [listed] }) }],
      dismissed,
    );
    assert.equal(seen.launch.operationUrl, undefined);
    assert.deepEqual(seen.dismissed, ["https://service.test/operations/first", OLD]);
  });
});
