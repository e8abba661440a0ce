import assert from "node:assert/strict";
import { OfferGoLive, PLUGIN_TYPE, playPlugin } from "./support/pluginScene";
import { green, NAME, red } from "./support/scene";

describe("the state of a launch through the provider plugin", function () {
  this.timeout(300_000);

  it("a failed launch tells why, again on the next up, and is launched again by --replace", async () => {
    await playPlugin({}, async (scene) => {
      const { stack, simulator } = scene;
      simulator.failNextLaunch(NAME, { messages: ["<p>No <b>quota</b></p>"] });
      red(
        await stack.up(),
        /failed in step "Live": No quota.*\[LAUNCH_FAILED\]/,
        /pulumi up --replace 'urn:pulumi:test::e2e::azure-marketplace:index:OfferGoLive::offer'/,
      );
      assert.equal(await scene.output("status"), "failed");
      assert.match(String((await scene.stored())?.initErrors), /No quota/);
      red(await stack.up(), /No quota.*\[LAUNCH_FAILED\]/);
      assert.equal(scene.posts(), 1);
      const urn = (await scene.stored())?.urn ?? "";
      green(await stack.up({ replace: [urn] }));
      assert.equal(scene.posts(), 2);
      assert.equal(await scene.output("status"), "succeeded");
    });
  });

  it("a timeout by customTimeouts keeps the launch, refresh shows it as unfinished, the next up resumes it", async () => {
    await playPlugin({ launchTime: 12_000 }, async (scene) => {
      const { stack } = scene;
      scene.options = { customTimeouts: { create: "2s" } };
      red(await stack.up(), /This run stopped waiting\. The launch goes on.*\[TIMED_OUT\]/);
      assert.equal(await scene.output("status"), "running");
      const refresh = await stack.refresh();
      assert.match(refresh.text, /the launch of version 2 of contoso\/vm is running/);
      const refreshed = await scene.stored();
      assert.equal(refreshed?.outputs?.["status"], "running");
      assert.match(String(refreshed.initErrors), /is running/);
      scene.options = { customTimeouts: { create: "2s", update: "2m" } };
      const preview = await stack.preview();
      green(preview);
      assert.match(preview.text, /version 2/);
      const resumed = await stack.up();
      green(resumed);
      assert.equal(resumed.changes["update"], 1);
      const stored = await scene.stored();
      assert.equal(stored?.outputs?.["status"], "succeeded");
      assert.equal(stored.outputs["origin"], "launched");
      assert.equal(stored.initErrors, undefined);
      assert.equal(scene.posts(), 1);
    });
  });

  it("refresh warns of what somebody else launched, changes no settled status, and launches nothing", async () => {
    await playPlugin({ launchTime: 50 }, async (scene) => {
      const { stack, simulator } = scene;
      green(await stack.up());
      simulator.publish(NAME, { duration: 0 });
      simulator.goLive(NAME, { duration: 0 });
      const refresh = await stack.refresh();
      green(refresh);
      assert.match(refresh.text, /version 3 is live, but this stack launched version 2/);
      assert.equal(await scene.output("status"), "succeeded");
      assert.equal(await scene.output("liveVersion"), "3");
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
