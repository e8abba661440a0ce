import assert from "node:assert/strict";
import { playProject } from "./support/project";
import { golives } from "./support/scene";

describe("a YAML program on the real engine", function () {
  this.timeout(300_000);

  it("takes a version live, leaves it alone, and resumes after a bump", async () => {
    await playProject({ program: "yaml", launchTime: 300 }, async (project) => {
      const first = await project.up();
      assert.equal(first.exitCode, 0, first.stdout + first.stderr);
      assert.match(first.stdout, /liveVersion: "2"/);
      assert.equal(await project.status(), "succeeded");
      const again = await project.up();
      assert.match(again.stdout, /2 unchanged/);
      const preview = await project.run(
        "preview",
        "--stack",
        "test",
        "--non-interactive",
        "--config",
        "offerVersion=9",
      );
      assert.match(preview.stdout, /PREVIEW_OTHER_VERSION/);
      const destroyed = await project.run(
        "destroy",
        "--yes",
        "--skip-preview",
        "--non-interactive",
        "--stack",
        "test",
      );
      assert.equal(destroyed.exitCode, 0, destroyed.stdout + destroyed.stderr);
      assert.match(destroyed.stdout, /nothing is taken off sale/);
      assert.equal(golives(project.simulator).length, 1);
    });
  });
});
