import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../support/root";
import { commandsOf, readWorkflow, WORKFLOWS, type Job, type Workflow } from "../../support/workflow";

/** Commands that write a stack's state, or launch. */
const WRITES =
  /\bpulumi (?:up|update|refresh|destroy|import|cancel|state|stack (?:init|import|rm)|config set)\b/;

describe("the example github-actions", () => {
  const workflows = new Map<string, Workflow>();
  before(async () => {
    for (const name of ["launch", "resume"]) workflows.set(name, await readWorkflow(name));
  });
  const job = (workflow: string, name: string): Job => workflows.get(workflow)!.jobs[name]!;
  const all = (): [string, Job][] =>
    [...workflows].flatMap(([file, { jobs }]) =>
      Object.entries(jobs).map(([name, one]): [string, Job] => [`${file}/${name}`, one]),
    );
  const text = (name: string): string => readFileSync(join(root, ...WORKFLOWS, `${name}.yml`), "utf8");

  it("gives the environment that can launch to one job, on main alone, after a preview", () => {
    assert.deepEqual(
      all().flatMap(([name, { environment }]) => (environment === "production" ? [name] : [])),
      ["launch/launch"],
    );
    const launch = job("launch", "launch");
    assert.match(launch.if ?? "", /event_name != 'pull_request' && github\.ref == 'refs\/heads\/main'/);
    assert.equal(launch.needs, "preview");
    assert.ok(commandsOf(launch).some((line) => line.startsWith("pulumi up ")));
  });

  it("has no command in jobs of pull requests that launches or writes state", () => {
    const reachable = Object.entries(workflows.get("launch")!.jobs).filter(([name]) => name !== "launch");
    assert.deepEqual(
      reachable.map(([name]) => name),
      ["preview", "comment"],
    );
    for (const [name, { steps }] of reachable) {
      for (const { run = "", with: given = {} } of steps) {
        assert.doesNotMatch(run, WRITES, name);
        assert.equal(given["command"], undefined, name);
      }
    }
    assert.equal(job("launch", "preview").environment, "preview");
    assert.equal(job("launch", "preview").env?.["AZURE_MARKETPLACE_READ_ONLY"], "true");
    assert.equal(job("launch", "preview").env?.["AZURE_MARKETPLACE_STRICT_PREVIEW"], "true");
    assert.ok(!("pull_request" in workflows.get("resume")!.on));
    assert.ok([...workflows.values()].every(({ on }) => !("pull_request_target" in on)));
  });

  it("keeps secrets, identities and rights to the job that needs them", () => {
    for (const [name, { permissions, env }] of workflows) {
      assert.deepEqual(permissions, {}, name);
      assert.doesNotMatch(JSON.stringify(env), /secrets\.|CLIENT_ID/, name);
    }
    const rights = { contents: "read", "id-token": "write" };
    for (const [name, one] of all()) {
      if (name === "launch/comment") continue;
      assert.deepEqual(one.permissions, rights, name);
      assert.ok(one.environment !== undefined, name);
    }
  });

  it("writes the comment in a job that runs no code of the pull request", () => {
    const comment = job("launch", "comment");
    assert.deepEqual(comment.permissions, { "pull-requests": "write" });
    assert.equal(comment.environment, undefined);
    assert.ok(comment.steps.every(({ uses }) => uses === undefined));
    assert.match(comment.steps[0]?.run ?? "", /gh pr comment "\$NUMBER"/);
  });

  it("puts nothing that others write into a script's text", () => {
    for (const [name, { steps }] of all()) {
      for (const { run = "" } of steps) assert.doesNotMatch(run, /\$\{\{/, name);
    }
  });

  it("queues what writes state, and lets nothing cancel a job that waits", () => {
    const writing = all().filter(([, one]) => commandsOf(one).some((line) => WRITES.test(line)));
    assert.deepEqual(
      writing.map(([name]) => name),
      ["launch/launch", "resume/resume"],
    );
    for (const [name, { concurrency }] of writing) {
      assert.deepEqual(concurrency, { group: "production", "cancel-in-progress": false, queue: "max" }, name);
    }
  });

  it("pins actions by commit with the release beside it, and CLI, Node and runner by version", () => {
    for (const [name, one] of all()) {
      assert.match(one["runs-on"], /^ubuntu-\d\d\.\d\d$/, name);
      for (const { uses = "", with: given = {} } of one.steps) {
        if (uses !== "") assert.match(uses, /^[\w-]+\/[\w-]+@[0-9a-f]{40}$/, name);
        if (uses.startsWith("pulumi/")) assert.match(given["pulumi-version"] ?? "", /^\d+\.\d+\.\d+$/);
        if (uses.includes("/setup-node@")) assert.match(given["node-version"] ?? "", /^\d+\.\d+\.\d+$/);
      }
    }
    for (const name of workflows.keys()) {
      for (const line of text(name)
        .split("\n")
        .filter((one) => one.includes("uses: "))) {
        assert.match(line, /# v\d+\.\d+\.\d+/);
      }
    }
  });

  it("runs for the files that a launch depends on, and for no others", () => {
    const { pull_request: request, push } = workflows.get("launch")!.on;
    for (const paths of [request?.paths ?? [], push?.paths ?? []]) {
      assert.ok(paths.includes("Pulumi*.yaml"));
      assert.ok(paths.includes("policy-pack/**"));
      assert.ok(paths.includes(".github/workflows/launch.yml"));
      assert.ok(!paths.includes("**"));
    }
  });

  it("gives a launch more time than it waits, and less than a hosted job has", () => {
    const minutes = job("launch", "launch")["timeout-minutes"];
    assert.ok(minutes > 300 && minutes < 360, `${minutes} minutes, for a timeout of 5h in a job of 6h`);
  });

  it("runs nothing on a schedule that launches, or looks at what main declares", () => {
    const scheduled = [...workflows].filter(([, { on }]) => "schedule" in on);
    assert.deepEqual(
      scheduled.map(([name]) => name),
      ["resume"],
    );
    const resume = job("resume", "resume");
    assert.equal(resume.env?.["AZURE_MARKETPLACE_READ_ONLY"], "true");
    assert.deepEqual(
      commandsOf(resume).map((line) => line.split(" ").slice(0, 3).join(" ")),
      ["pulumi refresh --yes", "pulumi stack export", "node .github/launches.mjs state.json"],
    );
  });

  const states: readonly (readonly [string, string | undefined, number])[] = [
    ["a launch that runs", "running", 0],
    ["a launch that is live", "succeeded", 0],
    ["a stack that has launched nothing", undefined, 0],
    ["a launch that failed", "failed", 1],
    ["a launch that was canceled", "canceled", 1],
    ["a launch whose answer was lost", "indeterminate", 1],
  ];
  for (const [title, status, exitCode] of states) {
    it(`is ${exitCode === 0 ? "green" : "red"} over ${title}`, () => {
      const launch = {
        type: "pulumi-nodejs:dynamic/marketplace:OfferGoLive",
        id: "contoso/vm",
        outputs: { offerVersion: "5", status, failure: { message: "step Live failed" } },
      };
      const resources = [{ type: "pulumi:pulumi:Stack" }, ...(status === undefined ? [] : [launch])];
      const script = join(root, "examples", "github-actions", ".github", "launches.mjs");
      const folder = mkdtempSync(join(tmpdir(), "launches-"));
      const state = join(folder, "state.json");
      writeFileSync(state, JSON.stringify({ deployment: { resources } }));
      const {
        status: code,
        stdout,
        stderr,
      } = spawnSync(process.execPath, [script, state], {
        encoding: "utf8",
      });
      rmSync(folder, { recursive: true });
      assert.equal(code, exitCode, stderr);
      assert.match(stdout, status === undefined ? /launched nothing yet/ : /contoso\/vm version 5: /);
    });
  }
});
