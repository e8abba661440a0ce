import assert from "node:assert/strict";
import { playPlugin } from "./support/pluginScene";
import { green, NAME, red } from "./support/scene";

describe("the provider plugin on the real engine", function () {
  this.timeout(300_000);

  it("a new version is previewed, launched, left alone, bumped and forgotten", async () => {
    await playPlugin({}, async (scene) => {
      const { stack, simulator } = scene;
      const preview = await stack.preview();
      green(preview);
      assert.match(preview.text, /contoso\/vm: up would launch version 2, which is ready/);
      assert.equal(scene.posts(), 0);

      const up = await stack.up();
      green(up);
      assert.match(up.text, /step 2\/4 \d+%: Provisioning, waited/, "progress on the row");
      assert.equal(await scene.output("status"), "succeeded");
      assert.equal(await scene.output("liveVersion"), "2");
      assert.equal((await scene.stored())?.id, NAME);

      const before = simulator.requests.length;
      const unchanged = await stack.up();
      green(unchanged);
      assert.equal(unchanged.changes["same"], 2);
      green(await stack.preview());
      assert.equal(simulator.requests.length, before, "an unchanged launch costs no request");

      simulator.publish(NAME, { duration: 0 });
      scene.declared = { ...scene.declared, offerVersion: "3" };
      const bumped = await stack.preview();
      assert.match(bumped.text, /up would launch version 3, which is ready \(live now: version 2/);
      assert.equal(bumped.changes["update"], 1);
      green(await stack.up());
      assert.equal(await scene.output("liveVersion"), "3");
      assert.equal(scene.posts(), 2);

      const destroyed = await stack.destroy();
      green(destroyed);
      assert.match(destroyed.text, /nothing is taken off sale/);
      assert.equal(simulator.offer(NAME).productionVersion, 3);
    });
  });

  it("bad input is told in preview, all of it, before any request", async () => {
    await playPlugin({}, async (scene) => {
      scene.declared = { ...scene.declared, offerId: "a/b", offerVersion: "-1", waitForlive: true };
      red(
        await scene.stack.preview(),
        /offerId must be 1 to 100 letters/,
        /offerVersion must be the publish number/,
        /[Dd]id you mean waitForLive\?/,
      );
      assert.equal(scene.simulator.requests.length, 0);
    });
  });
});
