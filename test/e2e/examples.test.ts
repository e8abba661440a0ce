import assert from "node:assert/strict";
import { once } from "node:events";
import { cp, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { startSimulator } from "../../simulator";
import { root } from "../support/root";
import { ended } from "./support/project";
import { environmentOf, golives } from "./support/scene";
import { withWorkspace } from "./support/workspace";

const EXAMPLES = join(root, "examples");

describe("the example many-offers on the real engine", function () {
  this.timeout(300_000);

  it("launches each offer of the list once", async () => {
    const offers = ["contoso/vm@1", "contoso/app@1", "fabrikam/database@4"];
    const simulator = await startSimulator({ offers, launchTime: 200 });
    try {
      await withWorkspace(async (workspace) => {
        await cp(join(EXAMPLES, "many-offers"), workspace.folder, { recursive: true });
        const run = async (...args: string[]): Promise<string> => {
          const options = { env: { ...environmentOf(simulator), PULUMI_STACK: "rehearsal" } };
          const { exitCode, stdout, stderr } = await workspace.cli(args, options);
          assert.equal(exitCode, 0, `${stdout}\n${stderr}`);
          return stdout;
        };
        await run("stack", "init", "rehearsal", "--non-interactive");
        await run("up", "--yes", "--skip-preview", "--non-interactive", "--parallel", "10");
        assert.deepEqual(JSON.parse(await run("stack", "output", "--json")), {
          live: { "contoso/vm": "1", "contoso/app": "1152921505700000002", "fabrikam/database": "4" },
        });
        const byApi = Object.fromEntries(golives(simulator).map(({ offer = "", api }) => [offer, api]));
        assert.deepEqual(byApi, {
          "contoso/vm": "cloudPartner",
          "contoso/app": "productIngestion",
          "fabrikam/database": "cloudPartner",
        });
        assert.deepEqual(
          golives(simulator)
            .map(({ offer }) => offer)
            .sort(),
          ["contoso/app", "contoso/vm", "fabrikam/database"],
        );
      });
    } finally {
      await simulator.close();
    }
  });
});

interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

interface Job {
  readonly needs?: string;
  readonly environment: string;
  readonly "timeout-minutes": number;
  readonly concurrency?: unknown;
  readonly env?: Readonly<Record<string, string>>;
  readonly steps: readonly { readonly uses?: string; readonly run?: string }[];
}

async function workflow(name: string): Promise<Workflow> {
  // The SDK reads Pulumi.yaml with it.
  const { load } = createRequire(require.resolve("@pulumi/pulumi"))("js-yaml") as {
    load: (text: string) => unknown;
  };
  const path = join(EXAMPLES, "github-actions", ".github", "workflows", `${name}.yml`);
  return load(await readFile(path, "utf8")) as Workflow;
}

/** What a job runs of Pulumi, and its environment but for what GitHub fills in. */
function pulumiOf({ env, jobs }: Workflow, name: string): { args: string[]; env: Record<string, string> } {
  const job = jobs[name];
  const commands = job?.steps.flatMap(({ run = "" }) => (run.startsWith("pulumi ") ? [run] : [])) ?? [];
  assert.equal(commands.length, 1, `${name}: ${commands.join("; ")}`);
  const [, ...words] = commands[0]?.match(/'[^']*'|\S+/g) ?? [];
  return {
    args: words.map((word) => word.replace(/^'|'$/g, "")),
    env: Object.fromEntries(
      Object.entries({ ...env, ...job?.env }).filter(([, value]) => !value.includes("${{")),
    ),
  };
}

/** Lets version 2 of contoso/vm pass at any time. */
const GATES = {
  "approved-versions": { versions: { "contoso/vm": ["2"] } },
  "known-offers": { offers: ["contoso/vm"] },
  "launching-stacks": { stacks: ["production"] },
  "launch-window": "disabled",
};

describe("the example github-actions", function () {
  this.timeout(300_000);

  it("previews first, and gives a launch more time than it waits and less than a job has", async () => {
    const [first, second] = [await workflow("launch"), await workflow("resume")];
    const { preview, launch } = first.jobs;
    const { resume } = second.jobs;
    assert.equal(launch?.needs, "preview");
    for (const job of [launch, resume]) {
      const minutes = job?.["timeout-minutes"] ?? 0;
      assert.ok(minutes > 300 && minutes < 360, `${minutes} minutes, for a timeout of 5h in a job of 6h`);
    }
    assert.deepEqual(resume?.concurrency, launch.concurrency);
    assert.deepEqual(
      [preview, launch, resume].map((job) => job?.env?.["AZURE_MARKETPLACE_READ_ONLY"]),
      ["true", undefined, "true"],
    );
    for (const { permissions, jobs } of [first, second]) {
      assert.deepEqual(permissions, { contents: "read", "id-token": "write" });
      const used = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ uses = [] }) => uses));
      for (const action of used) assert.match(action, /@v\d+$/);
    }
  });

  it("launches once, and resumes read-only what a canceled job left", async () => {
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
        await cp(join(EXAMPLES, "policy-pack"), join(folder, "policy-pack"), { recursive: true });
        await writeFile(join(folder, "policy-pack", "policy-config.json"), JSON.stringify(GATES));
        const service = environmentOf(simulator);
        const [first, second] = [await workflow("launch"), await workflow("resume")];
        await workspace.cli(["stack", "init", "production", "--non-interactive"]);
        const config = ["publisherId=contoso", "offerId=vm", "offerVersion=2"];
        await workspace.cli(["config", "set-all", ...config.flatMap((one) => ["--plaintext", one])]);

        const preview = pulumiOf(first, "preview");
        const seen = await workspace.cli(preview.args, { env: { ...service, ...preview.env } });
        assert.equal(seen.exitCode, 0, seen.stdout + seen.stderr);
        assert.match(seen.stdout, /up would launch version 2, which is ready/);
        assert.equal(golives(simulator).length, 0);

        const launch = pulumiOf(first, "launch");
        const job = workspace.start(launch.args, { env: { ...service, ...launch.env } });
        const text = ended(job);
        await Promise.race([launching, once(job, "close")]);
        job.kill("SIGINT");
        assert.match(await text, /\[INTERRUPTED\]/);

        const resume = pulumiOf(second, "resume");
        const resumed = await workspace.cli(resume.args, { env: { ...service, ...resume.env } });
        assert.equal(resumed.exitCode, 0, resumed.stdout + resumed.stderr);
        assert.equal(simulator.offer("contoso/vm").productionVersion, 2);
        assert.equal(golives(simulator).length, 1);
      });
    } finally {
      await simulator.close();
    }
  });
});
