import assert from "node:assert/strict";
import { startSimulator } from "../../simulator";
import { green, NAME, red } from "./support/scene";
import { playOptions } from "./support/optionScene";

const ENDPOINT = "azure-marketplace:endpoint";

describe("another service under the same state, on the real engine", function () {
  this.timeout(300_000);

  it("is looked at: what was rehearsed against the simulator is launched at the real one", async () => {
    const real = await startSimulator({ offers: [`${NAME}@2`], launchTime: 300 });
    try {
      await playOptions({}, async (scene) => {
        const { stack } = scene;
        green(await stack.up());
        assert.equal((await stack.up()).changes["same"], 2);

        await scene.cli("config", "set", ENDPOINT, real.url);
        const preview = await stack.preview();
        assert.match(preview.text, /up would launch version 2, which is ready/);
        assert.equal(preview.changes["update"], 1);
        assert.equal(real.requests.filter(({ method }) => method !== "GET").length, 0);
        green(await stack.up());
        assert.equal(real.offer(NAME).productionVersion, 2);
        assert.equal(scene.posts(), 1, "nothing more at the first one");
        assert.equal((await stack.up()).changes["same"], 2);

        await scene.cli("config", "rm", ENDPOINT);
        green(await stack.up());
        assert.equal(scene.posts(), 1, "live there already");
      });
    } finally {
      await real.close();
    }
  });

  it("leaves a launch behind that runs at the other one, and says so", async () => {
    const real = await startSimulator({ offers: [`${NAME}@2`], launchTime: 300 });
    try {
      await playOptions({ launchTime: 60_000 }, async (scene) => {
        const { stack } = scene;
        scene.declared = { ...scene.declared, timeout: "2s" };
        red(await stack.up(), /\[TIMED_OUT\]/);
        await scene.cli("config", "set", ENDPOINT, real.url);
        const up = await stack.up();
        green(up);
        assert.match(
          up.text,
          /version 2 at the earlier service was still running when last checked, and is no longer followed/,
        );
        assert.equal(real.offer(NAME).productionVersion, 2);
      });
    } finally {
      await real.close();
    }
  });
});
