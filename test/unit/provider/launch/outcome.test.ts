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

  it("says what was seen last", () => {
    assert.match(notWaitingText(stateOf({}), "step 2/4"), /^version 2 accepted \(step 2\/4\), not waiting;/);
  });
});
