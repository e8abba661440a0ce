import assert from "node:assert/strict";
import { OfferGoLive } from "../../provider";
import { startSimulator } from "../../simulator";
import { playOptions } from "./support/optionScene";
import { environmentOf, green, NAME, red, TOKEN } from "./support/scene";
import { withWorkspace } from "./support/workspace";

describe("settings, on the real engine", function () {
  this.timeout(300_000);

  it("refuse a safety limit typed without its namespace, in preview and up, until the right key is set", async () => {
    await playOptions({ launchTime: 1_200 }, async (scene) => {
      const { workspace, stack, simulator } = scene;
      const set = (...setting: readonly string[]): Promise<unknown> =>
        workspace.cli(["config", "set", "--stack", "test", ...setting]);
      for (const [key, value, right] of [
        ["readOnly", "true", "readOnly"],
        ["maxLaunches", "0", "maxLaunches"],
      ] as const) {
        await set(key, value);
        const words = new RegExp(`e2e:${key} is a setting of this project.*Use azure-marketplace:${right}`);
        red(await stack.preview(), words, /SETTING_INVALID/);
        red(await stack.up(), words);
        await set(`azure-marketplace:${right}`, right === "readOnly" ? "false" : "1");
      }
      await set("azure-marketplce:readOnly", "true");
      red(await stack.preview(), /Did you mean azure-marketplace:readOnly\?/);
      red(await stack.up(), /Did you mean azure-marketplace:readOnly\?/);
      assert.equal(simulator.requests.length, 0);
      await workspace.cli(["config", "rm", "--stack", "test", "azure-marketplce:readOnly"]);
      green(await stack.up());
      assert.equal(scene.posts(), 1);
    });
  });

  it("refuse a token with Bearer in front in preview, without showing it", async () => {
    const simulator = await startSimulator({ offers: [`${NAME}@2`] });
    try {
      await withWorkspace(async (workspace) => {
        const env = { ...environmentOf(simulator), AZURE_MARKETPLACE_ACCESS_TOKEN: `Bearer ${TOKEN}` };
        const args = { publisherId: "contoso", offerId: "vm", offerVersion: 2 };
        const program = (): Promise<object> => {
          new OfferGoLive("offer", args);
          return Promise.resolve({});
        };
        const preview = await (await workspace.stack(program, { env })).preview();
        red(preview, /AZURE_MARKETPLACE_ACCESS_TOKEN begins with "Bearer".*SETTING_INVALID/);
        assert.ok(!preview.text.includes(TOKEN));
        assert.equal(simulator.requests.length, 0);
      });
    } finally {
      await simulator.close();
    }
  });
});
