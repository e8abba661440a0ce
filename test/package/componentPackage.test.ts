import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { CommandOutcome } from "../../scripts/runCommand";
import { startSimulator } from "../../simulator";
import { environmentOf, golives, NAME } from "../e2e/support/scene";
import { withWorkspace } from "../e2e/support/workspace";
import { triesAll } from "./support/cases";
import { pack } from "./support/packed";
import { run, toolCommand } from "./support/tools";
import { readVersions } from "./support/versions";

/** A program's folder, and a package beside it that declares the launch in a component. */
interface Layout {
  readonly manager: "pnpm" | "npm";
  readonly title: string;
  /** From the project's folder; all of them are text or JSON. */
  readonly files: (tarball: string, sdk: string) => Readonly<Record<string, unknown>>;
  readonly install: readonly string[];
  /** Installs the tarball in the program's folder, as the error says. */
  readonly command: readonly string[];
}

const RELEASE = `const pulumi = require("@pulumi/pulumi");
const { OfferGoLive } = require("pulumi-azure-marketplace");
exports.Release = class extends pulumi.ComponentResource {
  constructor(name) {
    super("contoso:release:Release", name);
    this.launch = new OfferGoLive(name, { publisherId: "contoso", offerId: "vm", offerVersion: 2 }, { parent: this });
  }
};
`;
const PROGRAM = `const { Release } = require("contoso-release"); exports.status = new Release("vm").launch.status;`;

/** `main`: where Pulumi.yaml says that the program is, such as `bin/`. */
function infra(release: string, sdk: string, main = ""): Readonly<Record<string, unknown>> {
  const dependencies = { "contoso-release": release, "@pulumi/pulumi": sdk };
  return {
    "infra/package.json": { name: "infra", private: true, main: `${main}index.js`, dependencies },
    [`infra/${main}index.js`]: PROGRAM,
    "infra/Pulumi.yaml": `name: infra\nruntime: nodejs\n${main === "" ? "" : `main: ${main}\n`}`,
  };
}

function release(tarball: string, sdk: string): Readonly<Record<string, unknown>> {
  const manifest = {
    name: "contoso-release",
    version: "1.0.0",
    main: "index.js",
    dependencies: { "pulumi-azure-marketplace": `file:${tarball}` },
    devDependencies: { "@pulumi/pulumi": sdk },
    peerDependencies: { "@pulumi/pulumi": "^3.139.0" },
  };
  return { "release/package.json": manifest, "release/index.js": RELEASE };
}

const LAYOUTS: readonly Layout[] = [
  {
    manager: "pnpm",
    title: "a workspace of pnpm",
    files: (tarball, sdk) => ({
      "pnpm-workspace.yaml": "packages: [infra, release]\n",
      "package.json": { name: "workspace", private: true },
      ...release(tarball, sdk),
      ...infra("workspace:*", sdk),
    }),
    install: ["install", "--prefer-offline"],
    command: ["add", "--prefer-offline"],
  },
  {
    manager: "npm",
    title: "a linked folder of npm, with packages of its own, whose program is in bin",
    files: (tarball, sdk) => ({ ...release(tarball, sdk), ...infra("file:../release", sdk, "bin/") }),
    install: ["install", "--prefer-offline", "--no-audit", "--no-fund"],
    command: ["install", "--prefer-offline", "--no-audit", "--no-fund"],
  },
];

describe("a program whose launches are in a component package", function () {
  this.timeout(300_000);
  let folder: string;
  let tarball: string;
  let sdk: string;

  before(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), "azure-marketplace-components-")));
    tarball = (await pack(folder)).path;
    sdk = (await readVersions()).newest;
  });
  after(() => rm(folder, { recursive: true, force: true }));

  for (const { manager, title, files, install, command } of LAYOUTS.slice(0, triesAll ? undefined : 1)) {
    it(`is told what to install, and launches then: ${title}`, async () => {
      const project = join(folder, manager);
      for (const [name, content] of Object.entries(files(tarball, sdk))) {
        const file = join(project, name);
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, typeof content === "string" ? content : JSON.stringify(content));
      }
      const cwd = join(project, "infra");
      for (const place of manager === "pnpm" ? ["."] : ["release", "infra"])
        await run(toolCommand(manager), install, join(project, place));
      assert.ok(!(await readdir(join(cwd, "node_modules"))).includes("pulumi-azure-marketplace"));

      const simulator = await startSimulator({ offers: [`${NAME}@2`], launchTime: 200 });
      try {
        await withWorkspace(async (workspace) => {
          const pulumi = (...args: string[]): Promise<CommandOutcome> =>
            workspace.cli([...args, "--non-interactive"], { cwd, env: environmentOf(simulator) });
          await pulumi("stack", "init", "test");
          for (const words of [["preview"], ["up", "--yes", "--skip-preview"]]) {
            const { exitCode, stdout } = await pulumi(...words);
            assert.notEqual(exitCode, 0);
            assert.ok(
              stdout.includes(`is not installed in ${cwd}, the folder of this Pulumi program`),
              stdout,
            );
            assert.match(stdout, /\[PACKAGE_NOT_INSTALLED\]/);
            assert.ok(
              stdout.includes(
                `cd "${cwd}" && ${manager} ${manager === "pnpm" ? "add" : "install"} /path/to/pulumi-azure-marketplace-`,
              ),
              stdout,
            );
            assert.doesNotMatch(stdout, /Cannot find (package|module)|\n +at /);
          }
          assert.equal(simulator.requests.length, 0);

          await run(toolCommand(manager), [...command, tarball], cwd);
          const { exitCode, stdout, stderr } = await pulumi("up", "--yes", "--skip-preview");
          assert.equal(exitCode, 0, stdout + stderr);
          assert.equal(golives(simulator).length, 1);
        });
      } finally {
        await simulator.close();
      }
    });
  }
});
