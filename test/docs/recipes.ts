import assert from "node:assert/strict";
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startSimulator, type Simulator } from "../../simulator";
import { root } from "../support/root";
import { runCommand } from "../../scripts/runCommand";
import { commandBlocks } from "./blocks";
import { environmentOf, golives, NAME } from "../e2e/support/scene";
import { withWorkspace, type Workspace } from "../e2e/support/workspace";

const QUICKSTART = join(root, "examples", "quickstart");

/** Runs a command of the engine in a folder of the workspace, which must be green. */
type Run = (folder: string, ...args: string[]) => Promise<string>;

async function play(
  act: (run: Run, simulator: Simulator, workspace: Workspace) => Promise<void>,
  live = 4,
): Promise<void> {
  const seed = { publisherId: "contoso", offerId: "vm", production: live };
  const simulator = await startSimulator({ offers: [seed], launchTime: 200, publishTime: 0 });
  try {
    await withWorkspace((workspace) =>
      act(
        async (folder, ...args) => {
          const options = { cwd: join(workspace.folder, folder), env: environmentOf(simulator) };
          const { exitCode, stdout, stderr } = await workspace.cli([...args, "--non-interactive"], options);
          assert.equal(exitCode, 0, `${args.join(" ")}\n${stdout}\n${stderr}`);
          return stdout;
        },
        simulator,
        workspace,
      ),
    );
  } finally {
    await simulator.close();
  }
}

/** The program under a heading of docs/operations.md. */
async function programOf(heading: string): Promise<string> {
  const page = await readFile(join(root, "docs", "operations.md"), "utf8");
  const [, program] = /```ts\n(.*?)```/s.exec(page.slice(page.indexOf(`### ${heading}`))) ?? [];
  assert.ok(program !== undefined, heading);
  return program;
}

/** Runs the commands under a heading of docs/operations.md in a project, and gives what they printed. */
async function commandsOf(
  heading: string,
  simulator: Simulator,
  { folder, env }: Workspace,
  name: string,
): Promise<string> {
  const page = await readFile(join(root, "docs", "operations.md"), "utf8");
  const [block] = commandBlocks(page.slice(page.indexOf(`### ${heading}`)));
  // Nothing is installed here: npx would ask the registry for a name that nobody owns.
  const look = `"${process.execPath}" "${join(root, "dist/provider/look/main.js")}"`;
  const code = (block?.code ?? "").replaceAll("npx pulumi-azure-marketplace", look);
  assert.ok(code.includes(look));
  const { exitCode, stdout, stderr } = await runCommand("bash", ["-eo", "pipefail", "-c", code], {
    cwd: join(folder, name),
    env: { ...env, ...environmentOf(simulator) },
  });
  assert.equal(exitCode, 0, stdout + stderr);
  return stdout;
}

/** A project beside the others of the workspace: the quickstart's, with another program if there is one. */
async function project({ folder }: Workspace, name: string, program?: string): Promise<void> {
  await mkdir(join(folder, name));
  await cp(QUICKSTART, join(folder, name), { recursive: true });
  if (program !== undefined) await writeFile(join(folder, name, "index.ts"), program);
}

async function configure(run: Run, folder: string, stack: string, version: number): Promise<void> {
  const settings = ["publisherId=contoso", "offerId=vm", `offerVersion=${version}`];
  const args = settings.flatMap((one) => ["--plaintext", one]);
  await run(folder, "config", "set-all", "--stack", stack, ...args);
}

const TEXTS = { title: "Contoso VM", price: 20 };

/** Saves the draft as somebody would in Partner Center, and publishes it to preview. */
async function publish(simulator: Simulator, { title, price }: typeof TEXTS, plans: string[]): Promise<void> {
  const url = `${simulator.url}/api/publishers/contoso/offers/vm?api-version=2017-10-31`;
  const definition = {
    displayText: title,
    plans: plans.map((planId) => ({ planId, price: { monthly: planId === "basic" ? price : 90 } })),
  };
  const response = await fetch(url, {
    method: "PUT",
    headers: { authorization: "Bearer x", "content-type": "application/json", "if-match": "*" },
    body: JSON.stringify({
      ...{ publisherId: "contoso", id: "vm", offerTypeId: "microsoft-azure-virtualmachines" },
      definition,
    }),
  });
  assert.equal(response.status, 200, await response.text());
  simulator.publish(NAME, { duration: 0 });
}

async function live(simulator: Simulator): Promise<unknown> {
  const slot = `${simulator.url}/api/publishers/contoso/offers/vm/slot/production?api-version=2017-10-31`;
  const response = await fetch(slot, { headers: { authorization: "Bearer x" } });
  return ((await response.json()) as { definition: unknown }).definition;
}

