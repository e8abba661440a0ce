import assert from "node:assert/strict";
import { cp, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSimulator } from "../../simulator";
import { environmentOf, golives } from "../e2e/support/scene";
import { withWorkspace } from "../e2e/support/workspace";
import { root } from "../support/root";
import { more } from "./support/cases";
import { pack } from "./support/packed";
import { run, toolCommand } from "./support/tools";

const EXAMPLES = join(root, "examples");
const NAME = "pulumi-azure-marketplace";
const WAYS = { npm: "npm install", pnpm: "pnpm add" } as const;
/** Those with dependencies of their own; the others have the quickstart's. */
const INSTALLED = ["quickstart", "policy-pack"];

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

async function manifest(example: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(EXAMPLES, example, "package.json"), "utf8")) as Manifest;
}

/** The commands in the pages of an example, line by line. */
async function commands(example: string): Promise<string[]> {
  const page = await readFile(join(EXAMPLES, example, "README.md"), "utf8");
  const blocks = [...page.matchAll(/^ *```sh\n(.*?)^ *```$/gms)];
  return blocks.flatMap(([, code = ""]) => code.split("\n").map((line) => line.trim()));
}

describe("an example, copied as its page says", function () {
  this.timeout(300_000);
  let folder: string;
  let tarball: string;
  let projects: readonly string[];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "azure-marketplace-examples-"));
    tarball = (await pack(folder)).path;
    const entries = await readdir(EXAMPLES, { recursive: true });
    projects = entries.flatMap((entry) => /^([^/\\]+)[/\\]package\.json$/.exec(entry)?.[1] ?? []);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  async function copied(example: string, manager: keyof typeof WAYS): Promise<string> {
    const copy = join(folder, `${example}-${manager}`);
    const tracked = (source: string): boolean => !/node_modules|Pulumi\.[^/\\]*\.yaml$/.test(source);
    await cp(join(EXAMPLES, example), copy, { recursive: true, filter: tracked });
    const words = (await commands(example)).filter((line) => line.startsWith("npm install "));
    assert.deepEqual(words, [`npm install /path/to/${NAME}-0.1.0.tgz`]);
    assert.match(
      await readFile(join(EXAMPLES, example, "README.md"), "utf8"),
      /With\spnpm, write `pnpm add` for `npm install`/,
    );
    const [, ...args] = WAYS[manager].split(" ");
    await run(toolCommand(manager), [...args, "--prefer-offline", tarball], copy);
    return copy;
  }

  it("names no package that nobody owns on the registry", async () => {
    assert.ok(projects.length >= 5, projects.join());
    for (const example of projects) {
      const { dependencies, devDependencies } = await manifest(example);
      assert.ok(!(NAME in { ...dependencies, ...devDependencies }), example);
    }
  });

  it("has the quickstart's dependencies, unless it is installed here or compiled elsewhere", async () => {
    const quickstart = await manifest("quickstart");
    for (const example of projects.filter((one) => ![...INSTALLED, "azure-native"].includes(one))) {
      const { dependencies, devDependencies } = await manifest(example);
      assert.deepEqual(
        { dependencies, devDependencies },
        {
          dependencies: quickstart.dependencies,
          devDependencies: quickstart.devDependencies,
        },
      );
      assert.deepEqual(
        (await commands(example)).filter((line) => line.startsWith("npm install ")),
        [`npm install /path/to/${NAME}-0.1.0.tgz`],
      );
    }
  });

  for (const manager of ["npm", "pnpm"] as const) {
    more(`installs and compiles with ${manager}: the policy pack`, async () => {
      const copy = await copied("policy-pack", manager);
      await run(toolCommand(manager), ["exec", "--", "tsc", "-p", "."], copy);
    });

    const test = manager === "pnpm" ? it : more;
    test(`installs with ${manager}, and launches with the commands of its page: the quickstart`, async () => {
      const copy = await copied("quickstart", manager);
      await run(toolCommand(manager), ["exec", "--", "tsc", "-p", "."], copy);
      const simulator = await startSimulator({ offers: ["contoso/vm@5"], launchTime: 200 });
      try {
        await withWorkspace(async (workspace) => {
          const env = environmentOf(simulator);
          const all = (await commands("quickstart")).filter((line) => line.startsWith("pulumi "));
          const lines = all.slice(0, all.indexOf("pulumi up") + 1);
          assert.deepEqual(lines.slice(-2), ["pulumi preview", "pulumi up"]);
          for (const line of lines) {
            const [, ...words] = line.split(" ");
            const yes = words[0] === "up" ? ["--yes", "--skip-preview"] : [];
            const args = [...words, ...yes, "--non-interactive"];
            const { exitCode, stdout, stderr } = await workspace.cli(args, { cwd: copy, env });
            assert.equal(exitCode, 0, `${line}\n${stdout}\n${stderr}`);
          }
        });
        assert.equal(golives(simulator).length, 1);
        assert.equal(simulator.offer("contoso/vm").productionVersion, 5);
      } finally {
        await simulator.close();
      }
    });
  }
});
