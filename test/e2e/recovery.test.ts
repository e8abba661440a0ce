import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { commandBlocks } from "../docs/blocks";
import { root } from "../support/root";
import { upKilledAt } from "./support/killed";
import { playProject, type Project } from "./support/project";
import { golives, NAME } from "./support/scene";

const PENDING = /1 pending operations from previous deployment/;

/** The commands of docs/operations.md, "Recovery", without the program's name. */
async function recovery(): Promise<string[][]> {
  const page = await readFile(join(root, "docs", "operations.md"), "utf8");
  const [block] = commandBlocks(page.slice(page.indexOf("## Recovery")));
  const lines = (block?.code ?? "").trim().split("\n");
  assert.ok(lines.every((line) => line.startsWith("pulumi ")));
  return lines.map((line) => line.split(" ").slice(1));
}

async function green(project: Project, args: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await project.run(...args, "--non-interactive");
  assert.equal(exitCode, 0, `${args.join(" ")}\n${stdout}\n${stderr}`);
  return stdout + stderr;
}

async function configure(project: Project, version: number): Promise<void> {
  for (const [key, value] of [
    ["publisherId", "contoso"],
    ["offerId", "vm"],
    ["offerVersion", String(version)],
  ] as const) {
    await green(project, ["config", "set", key, value, "--stack", "test"]);
  }
}

describe("recovery after a killed run, as docs/operations.md says", function () {
  this.timeout(300_000);

  it("removes the lock, follows the launch, and clears the warning: the first launch of a resource", () =>
    playProject({ launchTime: 6_000 }, async (project) => {
      await configure(project, 2);
      const [cancel, up, refresh] = (await recovery()) as [string[], string[], string[]];
      await upKilledAt(project, 6);
      const locked = await project.run("up", "--yes", "--non-interactive");
      assert.equal(locked.exitCode !== 0, true);
      assert.match(locked.stdout + locked.stderr, /the stack is currently locked by 1 lock\(s\)/);
      await green(project, cancel);
      assert.match(await green(project, up), PENDING);
      assert.equal(await project.status(), "succeeded");
      await green(project, ["refresh", "--yes"]);
      assert.match(await green(project, up), PENDING, "a plain refresh keeps an interrupted create");
      await green(project, refresh);
      assert.doesNotMatch(await green(project, up), PENDING);
      assert.equal(golives(project.simulator).length, 1);
    }));

  it("does the same for the launch of a next version, which a plain refresh clears", () =>
    playProject({ launchTime: 3_000 }, async (project) => {
      await configure(project, 2);
      const [cancel, up] = (await recovery()) as [string[], string[], string[]];
      await green(project, up);
      project.simulator.publish(NAME, { duration: 0 });
      await configure(project, 3);
      const running = project.simulator.requests.length;
      // Killed after the look of the run's own preview and its own, and the POST.
      await upKilledAt(project, running + 5, () =>
        project.workspace.start(["up", "--yes", "--skip-preview", "--non-interactive"], {
          env: project.env,
        }),
      );
      await green(project, cancel);
      assert.match(await green(project, up), PENDING);
      await green(project, ["refresh", "--yes"]);
      assert.doesNotMatch(await green(project, up), PENDING);
      assert.equal(project.simulator.offer(NAME).productionVersion, 3);
      assert.equal(golives(project.simulator).length, 2);
    }));
});