describe("the recipes of docs/operations.md on the real engine", function () {
  this.timeout(300_000);

  it("An approved version, from pull request to launch: what is approved is launched, and nothing newer", () =>
    play(async (run, simulator, workspace) => {
      await project(workspace, "shop");
      await cp(join(root, "examples", "policy-pack"), join(workspace.folder, "policy-pack"), {
        recursive: true,
      });
      await run("shop", "stack", "init", "production");
      await configure(run, "shop", "production", 4);
      await publish(simulator, TEXTS, ["basic"]);
      const seen = await commandsOf("An approved version", simulator, workspace, "shop");
      assert.match(seen, /contoso\/vm: up would launch version 5, which is ready/);
      assert.match(seen, /policy-pack|Policies:/);

      const policies = [
        "--policy-pack",
        "../policy-pack",
        "--policy-pack-config",
        "../policy-pack/policy-config.json",
      ];
      const up = (): Promise<string> => run("shop", "up", "--yes", "--skip-preview", ...policies);
      await publish(simulator, { ...TEXTS, price: 1 }, ["basic"]);
      await assert.rejects(up(), /\[PREVIEW_OTHER_VERSION\]/);
      assert.equal(golives(simulator).length, 0);
      await configure(run, "shop", "production", 6);
      await assert.rejects(up(), /approved-versions/);
      assert.equal(golives(simulator).length, 0);
      await commandsOf("An approved version", simulator, workspace, "shop");
      await up();
      assert.equal(simulator.offer(NAME).productionVersion, 6);
    }));

  it("One offer in staging and production: both report, production alone launches", () =>
    play(async (run, simulator, workspace) => {
      await project(workspace, "shop", await programOf("One offer in staging and production"));
      await publish(simulator, TEXTS, ["basic"]);
      const outputs: unknown[] = [];
      for (const stack of ["staging", "production"]) {
        await run("shop", "stack", "init", stack);
        await configure(run, "shop", stack, 5);
        await run("shop", "up", "--yes", "--skip-preview", "--stack", stack);
        outputs.push(JSON.parse(await run("shop", "stack", "output", "--json", "--stack", stack)));
        assert.equal(golives(simulator).length, stack === "staging" ? 0 : 1);
      }
      assert.deepEqual(outputs, [{ testersSee: "5" }, { testersSee: "5", customersSee: "5" }]);
    }));

  it("Rollback: the old content is live again under a new number, and the old number is refused", () =>
    play(async (run, simulator, workspace) => {
      await project(workspace, "shop");
      await run("shop", "stack", "init", "production");
      const launch = async (version: number): Promise<string> => {
        await configure(run, "shop", "production", version);
        const seen = await run("shop", "preview");
        await run("shop", "up", "--yes", "--skip-preview");
        return seen;
      };
      await publish(simulator, TEXTS, ["basic"]);
      await launch(5);
      const good = await live(simulator);
      await publish(simulator, { title: "Contoso WM", price: 2 }, ["basic"]);
      await launch(6);
      assert.notDeepEqual(await live(simulator), good);

      await configure(run, "shop", "production", 5);
      await assert.rejects(run("shop", "up", "--yes", "--skip-preview"), /\[SUPERSEDED\]/);

      await publish(simulator, TEXTS, ["basic"]);
      assert.match(await launch(7), /price\.monthly: 2 => 20/);
      assert.deepEqual(await live(simulator), good);
      assert.equal(golives(simulator).length, 3);
    }));

  it("The version of one stack in another", () =>
    play(async (run, simulator, workspace) => {
      await project(workspace, "shop");
      await run("shop", "stack", "init", "production");
      await configure(run, "shop", "production", 4);
      await run("shop", "up", "--yes", "--skip-preview");
      await project(workspace, "docs", await programOf("The version of one stack in another"));
      await writeFile(join(workspace.folder, "docs", "Pulumi.yaml"), "name: docs\nruntime: nodejs\n");
      await run("docs", "stack", "init", "production");
      await run("docs", "up", "--yes", "--skip-preview");
      assert.equal((await run("docs", "stack", "output", "documentedVersion")).trim(), "4");
      assert.equal(golives(simulator).length, 0);
    }));
});

describe("the preview that the README shows", function () {
  this.timeout(120_000);

  it("is what the engine prints", () =>
    play(async (run, simulator, workspace) => {
      const readme = await readFile(join(root, "README.md"), "utf8");
      const [, shown = ""] = /```text\n(.*?)```/s.exec(readme) ?? [];
      assert.ok(shown.includes("would become public"));
      // The README's offer has this live as version 4.
      await publish(simulator, TEXTS, ["basic"]);
      simulator.goLive(NAME, { duration: 0 });
      await publish(simulator, { ...TEXTS, price: 25 }, ["basic", "pro"]);
      await project(workspace, "shop");
      await run("shop", "stack", "init", "production");
      await configure(run, "shop", "production", 5);
      const printed = await run("shop", "preview");
      assert.ok(printed.includes(shown), printed);
    }, 3));
});
