import assert from "node:assert/strict";
import { OfferGoLive, PLUGIN_TYPE, playPlugin } from "./support/pluginScene";
import { green, NAME, red } from "./support/scene";

describe("the state of a launch through the provider plugin", function () {
  this.timeout(300_000);

  it("customTimeouts hold for create and update, and a refresh shows the launch as unfinished", async () => {
    await playPlugin({ launchTime: 60_000 }, async (scene) => {
      const { stack } = scene;
      scene.options = { customTimeouts: { create: "2s" } };
      red(await stack.up(), /This run stopped waiting\. The launch goes on.*\[TIMED_OUT\]/);
      const refresh = await stack.refresh();
      assert.match(refresh.text, /the launch of version 2 of contoso\/vm is running/);
      const refreshed = await scene.stored();
      assert.equal(refreshed?.outputs?.["status"], "running");
      assert.match(String(refreshed.initErrors), /is running/);
      scene.options = { customTimeouts: { create: "1h", update: "1s" } };
      const preview = await stack.preview();
      green(preview);
      assert.match(preview.text, /version 2/);
      const began = performance.now();
      red(await stack.up(), /\[TIMED_OUT\]/);
      assert.ok(performance.now() - began < 20_000, "not the hour of the create");
      assert.equal(scene.posts(), 1);
    });
  });

  it("names on the row what changed", async () => {
    await playPlugin({ launchTime: 50 }, async (scene) => {
      const { stack, simulator } = scene;
      green(await stack.up());
      simulator.publish(NAME, { duration: 0 });
      scene.declared = { ...scene.declared, offerVersion: "3" };
      const { events } = await stack.preview();
      const steps = events.flatMap(({ resourcePreEvent }) => resourcePreEvent?.metadata ?? []);
      const step = steps.find(({ type }) => type === PLUGIN_TYPE);
      assert.equal(step?.op, "update");
      assert.deepEqual(Object.keys(step.detailedDiff ?? {}), ["offerVersion"]);
    });
  });

  it("with ignoreChanges another version launches nothing", async () => {
    await playPlugin({ launchTime: 50 }, async (scene) => {
      green(await scene.stack.up());
      scene.simulator.publish(NAME, { duration: 0 });
      scene.declared = { ...scene.declared, offerVersion: "3" };
      scene.options = { ignoreChanges: ["offerVersion"] };
      const up = await scene.stack.up();
      green(up);
      assert.equal(up.changes["same"], 2);
      assert.equal(scene.posts(), 1);
    });
  });

  describe("import", () => {
    it("the option import takes over the version that is live, without a launch, and then leaves it alone", async () => {
      await playPlugin({}, async (scene) => {
        scene.simulator.goLive(NAME, { duration: 0 });
        scene.options = { import: NAME };
        const up = await scene.stack.up();
        green(up);
        const stored = await scene.stored();
        assert.equal(stored?.id, NAME);
        assert.equal(stored.outputs?.["origin"], "alreadyLive");
        assert.equal(stored.outputs["status"], "succeeded");
        assert.equal(stored.outputs["liveVersion"], "2");
        scene.options = {};
        const unchanged = await scene.stack.up();
        green(unchanged);
        assert.equal(unchanged.changes["same"], 2);
        assert.equal(scene.posts(), 0);
      });
    });

    it("an offer that is not there, one that was never live, and an id that is none say so", async () => {
      await playPlugin({}, async (scene) => {
        scene.options = { import: "contoso/nothing" };
        red(await scene.stack.up(), /OFFER_UNKNOWN/);
        scene.options = { import: NAME };
        red(await scene.stack.up(), /no version of it is live.*\[NOTHING_LIVE\]/);
        scene.options = { import: "vm" };
        red(
          await scene.stack.up(),
          /must be PUBLISHER\/OFFER, such as contoso\/vm.*got "vm": offerId is required/,
        );
        assert.equal(await scene.stored(), undefined);
        assert.equal(scene.posts(), 0);
      });
    });

    it("get reads an offer that another stack launched", async () => {
      await playPlugin({}, async (scene) => {
        scene.simulator.goLive(NAME, { duration: 0 });
        const stack = await scene.workspace.stack(
          () => {
            const found = new OfferGoLive("found", {}, { id: NAME });
            return Promise.resolve({ live: found.liveVersion });
          },
          {
            name: "reader",
            env: scene.environment,
            config: { "azure-marketplace:endpoint": scene.simulator.url },
          },
        );
        green(await stack.up());
        assert.equal((await stack.outputs())["live"]?.value, "2");
      });
    });
  });
});
