import assert from "node:assert/strict";
import type { LaunchState } from "../../../../provider/decision/launchState";
import { notWaitingText } from "../../../../provider/launch/outcome";
import { stateOf } from "../../../support/builders";

describe("the last message of a run that does not wait", () => {
  const rows: readonly (readonly [string, Partial<LaunchState>, string])[] = [
    ["accepted, for its own request", { origin: "launched" }, "version 2 accepted, not waiting"],
    ["launching, for one that ran already", { origin: "adopted" }, "version 2 is launching, not waiting"],
    [
      "maybe launching, without a response",
      { origin: "launched", status: "indeterminate" },
      "version 2 may be launching, not waiting",
    ],
  ];
  for (const [title, state, expected] of rows) {
    it(`calls the launch ${title}`, () => {
      assert.equal(notWaitingText(stateOf(state)), `${expected}; "follow" or the next up tells the end`);
    });
  }

  const seen: readonly (readonly [string, string, string])[] = [
    ["the step", "step 2/4 50%: Certification", "step 2 of 4"],
    ["a step without a percentage", "step 2/4: Certification", "step 2 of 4"],
    [
      "a step with a problem",
      "step 2/4 50%: Certification - reported: No quota",
      "step 2 of 4 - reported: No quota",
    ],
    ["a step without a number", "step Certification 50%", "step Certification 50%"],
    ["the word of the service", "running", "running"],
  ];
  for (const [title, words, expected] of seen) {
    it(`says what was seen last: ${title}`, () => {
      assert.equal(
        notWaitingText(stateOf({}), words),
        `version 2 accepted (${expected}), not waiting; "follow" or the next up tells the end`,
      );
    });
  }
});
