import assert from "node:assert/strict";
import { ErrorHook } from "@pulumi/pulumi";
import { green, NAME, red } from "./support/scene";
import { playOptions, type OptionScene } from "./support/optionScene";

/** Retries as a cautious team would write it: a few times, whatever the error. */
function retrying(scene: OptionScene, attempts: number): () => number {
  let calls = 0;
  scene.options = () => {
    const again = new ErrorHook("again", () => Promise.resolve(++calls < attempts));
    return { hooks: { onError: [again] } };
  };
  return () => calls;
}

describe("an error hook that retries, on the real engine", function () {
  this.timeout(300_000);

  it("launches a version once that fails, and tells the same failure again", async () => {
    await playOptions({}, async (scene) => {
      const calls = retrying(scene, 4);
      scene.simulator.failNextLaunch(NAME, { messages: ["No quota"] });
      red(await scene.stack.up(), /No quota.*\[LAUNCH_FAILED\]/);
      assert.ok(calls() >= 2, `${calls()} calls of the hook`);
      assert.equal(scene.posts(), 1);
      assert.equal(await scene.output("status"), "failed");
    });
  });

  it("sends no second request after a lost answer", async () => {
    await playOptions({}, async (scene) => {
      retrying(scene, 4);
      scene.declared = { ...scene.declared, timeout: "2s" };
      scene.simulator.fault({ match: { method: "POST", path: "/golive" }, reset: "before" });
      red(await scene.stack.up(), /\[LAUNCH_INDETERMINATE\]/);
      assert.equal(scene.posts(), 1);
      assert.equal(await scene.output("status"), "indeterminate");
    });
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
