import assert from "node:assert/strict";
import { green, NAME } from "./support/scene";
import { playOptions } from "./support/optionScene";
import { retryFailure, retrying, retryLostResponse } from "./support/retryScenes";

describe("an error hook that retries, on the real engine", function () {
  this.timeout(300_000);

  it("launches a version once that fails, and tells the same failure again", async () => {
    await playOptions({}, retryFailure);
  });

  it("sends no second request after a lost answer", async () => {
    await playOptions({}, (scene) => retryLostResponse(scene, "2s"));
  });

  it("goes on with an update whose time was up, within maxLaunches", async () => {
    await playOptions({ launchTime: 5_000, env: { AZURE_MARKETPLACE_MAX_LAUNCHES: "1" } }, async (scene) => {
      green(await scene.stack.up());
      scene.simulator.publish(NAME, { duration: 0 });
      retrying(scene, 6);
      scene.declared = { ...scene.declared, offerVersion: 3, timeout: "2s" };
      green(await scene.stack.up());
      assert.equal(scene.posts(), 2);
      assert.equal(await scene.output("liveVersion"), "3");
    });
  });
});
