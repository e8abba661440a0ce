import assert from "node:assert/strict";
import { lookWhole, MAX_LOOK_MS } from "../../../../provider/launch/wholeLook";
import { virtualClock } from "../../../../support/virtualClock";
import { lookOf } from "../../../support/builders";

describe("one look at all documents", () => {
  for (const [title, stoppedMs, isAsleep, reads] of [
    ["is made once", 0, false, 1],
    ["is made once when it takes long", MAX_LOOK_MS - 1, false, 1],
    ["is made again when the process was stopped meanwhile", MAX_LOOK_MS, false, 2],
    ["is made again when the machine slept meanwhile", MAX_LOOK_MS, true, 2],
  ] as const) {
    it(title, async () => {
      const clock = virtualClock();
      let count = 0;
      const read = (): Promise<ReturnType<typeof lookOf>> => {
        count += 1;
        if (count === 1) clock.stop(stoppedMs, isAsleep);
        return Promise.resolve(lookOf({}));
      };
      await lookWhole(read, clock);
      assert.equal(count, reads);
    });
  }
});
