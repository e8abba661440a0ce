import assert from "node:assert/strict";
import { unlessAborted } from "../../../scripts/interruption";

describe("scripts: interruption", () => {
  const never = new Promise<number>(() => undefined);
  const reason = new Error("ended");

  it("gives the result when nothing interrupts it", async () => {
    assert.equal(await unlessAborted(Promise.resolve(1), new AbortController().signal), 1);
    assert.equal(await unlessAborted(Promise.resolve(1), undefined), 1);
  });

  it("waits no longer once it is interrupted", async () => {
    const controller = new AbortController();
    const work = unlessAborted(never, controller.signal);
    controller.abort(reason);
    await assert.rejects(work, reason);
    await assert.rejects(unlessAborted(never, controller.signal), reason);
  });
});
