import assert from "node:assert/strict";
import { OfferGoLive as DynamicOfferGoLive } from "../../provider";
import { OfferGoLive, PLUGIN_TYPE, playPlugin, type PluginScene } from "./support/pluginScene";
import type { EngineRun } from "./support/engineStack";
import { green, NAME, red, TYPE } from "./support/scene";

/** The launches in the state, by type. */
async function launches({ stack }: PluginScene): Promise<readonly string[]> {
  const { resources } = await stack.state();
  return resources.map(({ type }) => type).filter((type) => type === TYPE || type === PLUGIN_TYPE);
}

function onlyMoved(run: EngineRun): void {
  green(run);
  assert.equal(run.changes["same"], 2, run.text);
}

describe("a stack that moves from one door to the other", function () {
  this.timeout(300_000);

  const dynamic = (scene: PluginScene): unknown =>
    new DynamicOfferGoLive(
      "offer",
      { publisherId: "contoso", offerId: "vm", offerVersion: 2, timeout: "2m" },
      { aliases: [{ type: PLUGIN_TYPE }], ...scene.options },
    );
  // The alias is what generated SDKs and YAML take from the schema.
  const plugin = (scene: PluginScene): unknown =>
    new OfferGoLive("offer", scene.declared, { aliases: [{ type: TYPE }], ...scene.options });

  it("from the dynamic resource to the plugin, and back, changes nothing and launches nothing", async () => {
    await playPlugin({ launchTime: 50 }, async (scene) => {
      const { stack } = scene;
      scene.make = dynamic;
      green(await stack.up());
      assert.deepEqual(await launches(scene), [TYPE]);

      scene.make = plugin;
      const preview = await stack.preview();
      onlyMoved(preview);
      onlyMoved(await stack.up());
      assert.deepEqual(await launches(scene), [PLUGIN_TYPE]);
      green(await stack.refresh());
      const { outputs = {}, inputs = {} } = (await scene.stored()) ?? {};
      assert.deepEqual(
        [...Object.keys(outputs), ...Object.keys(inputs)].filter((name) => name.startsWith("__")),
        [],
        "a refresh leaves nothing of the dynamic resource",
      );
      onlyMoved(await stack.up());

      scene.make = dynamic;
      green(await stack.up());
      assert.deepEqual(await launches(scene), [TYPE]);
      green(await stack.refresh());
      onlyMoved(await stack.up());
      assert.equal(scene.posts(), 1);
    });
  });

  it("back without a refresh between: 2 unchanged both ways", async () => {
    await playPlugin({ launchTime: 50 }, async (scene) => {
      const { stack } = scene;
      scene.make = dynamic;
      green(await stack.up());
      scene.make = plugin;
      onlyMoved(await stack.up());
      scene.make = dynamic;
      onlyMoved(await stack.up());
      green(await stack.refresh());
      onlyMoved(await stack.up());
      assert.equal(scene.posts(), 1);
    });
  });

  it("a launch under way moves along, and ends without another POST", async () => {
    await playPlugin({ launchTime: 9_000 }, async (scene) => {
      const { stack } = scene;
      scene.make = () =>
        new DynamicOfferGoLive("offer", {
          publisherId: "contoso",
          offerId: "vm",
          offerVersion: 2,
          timeout: "2s",
        });
      red(await stack.up(), /\[TIMED_OUT\]/);
      scene.make = plugin;
      scene.options = { customTimeouts: { update: "1s" } };
      red(await stack.up(), /\[TIMED_OUT\]/);
      scene.make = dynamic;
      scene.options = {};
      green(await stack.up());
      const { resources } = await stack.state();
      const launch = resources.find(({ type }) => type === TYPE);
      assert.equal(launch?.outputs?.["status"], "succeeded");
      assert.equal(launch.outputs["origin"], "launched");
      assert.equal(scene.posts(), 1);
      assert.equal(scene.simulator.offer(NAME).productionVersion, 2);
    });
  });
});
