import assert from "node:assert/strict";
import { join } from "node:path";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { shutPolicies } from "./support/shutPolicies";
import { green, NAME, red } from "./support/scene";
import { playOptions, type OptionScene } from "./support/optionScene";

/** The preview says that the failed version would be launched again. Policies see that, and can forbid it. */
async function launchesAgainUnlessForbidden(scene: OptionScene): Promise<void> {
  const { stack, workspace } = scene;
  const preview = await stack.preview();
  green(preview);
  assert.match(preview.text, /an earlier launch of version 2 ended "failed".*launching it again/);
  red(await stack.up(await shutPolicies(workspace)), /not approved/);
  assert.equal(scene.posts(), 1);
}

describe("memory that is older than the truth, on the real engine", function () {
  this.timeout(300_000);

  it("a rename without alias: the preview says that a failed version would be launched again, and policies see it", async () => {
    await playOptions({}, async (scene) => {
      const { stack, simulator } = scene;
      simulator.failNextLaunch(NAME, { messages: ["No quota"] });
      red(await stack.up(), /\[LAUNCH_FAILED\]/);
      scene.name = "renamed";
      await launchesAgainUnlessForbidden(scene);
    });
  });

  it("a rename without alias of what is live, or runs, launches nothing", async () => {
    await playOptions({}, async (scene) => {
      const { stack, simulator } = scene;
      green(await stack.up());
      scene.name = "renamed";
      green(await stack.up());
      assert.equal(scene.posts(), 1);
      simulator.publish(NAME, { duration: 0 });
      simulator.goLive(NAME, { duration: 600_000 });
      scene.name = "again";
      scene.declared = { ...scene.declared, offerVersion: 3 };
      let said = "";
      const onEvent = ({ diagnosticEvent }: EngineEvent): void => {
        said += diagnosticEvent?.message ?? "";
        if (said.includes("is already running")) simulator.finish(NAME);
      };
      green(await stack.up({ onEvent }));
      assert.equal(await scene.output("origin"), "adopted");
      assert.equal(scene.posts(), 1);
    });
  });

  it("a state restored from a backup that is older than the resource: the same", async () => {
    await playOptions({}, async (scene) => {
      const { stack, simulator, workspace } = scene;
      scene.name = undefined;
      green(await stack.up());
      const backup = join(workspace.folder, "backup.json");
      await scene.cli("stack", "export", "--file", backup);
      scene.name = "offer";
      simulator.failNextLaunch(NAME, { messages: ["No quota"] });
      red(await stack.up(), /\[LAUNCH_FAILED\]/);
      await scene.cli("stack", "import", "--file", backup);
      await launchesAgainUnlessForbidden(scene);
    });
  });

  it("a state restored from a backup with the version before: an update launches no failed version again", async () => {
    await playOptions({}, async (scene) => {
      const { stack, simulator, workspace } = scene;
      green(await stack.up());
      const backup = join(workspace.folder, "backup.json");
      await scene.cli("stack", "export", "--file", backup);
      simulator.publish(NAME, { duration: 0 });
      simulator.failNextLaunch(NAME, { messages: ["No quota"] });
      scene.declared = { ...scene.declared, offerVersion: 3 };
      red(await stack.up(), /\[LAUNCH_FAILED\]/);
      await scene.cli("stack", "import", "--file", backup);
      const preview = await stack.preview();
      assert.match(
        preview.text,
        /an earlier launch of version 3 ended "failed".*not launched again by itself/,
      );
      assert.equal(preview.changes["update"], 1);
      red(await stack.up(), /an earlier launch of version 3 ended "failed".*\[LAUNCH_FAILED\]/);
      assert.equal(scene.posts(), 2);
    });
  });
});
