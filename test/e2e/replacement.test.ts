import assert from "node:assert/strict";
import { dynamic, ProviderResource, type CustomResourceOptions } from "@pulumi/pulumi";
import { shutPolicies } from "./support/shutPolicies";
import { green, NAME, red } from "./support/scene";
import { playOptions, type OptionScene } from "./support/optionScene";

/** Another resource of the program, which is replaced whenever its input changes. */
class Other extends dynamic.Resource {
  constructor(value: string, opts: CustomResourceOptions = {}) {
    const provider: dynamic.ResourceProvider = {
      // eslint-disable-next-line @typescript-eslint/require-await -- as the SDK wants it
      create: async (inputs: unknown) => ({ id: "other", outs: inputs }),
      // eslint-disable-next-line @typescript-eslint/require-await -- as the SDK wants it
      diff: async (_id: string, olds: { value: string }, news: { value: string }) => ({
        changes: olds.value !== news.value,
        replaces: olds.value === news.value ? [] : ["value"],
      }),
    };
    super(provider, "other", { value }, opts);
  }
}

class Explicit extends ProviderResource {
  constructor(name: string) {
    super("pulumi-nodejs", name, {});
  }
}

/** Each makes the engine replace the resource in the second of two runs; `round` counts the runs. */
const CAUSES: Readonly<Record<string, (round: number) => CustomResourceOptions>> = {
  replaceOnChanges: () => ({ replaceOnChanges: ["*"] }),
  "replaceOnChanges with deleteBeforeReplace": () => ({ replaceOnChanges: ["*"], deleteBeforeReplace: true }),
  replaceWith: (round) => ({ replaceWith: [new Other(`round ${round}`)] }),
  "replaceWith and deleteBeforeReplace": (round) => ({
    replaceWith: [new Other(`round ${round}`, { deleteBeforeReplace: true })],
  }),
  replacementTrigger: (round) => ({ replacementTrigger: `round ${round}` }),
};

async function urnOf(scene: OptionScene): Promise<string> {
  return (await scene.stored())?.urn ?? "";
}

describe("a replacement that the engine decided, on the real engine", function () {
  this.timeout(600_000);

  for (const [cause, options] of Object.entries(CAUSES)) {
    it(`launches no failed version again, past no policy: ${cause}`, async () => {
      await playOptions({}, async (scene) => {
        const { stack, simulator, workspace } = scene;
        let round = 1;
        scene.options = () => options(round);
        simulator.failNextLaunch(NAME, { messages: ["No quota"] });
        red(await stack.up(), /No quota.*\[LAUNCH_FAILED\]/);
        const shut = await shutPolicies(workspace);
        for (let i = 0; i < 2; i += 1) {
          round += 1;
          red(await stack.up(shut), /\[REPLACED_BY_ENGINE\]/);
          assert.equal(scene.posts(), 1);
          const isPending = (await scene.stored())?.pendingReplacement === true;
          assert.equal(isPending, cause.endsWith("deleteBeforeReplace"));
        }
        const preview = await stack.preview();
        assert.match(preview.text, /REPLACED_BY_ENGINE|LAUNCH_FAILED/);

        green(await stack.up({ replace: [await urnOf(scene)] }));
        assert.equal(scene.posts(), 2);
        assert.equal(await scene.output("status"), "succeeded");
      });
    });
  }

  it("sends nothing after a lost answer, which the next plain up finds out", async () => {
    await playOptions({}, async (scene) => {
      const { stack, simulator } = scene;
      scene.options = () => ({ replaceOnChanges: ["*"] });
      scene.declared = { ...scene.declared, timeout: "2s" };
      simulator.fault({ match: { method: "POST", path: "/golive" }, reset: "before" });
      red(await stack.up(), /\[LAUNCH_INDETERMINATE\]/);
      red(await stack.up(), /replaceOnChanges.*\[REPLACED_BY_ENGINE\]/);
      assert.equal(scene.posts(), 1);
      simulator.goLive(NAME, { duration: 0 });
      green(await stack.up());
      assert.equal(scene.posts(), 1);
      assert.equal(await scene.output("status"), "succeeded");
    });
  });

  it("launches another version, and follows one that runs", async () => {
    await playOptions({ launchTime: 6_000 }, async (scene) => {
      const { stack, simulator } = scene;
      scene.options = () => ({ replaceOnChanges: ["*"] });
      green(await stack.up());
      simulator.publish(NAME, { duration: 0 });
      scene.declared = { ...scene.declared, offerVersion: 3, timeout: "2s" };
      red(await stack.up(), /\[TIMED_OUT\]/);
      scene.declared = { ...scene.declared, timeout: "1m" };
      green(await stack.up());
      assert.equal(scene.posts(), 2);
      assert.equal(await scene.output("liveVersion"), "3");
      assert.equal((await stack.up()).changes["same"], 2);
    });
  });

  it("does not happen for another provider: the failure is told again", async () => {
    await playOptions({}, async (scene) => {
      let round = 1;
      scene.options = () => ({ provider: new Explicit(`provider-${round}`) });
      scene.simulator.failNextLaunch(NAME, { messages: ["No quota"] });
      red(await scene.stack.up(), /No quota.*\[LAUNCH_FAILED\]/);
      round += 1;
      red(await scene.stack.up(), /No quota.*\[LAUNCH_FAILED\]/);
      assert.equal(scene.posts(), 1);
    });
  });

  it("is not the user's own --replace with deleteBeforeReplace, which launches again", async () => {
    await playOptions({}, async (scene) => {
      scene.options = () => ({ deleteBeforeReplace: true });
      scene.simulator.failNextLaunch(NAME, { messages: ["No quota"] });
      red(await scene.stack.up(), /\[LAUNCH_FAILED\]/);
      red(await scene.stack.up(), /No quota.*\[LAUNCH_FAILED\]/);
      assert.equal(scene.posts(), 1);
      green(await scene.stack.up({ replace: [await urnOf(scene)] }));
      assert.equal(scene.posts(), 2);
      assert.equal(await scene.output("status"), "succeeded");
    });
  });

  it("is not the user's own taint, which launches again", async () => {
    await playOptions({}, async (scene) => {
      scene.simulator.failNextLaunch(NAME);
      red(await scene.stack.up(), /\[LAUNCH_FAILED\]/);
      await scene.cli("state", "taint", await urnOf(scene), "--yes");
      green(await scene.stack.up());
      assert.equal(scene.posts(), 2);
    });
  });
});
