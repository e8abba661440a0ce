import assert from "node:assert/strict";
import { PLUGIN_DOOR, type Launch } from "./support/doors";
import { announcedAnHourEarlier } from "./support/editState";
import { playOptions, playTwoServices, type OptionScene, type SceneOptions } from "./support/optionScene";
import { retryFailure, retryLostResponse } from "./support/retryScenes";
import { shutPolicies } from "./support/shutPolicies";
import { green, NAME, red } from "./support/scene";

const PLUGIN: SceneOptions = { door: PLUGIN_DOOR, launchTime: 50 };

function play(options: SceneOptions, act: (scene: OptionScene) => Promise<void>): Promise<void> {
  return playOptions({ ...PLUGIN, ...options }, act);
}

describe("options of a resource, through the provider plugin on the real engine", function () {
  this.timeout(300_000);

  describe("an error hook that retries", () => {
    it("launches a version once that fails, and is told the same failure again", () =>
      play({ config: { "azure-marketplace:maxLaunches": "1" } }, retryFailure));

    it("sends no second request after a lost answer", () =>
      play({}, (scene) => retryLostResponse(scene, "1s")));
  });

  describe("a replacement that the engine decided", () => {
    for (const options of [
      { replaceOnChanges: ["*"] },
      { replaceOnChanges: ["*"], deleteBeforeReplace: true },
    ]) {
      it(`launches no failed version again, past no policy: ${Object.keys(options).join(", ")}`, async () => {
        await play({}, async (scene) => {
          const { stack, simulator } = scene;
          scene.options = () => options;
          simulator.failNextLaunch(NAME, { messages: ["No quota"] });
          red(await stack.up(), /No quota.*\[LAUNCH_FAILED\]/);
          red(await stack.up(await shutPolicies(scene.workspace)), /\[REPLACED_BY_ENGINE\]/);
          assert.equal(scene.posts(), 1);
          assert.match((await stack.preview()).text, /REPLACED_BY_ENGINE|LAUNCH_FAILED/);
          const urn = (await scene.stored())?.urn ?? "";
          green(await stack.up({ replace: [urn] }));
          assert.equal(scene.posts(), 2);
        });
      });
    }

    it("launches another version", async () => {
      await play({}, async (scene) => {
        scene.options = () => ({ replaceOnChanges: ["*"] });
        green(await scene.stack.up());
        scene.simulator.publish(NAME, { duration: 0 });
        scene.declared = { ...scene.declared, offerVersion: 3 };
        green(await scene.stack.up());
        assert.equal(scene.posts(), 2);
        assert.equal(await scene.output("liveVersion"), "3");
      });
    });
  });

  it("another endpoint under the same state is looked at, and what is ready there is launched", async () => {
    await playTwoServices(PLUGIN, async (scene, other) => {
      const { stack } = scene;
      green(await stack.up());
      await scene.cli("config", "set", "azure-marketplace:endpoint", other.url);
      const preview = await stack.preview();
      assert.match(preview.text, /up would launch version 2, which is ready/);
      assert.equal(other.requests.filter(({ method }) => method !== "GET").length, 0);
      green(await stack.up());
      assert.equal(other.offer(NAME).productionVersion, 2);
      assert.equal(scene.posts(), 1, "nothing more at the first one");
      await scene.cli("config", "set", "azure-marketplace:endpoint", scene.simulator.url);
      green(await stack.up());
      assert.equal(scene.posts(), 1, "live there already");
    });
  });

  it("policies hold up no offer that is live for a run that targets something else, and no new one passes", async () => {
    await play({ offers: [`${NAME}@2`, "contoso/app@2"] }, async (scene) => {
      const { stack } = scene;
      green(await stack.up());
      const vm = (await scene.stored())?.urn ?? "";
      await scene.editState(announcedAnHourEarlier);

      // The program declares another launch beside the one that is live.
      const more: Launch[] = [];
      scene.options = () => {
        more.push(PLUGIN_DOOR.declare("app", { ...scene.declared, offerId: "app" }));
        return {};
      };
      const closed = await shutPolicies(scene.workspace);
      const app = vm.replace(/offer$/, "app");
      const aimed = await stack.preview({ ...closed, target: [app] });
      red(aimed, /contoso\/app/);
      assert.doesNotMatch(aimed.text, /contoso\/vm \(stack/, "the live one is held up");
      red(await stack.up({ ...closed, target: [app] }), /launches are frozen/);
      const left = await stack.up({ ...closed, exclude: [app] });
      green(left);
      assert.equal(scene.posts(), 1);
    });
  });
});
