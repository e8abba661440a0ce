import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { bundlePlugin } from "../../scripts/pluginBundle";
import { thisMachine } from "../../scripts/pulumiCli";
import { runCommand, type CommandOutcome } from "../../scripts/runCommand";
import { generateSdks } from "../../scripts/sdkGenerator";
import { withYamlHost } from "../../scripts/yamlHost";
import { startSimulator } from "../../simulator";
import { bestPortMs, PORT_MS } from "../e2e/support/pluginServer";
import { environmentOf, golives, NAME } from "../e2e/support/scene";
import { withWorkspace, type Workspace } from "../e2e/support/workspace";
import { pack } from "../package/support/packed";
import { root } from "../support/root";

// `npm run test:ways`: every way to get the plugin, from what a user gets. It installs packages, and takes minutes.

const CONFIG = ["publisherId=contoso", "offerId=vm", "offerVersion=2"].flatMap((one) => ["--config", one]);
const machine = (): ReturnType<typeof thisMachine> =>
  thisMachine(process.env, (line) => process.stderr.write(`${line}\n`));

function assertDone({ exitCode, stdout, stderr }: CommandOutcome): void {
  assert.equal(exitCode, 0, stdout + stderr);
}

/** The environment without the plugin that npm has linked for this checkout itself. */
async function withoutPlugin({ env }: Workspace): Promise<NodeJS.ProcessEnv> {
  const folders = (env["PATH"] ?? "").split(delimiter).filter((one) => !one.endsWith("node_modules/.bin"));
  const PATH = [dirname(process.execPath), ...folders].join(delimiter);
  return withYamlHost({ ...env, PATH }, machine());
}

/** Takes a version live with the YAML example, after `install` has brought the plugin. */
async function launchFromYaml(
  install: (workspace: Workspace, pulumi: (...args: string[]) => Promise<CommandOutcome>) => Promise<void>,
): Promise<void> {
  const simulator = await startSimulator({ offers: [`${NAME}@2`], launchTime: 300 });
  try {
    await withWorkspace(async (workspace) => {
      const project = join(workspace.folder, "project");
      await cp(join(root, "examples/yaml"), project, { recursive: true });
      // npm would install into a folder above otherwise.
      await writeFile(join(project, "package.json"), '{ "private": true }');
      const home = join(workspace.folder, "home");
      await mkdir(home);
      const { PATH = "" } = await withoutPlugin(workspace);
      const env = { ...environmentOf(simulator), PATH, PULUMI_HOME: home };
      const pulumi = (...args: string[]): Promise<CommandOutcome> =>
        workspace.cli(args, { env, cwd: project });
      await install(workspace, pulumi);
      assertDone(await pulumi("stack", "init", "test", "--non-interactive"));
      const up = await pulumi("up", "--yes", "--skip-preview", "--non-interactive", ...CONFIG);
      assertDone(up);
      assert.match(up.stdout, /liveVersion: "2"/);
      assert.equal(golives(simulator).length, 1);
    });
  } finally {
    await simulator.close();
  }
}

describe("the plugin, as users get it", function () {
  this.timeout(600_000);
  let folder: string;
  let tarball = "";

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "azure-marketplace-ways-"));
    tarball = (await pack(folder)).path;
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it("is one executable, which the CLI installs from its archive", () =>
    launchFromYaml(async (_workspace, pulumi) => {
      const archive = await bundlePlugin(folder);
      assert.match(archive, /pulumi-resource-azure-marketplace-v0\.1\.0-\w+-\w+\.tar\.gz$/);
      execFileSync("tar", ["-xzf", archive, "-C", folder]);
      const bestMs = await bestPortMs([join(folder, "pulumi-resource-azure-marketplace")]);
      assert.ok(bestMs <= PORT_MS, `the port after ${Math.round(bestMs)} ms`);
      const install = ["plugin", "install", "resource", "azure-marketplace", "0.1.0", "--file", archive];
      assertDone(await pulumi(...install));
    }));

  it("is a folder of the packed tarball, for package add", () =>
    launchFromYaml(async (workspace, pulumi) => {
      const project = join(workspace.folder, "project");
      const npm = ["install", "--no-audit", "--no-fund", tarball];
      assertDone(await runCommand("npm", npm, { cwd: project, env: process.env }));
      const folderOfPlugin = "./node_modules/pulumi-azure-marketplace/plugin";
      const added = await pulumi("package", "add", folderOfPlugin);
      assert.match(
        added.stdout + added.stderr,
        /Successfully generated an SDK for the azure-marketplace package/,
      );
      const file = join(project, "Pulumi.yaml");
      const text = await readFile(file, "utf8");
      if (added.exitCode === 0) {
        assert.match(text, /^packages:/m);
        return;
      }
      // The language host that is built here is older than the CLI, and lacks the last step.
      assert.match(added.stderr, /method Link not implemented/);
      await writeFile(file, `${text}packages: { azure-marketplace: ${folderOfPlugin} }\n`);
    }));

  it("is a path in Pulumi.yaml", () =>
    launchFromYaml(async (workspace) => {
      const project = join(workspace.folder, "project");
      const npm = ["install", "--no-audit", "--no-fund", tarball];
      assertDone(await runCommand("npm", npm, { cwd: project, env: process.env }));
      const file = join(project, "Pulumi.yaml");
      const plugins = "plugins: { providers: [{ name: azure-marketplace, path: node_modules/.bin }] }\n";
      await writeFile(file, (await readFile(file, "utf8")) + plugins);
    }));

  it("is a folder of a git clone, which compiles itself", async () => {
    const clone = join(folder, "clone");
    await mkdir(clone);
    const names = execFileSync("git", ["ls-files", "provider", "plugin", "package.json"], { cwd: root });
    execFileSync("tar", ["-cf", join(folder, "clone.tar"), ...names.toString().trim().split("\n")], {
      cwd: root,
    });
    execFileSync("tar", ["-xf", join(folder, "clone.tar"), "-C", clone]);
    const place = join(clone, "plugin");
    assertDone(
      await runCommand("npm", ["install", "--no-audit", "--no-fund"], { cwd: place, env: process.env }),
    );
    const child = spawn(process.execPath, [join(place, "index.cjs")], { stdio: ["pipe", "pipe", "inherit"] });
    const [port] = (await once(createInterface(child.stdout), "line")) as [string];
    assert.match(port, /^\d+$/);
    child.stdin.end();
    assert.deepEqual(await once(child, "exit"), [0, null]);
  });

  it("has an SDK for Node whose declarations compile", async () => {
    const sdks = join(folder, "sdks");
    await generateSdks(join(root, "plugin/schema.json"), sdks, ["nodejs"], machine());
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    const args = [
      "--ignoreConfig",
      "--noEmit",
      "--skipLibCheck",
      "--module",
      "node20",
      "--types",
      "node",
      "index.ts",
    ];
    const roots = ["--typeRoots", join(root, "node_modules/@types")];
    await cp(join(root, "package.json"), join(sdks, "nodejs/package.json"));
    execFileSync("ln", ["-s", join(root, "node_modules"), join(sdks, "nodejs/node_modules")]);
    const command = [tsc, ...args, ...roots];
    assertDone(await runCommand(process.execPath, command, { cwd: join(sdks, "nodejs"), env: process.env }));
  });
});
