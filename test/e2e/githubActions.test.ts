import assert from "node:assert/strict";
import { once } from "node:events";
import { cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runCommand, type CommandOutcome } from "../../scripts/runCommand";
import { startSimulator } from "../../simulator";
import { root } from "../support/root";
import { commandsOf, readWorkflow, type Workflow } from "../support/workflow";
import { ended } from "./support/project";
import { environmentOf, golives } from "./support/scene";
import { withWorkspace } from "./support/workspace";

const EXAMPLES = join(root, "examples");

/** Lets version 2 of contoso/vm pass at any time. */
const POLICY_CONFIG = {
  "approved-versions": { versions: { "contoso/vm": ["2"] } },
  "known-offers": { offers: ["contoso/vm"] },
  "launching-stacks": { stacks: ["production"] },
  "launch-window": "disabled",
};

/** A command of a job as words, and the job's environment but for what GitHub fills in and who it signs in as. */
interface JobCommand {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

function commandsIn({ env, jobs }: Workflow, name: string): readonly JobCommand[] {
  const job = jobs[name];
  assert.ok(job !== undefined, name);
  const given = Object.entries({ ...env, ...job.env }).filter(
    ([key, value]) => !value.includes("${{") && !key.startsWith("ARM_"),
  );
  return commandsOf(job).map((command) => ({
    args: (command.match(/'[^']*'|\S+/g) ?? []).map((word) => word.replace(/^'|'$/g, "")),
    env: Object.fromEntries(given),
  }));
}

describe("the workflows of the example github-actions on the real engine", function () {
  this.timeout(300_000);

  it("launch once, and follow what a canceled job left without launching what main declares by then", async () => {
    let launched = (): void => undefined;
    const launching = new Promise<void>((resolve) => (launched = resolve));
    const simulator = await startSimulator({
      offers: ["contoso/vm@2"],
      launchTime: 4_000,
      onRequest: ({ action }) => action === "golive" && launched(),
    });
    try {
      await withWorkspace(async (workspace) => {
        const { folder } = workspace;
        await cp(join(EXAMPLES, "quickstart"), folder, { recursive: true });
        await cp(join(EXAMPLES, "github-actions", ".github"), join(folder, ".github"), { recursive: true });
        await cp(join(EXAMPLES, "policy-pack"), join(folder, "policy-pack"), { recursive: true });
        await writeFile(join(folder, "policy-pack", "policy-config.json"), JSON.stringify(POLICY_CONFIG));
        // The example compiles: test/package and test/docs.
        const service = { ...environmentOf(simulator), PULUMI_NODEJS_TRANSPILE_ONLY: "true" };
        const [first, second] = [await readWorkflow("launch"), await readWorkflow("resume")];
        const run = async ({ args, env }: JobCommand): Promise<CommandOutcome> => {
          const [program, ...words] = args;
          if (program === "pulumi") return workspace.cli(words, { env: { ...service, ...env } });
          return runCommand(process.execPath, words, { cwd: folder, env: { ...process.env, ...env } });
        };
        await workspace.cli(["stack", "init", "production", "--non-interactive"]);
        const config = ["publisherId=contoso", "offerId=vm", "offerVersion=2"];
        await workspace.cli(["config", "set-all", ...config.flatMap((one) => ["--plaintext", one])]);

        const [preview] = commandsIn(first, "preview");
        assert.ok(preview !== undefined);
        const seen = await run(preview);
        assert.equal(seen.exitCode, 0, seen.stdout + seen.stderr);
        assert.match(seen.stdout, /up would launch version 2, which is ready/);
        assert.equal(golives(simulator).length, 0);

        const [launch] = commandsIn(first, "launch");
        assert.ok(launch !== undefined);
        const job = workspace.start(launch.args.slice(1), { env: { ...service, ...launch.env } });
        const text = ended(job);
        await Promise.race([launching, once(job, "close")]);
        job.kill("SIGINT");
        assert.match(await text, /\[INTERRUPTED\]/);

        // Version 3 waits on main for its reviewer: that is a normal state.
        await workspace.cli(["config", "set", "offerVersion", "3", "--stack", "production"]);
        let last = "";
        for (let runs = 0; runs < 10 && !last.includes("succeeded"); runs++) {
          for (const command of commandsIn(second, "resume")) {
            const { exitCode, stdout, stderr } = await run(command);
            assert.equal(exitCode, 0, `${command.args.join(" ")}\n${stdout}\n${stderr}`);
            last = stdout;
          }
        }
        assert.match(last, /^contoso\/vm version 2: succeeded$/m);
        assert.equal(simulator.offer("contoso/vm").productionVersion, 2);
        assert.equal(golives(simulator).length, 1);
      });
    } finally {
      await simulator.close();
    }
  });
});
