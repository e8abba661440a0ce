import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { startSimulator } from "../../simulator";
import { root } from "../support/root";
import { environmentOf, golives } from "./support/scene";
import { withWorkspace } from "./support/workspace";

describe("the root project, through the CLI", function () {
  this.timeout(300_000);

  it("launches what its config declares, once", async () => {
    // The CLI writes the settings of a stack beside Pulumi.yaml: a name of its own harms nobody's.
    const name = `test-${randomUUID()}`;
    const simulator = await startSimulator({ offers: ["contoso/vm@1"], launchTime: 1_200 });
    try {
      await withWorkspace(async (workspace) => {
        const config = ["publisherId=contoso", "offerId=vm", "offerVersion=1"].flatMap((one) => [
          "--config",
          one,
        ]);
        const where = [
          "--stack",
          name,
          "--config-file",
          join(workspace.folder, "Pulumi.test.yaml"),
          "--non-interactive",
        ];
        const options = { cwd: root, env: environmentOf(simulator) };
        const run = async (...args: string[]): Promise<string> => {
          const { exitCode, stdout, stderr } = await workspace.cli(args, options);
          assert.equal(exitCode, 0, `${stdout}\n${stderr}`);
          return stdout;
        };
        await run("stack", "init", name, "--non-interactive");
        await run("up", "--yes", "--skip-preview", ...config, ...where);
        await run("up", "--yes", "--skip-preview", "--expect-no-changes", ...config, ...where);
        assert.equal((await run("stack", "output", "status", "--stack", name)).trim(), "succeeded");
        assert.equal(golives(simulator).length, 1);
        await run("destroy", "--yes", "--skip-preview", ...where);
        assert.equal(simulator.offer("contoso/vm").productionVersion, 1);
      });
    } finally {
      await simulator.close();
      await rm(join(root, `Pulumi.${name}.yaml`), { force: true });
    }
  });
});
