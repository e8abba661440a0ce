import assert from "node:assert/strict";
import { probe } from "../../bench/holding";
import type { ImportCost } from "../../bench/importProbe";
import type { Unchanged } from "../../bench/unchangedProbe";

describe("network code", function () {
  this.timeout(30_000);

  it("is not loaded by importing the package", async () => {
    assert.deepEqual((await probe<ImportCost>("importProbe")).network, []);
  });

  it("is not loaded by check and diff of an unchanged launch, which ask nobody", async () => {
    const { requests, network } = await probe<Unchanged>("unchangedProbe");
    assert.deepEqual({ requests, network }, { requests: 0, network: [] });
  });
});
