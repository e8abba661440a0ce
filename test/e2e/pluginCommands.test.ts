import assert from "node:assert/strict";
import { appendFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startSimulator, type Simulator } from "../../simulator";
import type { CommandOutcome } from "../../scripts/runCommand";
import { root } from "../support/root";
import { environmentForYaml } from "./support/pluginServer";
import { PLUGIN_TYPE } from "./support/pluginScene";
import { environmentOf, golives, NAME } from "./support/scene";
import { withWorkspace } from "./support/workspace";

interface Commands {
  readonly simulator: Simulator;
  /** The program of the project; a YAML one, since its language host writes code for what is imported. */
  readonly program: string;
  /** A file that is not there yet. */
  readonly generated: string;
  readonly run: (...args: string[]) => Promise<CommandOutcome>;
  readonly importOffer: (id: string) => Promise<CommandOutcome>;
  readonly stored: () => Promise<StoredLaunch | undefined>;
}

interface StoredLaunch {
  readonly type: string;
  readonly id: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
}

async function inProject(act: (commands: Commands) => Promise<void>): Promise<void> {
  const simulator = await startSimulator({ offers: [`${NAME}@2`], launchTime: 50 });
  try {
    await withWorkspace(async (workspace) => {
      const program = join(workspace.folder, "Pulumi.yaml");
      const generated = join(workspace.folder, "generated.yaml");
      await writeFile(program, "name: imports\nruntime: yaml\n");
      const env = { ...environmentOf(simulator), ...(await environmentForYaml(workspace)) };
      const run = (...args: string[]): Promise<CommandOutcome> =>
        workspace.cli([...args, "--stack", "test", "--non-interactive"], { env });
      await workspace.cli(["stack", "init", "test", "--non-interactive"], { env });
      await act({
        simulator,
        program,
        generated,
        run,
        importOffer: (id) =>
          run("import", PLUGIN_TYPE, "offer", id, "--yes", "--protect=false", "--out", generated),
        async stored() {
          const { stdout } = await workspace.cli(["stack", "export", "--stack", "test"], { env });
          const state = JSON.parse(stdout) as { deployment: { resources?: StoredLaunch[] } };
          return state.deployment.resources?.find(({ type }) => type === PLUGIN_TYPE);
        },
      });
    });
  } finally {
    await simulator.close();
  }
}

function textOf({ stdout, stderr }: CommandOutcome): string {
  return stdout + stderr;
}

describe("the CLI's own commands, with the provider plugin", function () {
  this.timeout(300_000);

  it("pulumi import takes over the version that is live, writes its declaration, and launches nothing", async () => {
    await inProject(async (commands) => {
      const { simulator, program, generated, run } = commands;
      simulator.goLive(NAME, { duration: 0 });
      const imported = await commands.importOffer(NAME);
      assert.equal(imported.exitCode, 0, textOf(imported));
      const { id, inputs, outputs } = (await commands.stored()) ?? assert.fail("nothing is stored");
      assert.equal(id, NAME);
      assert.equal(inputs["offerVersion"], "2");
      assert.deepEqual([outputs["origin"], outputs["status"]], ["alreadyLive", "succeeded"]);

      const declaration = await readFile(generated, "utf8");
      for (const line of ["publisherId: contoso", "offerId: vm", "offerVersion: '2'"])
        assert.ok(declaration.includes(line), declaration);
      await appendFile(program, declaration);
      const up = await run("up", "--yes", "--skip-preview");
      assert.equal(up.exitCode, 0, textOf(up));
      assert.match(up.stdout, /2 unchanged/);
      assert.equal(golives(simulator).length, 0);
    });
  });

  it("pulumi import says that an offer is not there, or was never live, and stores nothing", async () => {
    await inProject(async (commands) => {
      const absent = await commands.importOffer("contoso/nothing");
      assert.notEqual(absent.exitCode, 0);
      assert.match(textOf(absent), /no offer "nothing" of publisher "contoso".*\[OFFER_UNKNOWN\]/);
      const never = await commands.importOffer(NAME);
      assert.notEqual(never.exitCode, 0);
      assert.match(textOf(never), /no version of it is live.*\[NOTHING_LIVE\]/);
      assert.equal(await commands.stored(), undefined);
    });
  });

  it("pulumi schema check finds nothing wrong with the schema", async () => {
    await withWorkspace(async (workspace) => {
      const checked = await workspace.cli(["schema", "check", join(root, "plugin", "schema.json")]);
      assert.equal(checked.exitCode, 0, textOf(checked));
      assert.doesNotMatch(textOf(checked), /warning|error/i);
    });
  });
});
