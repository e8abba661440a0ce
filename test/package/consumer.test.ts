import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSimulator } from "../../simulator";
import { NAME, TOKEN } from "../e2e/support/scene";
import {
  compile,
  createConsumer,
  type CompilerSettings,
  type Consumer,
  type ConsumerPlan,
} from "./support/consumer";
import { more } from "./support/cases";
import { playIn } from "./support/consumerStack";
import { pack, repack, type Packed } from "./support/packed";
import { BOTH_KINDS, COMMONJS, ES_MODULE, POLICIES, PROVIDER_TEXT, TYPES } from "./support/programs";
import { readVersions } from "./support/versions";

const RESOLUTIONS: Readonly<Record<string, CompilerSettings>> = {
  node16: { module: "node16" },
  nodenext: { module: "nodenext" },
  bundler: { module: "esnext", moduleResolution: "bundler" },
  // The classic setting of Pulumi's older templates.
  node10: { module: "commonjs", moduleResolution: "node10", ignoreDeprecations: "6.0" },
};

describe("the installed package", function () {
  this.timeout(300_000);
  let folder: string;
  let tarball: Packed;
  let npm: Consumer;
  let pnpm: Consumer;

  async function install(plan: ConsumerPlan): Promise<Consumer> {
    return createConsumer(join(folder, plan.manager), plan);
  }

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "azure-marketplace-package-"));
    tarball = await pack(folder);
    const { oldest, newest } = await readVersions();
    const own = { "pulumi-azure-marketplace": `file:${tarball.path}` };
    [npm, pnpm] = await Promise.all([
      install({
        manager: "npm",
        type: "commonjs",
        dependencies: { "@pulumi/pulumi": newest, "@pulumi/policy": "^1.21.0", ...own },
        program: COMMONJS,
      }),
      install({
        manager: "pnpm",
        type: "module",
        dependencies: { "@pulumi/pulumi": oldest, ...own },
        program: ES_MODULE,
      }),
    ]);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  for (const [name, options] of Object.entries(RESOLUTIONS)) {
    it(`has types for ${name}, with the newest SDK and with the oldest`, () => {
      assert.equal(compile(npm.folder, TYPES + POLICIES, options), "");
      assert.equal(compile(pnpm.folder, TYPES, options), "");
    });
  }

  it("is one and the same for CommonJS and ES modules", async () => {
    for (const consumer of [npm, pnpm]) assert.equal((await consumer.node(BOTH_KINDS)).trim(), "true");
  });

  it("loads network code only when it asks the service", async () => {
    const simulator = await startSimulator({ offers: [`${NAME}@2`] });
    try {
      const said = await npm.node(
        `import { registerHooks } from "node:module";
        const loaded = new Set();
        registerHooks({
          load(url, context, next) {
            const found = /node_modules\\/(got|@azure\\/identity)\\/|(marketplace\\/http\\/http)\\.js$/.exec(url);
            if (found !== null) loaded.add(found[1] ?? found[2]);
            return next(url, context);
          },
        });
        const { getOffer } = await import("pulumi-azure-marketplace");
        const { check } = await import("pulumi-azure-marketplace/runtime");
        const { failures } = await check({}, { publisherId: "contoso", offerId: "vm", offerVersion: 2 });
        const first = [...loaded];
        const { previewVersion } = await getOffer({ publisherId: "contoso", offerId: "vm" });
        console.log(JSON.stringify({ failures, first, then: [...loaded], previewVersion }));`,
        { AZURE_MARKETPLACE_ENDPOINT: simulator.url, AZURE_MARKETPLACE_ACCESS_TOKEN: TOKEN },
      );
      assert.deepEqual(JSON.parse(said), {
        failures: [],
        first: [],
        then: ["marketplace/http/http", "got"],
        previewVersion: "2",
      });
    } finally {
      await simulator.close();
    }
  });

  it("brings its two commands", async () => {
    for (const consumer of [npm, pnpm]) {
      assert.match(await consumer.exec("azure-marketplace-simulator", "--help"), /--launch-time/);
      assert.match(
        await consumer.exec("pulumi-azure-marketplace", "--help"),
        /COMMAND PUBLISHER\/OFFER[^]*look [^]*follow /,
      );
    }
  });

  it("launches once on the oldest SDK, with the text that it and the newest make of the provider", async () => {
    await playIn(pnpm, async (old) => {
      await old.run("up", "--yes", "--skip-preview", "--expect-no-changes");
      const text = (await old.stored()).inputs?.["__provider"];
      for (const consumer of [npm, pnpm]) assert.equal(await consumer.node(PROVIDER_TEXT), text);
      await old.run("refresh", "--yes", "--skip-preview", "--expect-no-changes");
      await old.run("destroy", "--yes", "--skip-preview");
    });
  });

  more("is upgraded without a change, and refresh and destroy run the new code", async () => {
    await playIn(npm, async (stack) => {
      // The promise in docs/performance.md about the state, as a user has it.
      assert.ok(Buffer.byteLength(JSON.stringify(await stack.stored())) <= 7_500);
      const words = "this is the later release";
      const aside = join(folder, "later");
      await mkdir(aside);
      const later = await repack(tarball, aside, "99.0.0", words);
      await npm.add(`file:${later.path}`);
      await stack.run("preview", "--expect-no-changes");
      await stack.run("up", "--yes", "--skip-preview", "--expect-no-changes");
      assert.match(await stack.run("refresh", "--yes", "--skip-preview"), new RegExp(words));
      assert.match(await stack.run("destroy", "--yes", "--skip-preview"), new RegExp(words));
    });
  });
});
