import assert from "node:assert/strict";
import { cp } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { thisMachine } from "../../scripts/pulumiCli";
import { pythonWith } from "../../scripts/pythonEnvironment";
import { runCommand, type CommandOutcome } from "../../scripts/runCommand";
import { generateSdks } from "../../scripts/sdkGenerator";
import { startSimulator } from "../../simulator";
import { root } from "../support/root";
import { pluginFolder } from "./support/pluginServer";
import { environmentOf, golives, NAME } from "./support/scene";
import { withWorkspace } from "./support/workspace";

/** The packages that the generated SDK needs, at the version of the other SDKs here. */
const PACKAGES = ["pulumi==3.270.0", "parver==0.5", "semver==3.0.4", "setuptools==80.9.0"];

describe("a Python program on the real engine", function () {
  this.timeout(300_000);

  let python = "";
  before("its virtual environment", async function () {
    this.timeout(0);
    python = await pythonWith(PACKAGES, machine());
  });

  function machine(): ReturnType<typeof thisMachine> {
    return thisMachine(process.env, (line) => process.stderr.write(`${line}\n`));
  }

  it("takes a version live with the generated SDK, leaves it alone, and says what it refuses", async () => {
    const simulator = await startSimulator({ offers: [`${NAME}@2`], launchTime: 300 });
    try {
      await withWorkspace(async (workspace) => {
        const { folder } = workspace;
        await cp(join(root, "examples/python"), folder, { recursive: true });
        await generateSdks(join(root, "plugin/schema.json"), join(folder, "sdks"), ["python"], machine());
        const site = join(folder, "site");
        const offline = ["--quiet", "--no-deps", "--no-build-isolation", "--disable-pip-version-check"];
        const installed = await runCommand(
          python,
          ["-m", "pip", "install", ...offline, "--target", site, join(folder, "sdks/python")],
          { env: workspace.env },
        );
        assert.equal(installed.exitCode, 0, installed.stderr);
        const env = {
          ...workspace.env,
          ...environmentOf(simulator),
          PYTHONPATH: site,
          PATH: [await pluginFolder(workspace), dirname(python), workspace.env["PATH"]].join(delimiter),
        };
        const up = (version: string): Promise<CommandOutcome> =>
          runCommand(python, ["up.py", "contoso", "vm", version], { cwd: folder, env });

        const first = await up("2");
        assert.equal(first.exitCode, 0, first.stdout + first.stderr);
        assert.match(first.stdout, /status: succeeded\nlive version: 2/);
        const again = await up("2");
        assert.match(again.stdout, /2 unchanged/);
        const refused = await up("9");
        assert.notEqual(refused.exitCode, 0);
        assert.match(refused.stdout + refused.stderr, /\[PREVIEW_OTHER_VERSION\]/);
        assert.equal(golives(simulator).length, 1);
      });
    } finally {
      await simulator.close();
    }
  });
});
