import assert from "node:assert/strict";
import { requestsSeen, upKilledAt } from "./support/killed";
import { argumentsOf, ended, killAll, playProject, processTree, type Project } from "./support/project";
import { golives, NAME } from "./support/scene";

/** All twenty moments take minutes: `npm run test:soak` asks for them. */
const soak = process.env["OFFER_GO_LIVE_SOAK"] !== undefined;

/**
 * When to kill, by how many requests the service has seen: the look takes four, the POST is the fifth, then the
 * operation is asked every second, and the confirmation takes four. Zero is before the first request.
 */
const ALL_MOMENTS = Array.from({ length: 20 }, (_, index) => index);
const MOMENTS = soak ? ALL_MOMENTS : [3, 5, 6, 9, 14];

/** The same for each program: the quickstart launches through the dynamic resource, YAML through the plugin. */
const PROGRAMS = [
  ["quickstart", MOMENTS],
  ["yaml", soak ? ALL_MOMENTS : [3, 6]],
] as const;

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function posts(project: Project): number {
  return golives(project.simulator).length;
}

describe("an interrupted run on the real engine", function () {
  this.timeout(300_000);

  for (const [program, moments] of PROGRAMS)
    for (const moment of moments) {
      it(`is resumed without a second POST: CLI and provider killed at request ${moment} (${program})`, async () => {
        // As long as all moments need.
        await playProject({ program, launchTime: soak ? 12_000 : 6_000 }, async (project) => {
          await upKilledAt(project, moment);
          await project.run("cancel", "--yes", "--stack", "test");
          const { exitCode, stdout, stderr } = await project.up();
          assert.equal(exitCode, 0, `${stdout}\n${stderr}`);
          assert.equal(posts(project), 1);
          assert.equal(await project.status(), "succeeded");
        });
      });
    }

  for (const [program] of PROGRAMS)
    it(`ends within 5 s of Ctrl-C, says that the launch goes on, and is resumed (${program})`, async () => {
      await playProject({ program, launchTime: 12_000 }, async (project) => {
        const cli = project.startUp();
        const text = ended(cli);
        await requestsSeen(project, 7, cli);
        const interruptedAt = Date.now();
        cli.kill("SIGINT");
        assert.match(await text, /goes on at the service.*Run "pulumi up" again to resume.*\[INTERRUPTED\]/);
        assert.ok(Date.now() - interruptedAt < 5_000, `${Date.now() - interruptedAt} ms`);
        assert.equal(await project.status(), "", "the failed update exports nothing");
        const refreshed = await project.run("refresh", "--yes", "--stack", "test", "--non-interactive");
        assert.equal(refreshed.exitCode, 0, refreshed.stdout + refreshed.stderr);
        const { exitCode, stdout } = await project.up();
        assert.equal(exitCode, 0, stdout);
        assert.equal(await project.status(), "succeeded");
        assert.equal(posts(project), 1);
      });
    });

  it("leaves no plugin that goes on asking: within 2 s of its engine's death", async () => {
    await playProject({ program: "yaml", launchTime: 60_000 }, async (project) => {
      const cli = project.startUp();
      const text = ended(cli);
      await requestsSeen(project, 7, cli);
      const pids = processTree(cli.pid ?? 0);
      const plugins = pids.filter((pid) => argumentsOf(pid).includes("pulumi-resource-azure-marketplace"));
      // One of them tells the language host the schema.
      assert.ok(plugins.length > 0, pids.map(argumentsOf).join("\n"));
      const killedAt = Date.now();
      killAll(pids.slice(0, 1));
      while (plugins.some(isAlive) && Date.now() - killedAt < 2_000) await new Promise(setImmediate);
      const left = plugins.filter(isAlive);
      // The language host of YAML may stay.
      killAll(pids);
      await text;
      assert.deepEqual(left, []);
    });
  });

  it("is resumed after Ctrl-C twice", async () => {
    await playProject({}, async (project) => {
      const cli = project.startUp();
      const text = ended(cli);
      await requestsSeen(project, 7, cli);
      cli.kill("SIGINT");
      cli.kill("SIGINT");
      await text;
      await project.run("cancel", "--yes", "--stack", "test");
      const { exitCode, stdout, stderr } = await project.up();
      assert.equal(exitCode, 0, `${stdout}\n${stderr}`);
      assert.equal(posts(project), 1);
      assert.equal(await project.status(), "succeeded");
    });
  });

  it("up --refresh between does no harm", async () => {
    await playProject({}, async (project) => {
      await upKilledAt(project, 7);
      await project.run("cancel", "--yes", "--stack", "test");
      const { exitCode, stdout, stderr } = await project.up("--refresh");
      assert.equal(exitCode, 0, `${stdout}\n${stderr}`);
      assert.equal(posts(project), 1);
    });
  });

  it("of two stacks that launch the same offer at once, one launches and the other adopts", async () => {
    await playProject({}, async (project) => {
      await project.run("stack", "init", "other", "--non-interactive");
      const both = [project.startUp("test"), project.startUp("other")];
      const texts = await Promise.all(both.map(ended));
      const accepted = golives(project.simulator).filter((one) => one.accepted);
      assert.equal(accepted.length, 1, texts.join("\n"));
      for (const [index, cli] of both.entries()) {
        const text = texts[index] ?? "";
        assert.ok(cli.exitCode === 0 || /LAUNCH_IN_THE_WAY|GOLIVE_REFUSED/.test(text), text);
      }
      assert.equal(project.simulator.offer(NAME).productionVersion, 2);
    });
  });

  if (soak) {
    it("leaves no provider that goes on asking: within two minutes of its engine's death", async function () {
      this.timeout(300_000);
      await playProject({ launchTime: 600_000, retryAfterSeconds: 1 }, async (project) => {
        const cli = project.startUp();
        const text = ended(cli);
        await requestsSeen(project, 7, cli);
        const pids = processTree(cli.pid ?? 0);
        killAll(pids.slice(0, 1));
        await text;
        await new Promise((done) => setTimeout(done, 120_000));
        const asked = project.simulator.requests.length;
        await new Promise((done) => setTimeout(done, 5_000));
        assert.equal(project.simulator.requests.length, asked);
        assert.deepEqual(pids.filter(isAlive), [], "the provider has ended, too");
      });
    });
  }
});
