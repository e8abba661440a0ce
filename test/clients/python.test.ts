import assert from "node:assert/strict";
import sinon from "sinon";
import { pythonWith } from "./support/python";

describe("clients: a machine without Python", () => {
  const PATH = "/nowhere";

  it("skips them with a loud line", async () => {
    const write = sinon.stub(process.stderr, "write").returns(true);
    try {
      assert.equal(await pythonWith(["cloudpub"], { PATH }), undefined);
      assert.match(
        String(write.firstCall.args[0]),
        /^\n!!! SKIPPED: Python 3\.9 or later with venv is missing/,
      );
    } finally {
      write.restore();
    }
  });

  it("fails in continuous integration", async () => {
    await assert.rejects(
      pythonWith(["cloudpub"], { PATH, CI: "true" }),
      /Python 3\.9 or later with venv is missing/,
    );
  });
});
