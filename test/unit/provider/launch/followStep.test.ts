import assert from "node:assert/strict";
import type { Answer, FollowState, FollowTerms } from "../../../../provider/launch/followState";
import { step } from "../../../../provider/launch/followStep";
import { firstQuestion, untilJudged, unwatched } from "../../../../provider/launch/nextQuestion";
import type { Observation, OfferPhase, Submission } from "../../../../provider/marketplace/service";
import {
  EXACT,
  followStateOf,
  lookOf,
  observation,
  stateOf,
  submission,
  T0,
  TRAITS,
} from "../../../support/builders";

const OLD = "https://service.test/operations/old";
const TERMS: FollowTerms = { traits: TRAITS, verifyVersion: true, waitForLive: true };
const MOMENT = { now: T0, at: 0 };
const RUNS = { status: "running", problems: [] } as const;
const FAILED = { status: "failed", problems: [] } as const;
const NO_ANSWER: Answer = { kind: "noAnswer" };

function following(rest: Partial<FollowState> = {}): FollowState {
  const beginning = {
    at: T0,
    preview: "2",
    production: "1",
    phase: "readyToLaunch",
    endedBefore: [],
  } as const;
  return followStateOf({ launch: stateOf({ operationUrl: OLD, beginning }), ...rest });
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
    const other = after([said(observation("succeeded", { version: "1" }))], following({ claim: FAILED }));
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

const OWN = { operation: "https://service.test/operations/own" };

describe("a document of the offer that is read alone", () => {
  /** Version 2 was posted, while an earlier launch of it had ended. */
  const posted = following({
    claim: RUNS,
    operationLast: true,
    launch: stateOf({
      operationUrl: OWN.operation,
      beginning: {
        at: T0,
        preview: "2",
        production: "1",
        phase: "readyToLaunch",
        endedBefore: ["before"],
      },
    }),
  });
  const next = (answer: Answer, state = posted): string => {
    const { next: what } = step(state, answer, TERMS, { now: T0 + 1, at: 1 });
    return what.kind === "ask" ? what.what : what.kind === "end" ? what.value.kind : what.kind;
  };
  const listed = (...entries: readonly Submission[]): Answer => ({ kind: "list", submissions: entries });
  const status = (phase: OfferPhase): Answer => ({ kind: "status", status: lookOf({ phase }).status });

  it("is enough when production holds the declared version", () => {
    assert.equal(next({ kind: "production", version: "2" }), "live");
    assert.equal(next({ kind: "production", version: "1" }), "operation");
    assert.equal(next({ kind: "production", version: undefined }), "operation");
    const unverified = { ...TERMS, verifyVersion: false };
    const { next: asked } = step(posted, { kind: "production", version: "2" }, unverified, MOMENT);
    assert.deepEqual(asked, { kind: "ask", what: "operation" });
  });

  it("has the whole offer read when production shows another version than before", () => {
    const { state } = step(posted, { kind: "production", version: "3" }, TERMS, MOMENT);
    assert.equal(state.doubted, true);
    assert.equal(next(said(observation("running")), state), "offer");
    const same = step(posted, { kind: "production", version: "1" }, TERMS, MOMENT).state;
    assert.equal(next(said(observation("running")), same), "again");
  });

  it("says nothing new when the status shows a launch", () => {
    assert.equal(next(status("launching")), "again");
  });

  it("has production read when status or list tell a success, and else the operation", () => {
    assert.equal(next(status("live")), "production");
    assert.equal(next(status("launchFailed")), "operation");
    assert.equal(next(listed(submission("launch", "succeeded"))), "production");
    assert.equal(next(listed(submission("launch", "failed"))), "operation");
    assert.equal(next({ kind: "list", submissions: undefined }), "operation");
  });

  const ENDED = submission("launch", "failed");
  const { version: _version, ...UNNUMBERED } = ENDED;
  const { changedAt: _changedAt, ...UNTIMED } = UNNUMBERED;
  const entries: readonly (readonly [title: string, entry: Submission, told: boolean])[] = [
    ["a launch that runs", submission("launch", "running"), false],
    ["a publish", submission("publish", "succeeded"), false],
    ["a launch in an unknown word", submission("launch", undefined), false],
    ["one that had ended before", { ...ENDED, id: "before" }, false],
    ["one of another version", { ...ENDED, version: "1" }, false],
    [
      "the one that is followed, of whatever number",
      { ...ENDED, version: "9", operationUrl: OWN.operation },
      true,
    ],
    ["one without a version, since then", UNNUMBERED, true],
    ["one without a version, before then", { ...UNNUMBERED, changedAt: T0 - 1 }, false],
    ["one without version and time", UNTIMED, true],
  ];
  for (const [title, entry, told] of entries) {
    it(`${told ? "tells" : "does not tell"} an end in the list: ${title}`, () => {
      assert.equal(next(listed(entry)), told ? "operation" : "again");
    });
  }
});

describe("what a look begins with", () => {
  const MINUTE = 60_000;
  const calm = following({ claim: RUNS, operationLast: true });
  const at = (minutes: number, state = calm, terms = TERMS): string =>
    firstQuestion(state, terms, { now: T0, at: minutes * MINUTE });

  it("is the operation, and a document of the offer that is due in its place, every other time", () => {
    const asked = { status: 10 * MINUTE, list: 0, production: 10 * MINUTE };
    assert.equal(at(14), "operation");
    assert.equal(at(15), "status");
    assert.equal(at(15, { ...calm, askedAt: asked }), "list");
    assert.equal(at(15, { ...calm, operationLast: false }), "operation");
    assert.equal(at(20, { ...calm, operationLast: false }), "production");
    assert.equal(at(20, { ...calm, doubted: true }), "operation");
    assert.equal(at(20, { ...calm, claim: undefined }), "operation");
  });

  it("is the whole offer in place of the operation where one thing is asked at a time", () => {
    const terms = { ...TERMS, traits: EXACT };
    assert.equal(at(14, calm, terms), "operation");
    assert.equal(at(15, calm, terms), "offer");
    assert.equal(at(15, { ...calm, operationLast: false }, terms), "operation");
    assert.equal(at(1, { ...calm, doubted: true }, terms), "offer");
  });

  it("leaves no end unwatched for longer than twenty minutes, and none that is looked at every five", () => {
    const quietAt = { operation: 0, list: 10 * MINUTE, status: -60 * MINUTE, production: 15 * MINUTE };
    assert.deepEqual(unwatched({ ...calm, quietAt }, { now: T0, at: 20 * MINUTE }), {
      operation: 15 * MINUTE,
      list: 5 * MINUTE,
      status: 20 * MINUTE,
      production: 0,
    });
  });

  it("comes no later than the first contradiction is old enough to be judged", () => {
    assert.equal(untilJudged({}, MOMENT), undefined);
    assert.equal(untilJudged({ end: T0 - 29 * MINUTE, success: T0 - MINUTE }, MOMENT), MINUTE);
    assert.equal(untilJudged({ end: T0 - 31 * MINUTE }, MOMENT), undefined);
  });
});
