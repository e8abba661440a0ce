import assert from "node:assert/strict";
import { green, NAME, red } from "./support/scene";
import { playOptions, playTwoServices } from "./support/optionScene";

const ENDPOINT = "azure-marketplace:endpoint";

describe("another service under the same state, on the real engine", function () {
  this.timeout(300_000);

  it("is looked at: what was rehearsed against the simulator is launched at the real one", async () => {
    await playTwoServices({}, async (scene, real) => {
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
  });

  it("leaves a launch behind that runs at the other one, and says so", async () => {
    await playTwoServices({ launchTime: 60_000 }, async (scene, real) => {
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
  });

  it("is what an old state means that names none: nothing is launched until it changes", async () => {
    await playTwoServices({}, async (scene, real) => {
      const { stack } = scene;
      green(await stack.up());
      await scene.editState((text) => text.replaceAll(/"service": "[^"]*",?\s*/g, ""));
      assert.equal((await scene.stored())?.inputs?.["service"], undefined);
      assert.equal((await stack.up()).changes["same"], 2);
      assert.equal(scene.posts(), 1);
      await scene.cli("config", "set", ENDPOINT, real.url);
      green(await stack.up());
      assert.equal(real.offer(NAME).productionVersion, 2);
    });
  });

  it("is not held to a failure of the other one", async () => {
    await playTwoServices({}, async (scene, real) => {
      const { stack, simulator } = scene;
      simulator.failNextLaunch(NAME, { messages: ["No quota"] });
      red(await stack.up(), /No quota.*\[LAUNCH_FAILED\]/);
      await scene.cli("config", "set", ENDPOINT, real.url);
      green(await stack.up());
      assert.equal(real.offer(NAME).productionVersion, 2);
      assert.equal(scene.posts(), 1);
    });
  });

  it("may be the other API: another number, looked at there, launched as the preview said", async () => {
    const offer = { publisherId: "contoso", offerId: "app", production: 1, preview: 2 };
    const name = "contoso/app";
    const apis = ["cloudPartner", "productIngestion"] as const;
    await playOptions({ offers: [{ ...offer, apis: [...apis] }] }, async (scene) => {
      const { stack, simulator } = scene;
      scene.declared = { ...scene.declared, offerId: "app" };
      green(await stack.up());
      scene.declared = { ...scene.declared, api: "productIngestion" };
      red(await stack.preview(), /\[API_CHANGED\]/);
      simulator.publish(name, { duration: 0 });
      const offerVersion = simulator.offer(name).previewSubmission ?? "";
      scene.declared = { ...scene.declared, offerVersion };
      const preview = await stack.preview();
      assert.ok(
        preview.text.includes(`up would launch version ${offerVersion}, which is ready`),
        preview.text,
      );
      green(await stack.up());
      assert.equal(await scene.output("liveVersion"), offerVersion);
      assert.equal(scene.posts(), 2);
      assert.equal((await stack.up()).changes["same"], 2);
    });
  });
});
