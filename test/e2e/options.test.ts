import assert from "node:assert/strict";
import { dynamic, secret, type CustomResourceOptions } from "@pulumi/pulumi";
import { OfferGoLive } from "../../provider";
import { green, NAME, playProgram, golives, red } from "./support/scene";
import { playOptions, type OptionScene } from "./support/optionScene";

/** Another resource of the program. */
class Other extends dynamic.Resource {
  constructor(name: string, opts: CustomResourceOptions = {}) {
    super({ create: (inputs: unknown) => Promise.resolve({ id: name, outs: inputs }) }, name, {}, opts);
  }
}

async function failed(scene: OptionScene): Promise<string> {
  scene.simulator.failNextLaunch(NAME, { messages: ["No quota"] });
  red(await scene.stack.up(), /No quota.*\[LAUNCH_FAILED\]/);
  return (await scene.stored())?.urn ?? "";
}

describe("what Pulumi's options do with a launch, on the real engine", function () {
  this.timeout(300_000);

  for (const ignored of ["offerVersion", "*"]) {
    it(`ignoreChanges ${ignored}: another version launches nothing until the option is gone`, async () => {
      await playOptions({}, async (scene) => {
        const { stack, simulator } = scene;
        green(await stack.up());
        simulator.publish(NAME, { duration: 0 });
        scene.declared = { ...scene.declared, offerVersion: 3 };
        scene.options = () => ({ ignoreChanges: [ignored] });
        assert.equal((await stack.preview()).changes["same"], 2);
        assert.equal((await stack.up()).changes["same"], 2);
        assert.equal(scene.posts(), 1);
        scene.options = () => ({});
        green(await stack.up());
        assert.equal(scene.posts(), 2);
        assert.equal(await scene.output("liveVersion"), "3");
      });
    });
  }

  it("ignoreChanges: a failed launch is told again all the same", async () => {
    await playOptions({}, async (scene) => {
      scene.options = () => ({ ignoreChanges: ["*"] });
      await failed(scene);
      red(await scene.stack.up(), /No quota.*\[LAUNCH_FAILED\]/);
      assert.equal(scene.posts(), 1);
    });
  });

  it("protect: a failed launch is told again, and --replace needs the protection to be taken off", async () => {
    await playOptions({}, async (scene) => {
      const { stack } = scene;
      scene.options = () => ({ protect: true });
      const urn = await failed(scene);
      red(await stack.up(), /No quota.*\[LAUNCH_FAILED\]/);
      red(await stack.up({ replace: [urn] }), /protect/);
      assert.equal(scene.posts(), 1);
      scene.options = () => ({});
      await scene.cli("state", "unprotect", urn, "--yes");
      green(await stack.up({ replace: [urn] }));
      assert.equal(scene.posts(), 2);
    });
  });

  it("retainOnDelete: removed or replaced, nothing is taken back or launched by itself", async () => {
    await playOptions({}, async (scene) => {
      const { stack, simulator } = scene;
      scene.options = () => ({ retainOnDelete: true });
      const urn = await failed(scene);
      red(await stack.up(), /No quota.*\[LAUNCH_FAILED\]/);
      assert.equal(scene.posts(), 1);
      green(await stack.up({ replace: [urn] }));
      assert.equal(scene.posts(), 2);
      const { length } = simulator.requests;
      scene.name = undefined;
      green(await stack.up());
      assert.equal(await scene.stored(), undefined);
      assert.equal(simulator.requests.length, length, "the service is not asked");
      assert.equal(simulator.offer(NAME).productionVersion, 2);
    });
  });

  it("deletedWith: the launch is forgotten with the other resource", async () => {
    await playOptions({}, async (scene) => {
      const { stack, simulator } = scene;
      scene.options = () => ({ deletedWith: new Other("other") });
      green(await stack.up());
      const { length } = simulator.requests;
      scene.name = undefined;
      scene.options = () => ({});
      green(await stack.up());
      assert.equal(await scene.stored(), undefined);
      assert.equal(simulator.requests.length, length);
      assert.equal(simulator.offer(NAME).productionVersion, 2);
    });
  });

  it("aliases: a renamed resource remembers its failed launch", async () => {
    await playOptions({}, async (scene) => {
      await failed(scene);
      scene.name = "renamed";
      scene.options = () => ({ aliases: [{ name: "offer" }] });
      red(await scene.stack.up(), /No quota.*\[LAUNCH_FAILED\]/);
      assert.equal(scene.posts(), 1);
      assert.match((await scene.stored())?.urn ?? "", /::renamed$/);
    });
  });

  it("customTimeouts: create is how long any run waits, where timeout is not set", async () => {
    await playOptions({ launchTime: 6_000 }, async (scene) => {
      scene.options = () => ({ customTimeouts: { create: "2s" } });
      red(await scene.stack.up(), /\[TIMED_OUT\]/);
      scene.options = () => ({ customTimeouts: { update: "1s" } });
      green(await scene.stack.up());
      assert.equal(scene.posts(), 1);
    });
  });

  it("additionalSecretOutputs: what is secret in the state is remembered all the same", async () => {
    await playOptions({}, async (scene) => {
      scene.options = () => ({ additionalSecretOutputs: ["status", "offerVersion", "failure"] });
      await failed(scene);
      red(await scene.stack.up(), /No quota.*\[LAUNCH_FAILED\]/);
      assert.equal(scene.posts(), 1);
      assert.notEqual(await scene.output("status"), "failed", "it is encrypted");
    });
  });

  it("import: a dynamic resource cannot be imported, and nothing is launched", async () => {
    await playOptions({}, async (scene) => {
      scene.options = () => ({ import: NAME });
      // The SDK's own words: it gives its dynamic provider no text to run then.
      red(await scene.stack.up(), /code must be a string/);
      assert.equal(scene.posts(), 0);
    });
  });

  it("id: a dynamic resource says that it has to be declared, and nothing is launched", async () => {
    await playOptions({}, async (scene) => {
      scene.options = () => ({ id: NAME });
      red(await scene.stack.up(), /Declare it instead.*\[STATE_UNREADABLE\]/);
      assert.equal(scene.posts(), 0);
    });
  });

  it("secret inputs: launched once, and remembered", async () => {
    await playProgram(
      { offers: [`${NAME}@2`] },
      () => {
        new OfferGoLive("offer", {
          publisherId: secret("contoso"),
          offerId: secret("vm"),
          offerVersion: secret(2),
        });
        return Promise.resolve();
      },
      async ({ stack, simulator }) => {
        green(await stack.preview());
        green(await stack.up());
        assert.equal((await stack.up()).changes["same"], 2);
        assert.equal(golives(simulator).length, 1);
      },
    );
  });

  it("--exclude and --target: a launch that is left out is left alone, and one that is in is told", async () => {
    await playOptions({}, async (scene) => {
      const { stack } = scene;
      scene.options = () => ({ dependsOn: new Other("other") });
      const urn = await failed(scene);
      green(await stack.up({ exclude: [urn] }));
      red(await stack.up({ target: [urn] }), /No quota.*\[LAUNCH_FAILED\]/);
      assert.equal(scene.posts(), 1);
    });
  });
});
