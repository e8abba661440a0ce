import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PROVIDER_TEXT } from "../../provider/dynamic/providerText";
import { startSimulator } from "../../simulator";
import { environmentOf, golives, NAME } from "../e2e/support/scene";
import { withWorkspace } from "../e2e/support/workspace";
import { more, triesAll } from "./support/cases";
import { createConsumer, type Consumer } from "./support/consumer";
import { playIn } from "./support/consumerStack";
import { INLINE, manifests, PINNED, TSCONFIG, TYPESCRIPT } from "./support/kinds";
import { pack } from "./support/packed";
import { runCommand } from "../../scripts/runCommand";
import { readVersions } from "./support/versions";

describe("a project that Pulumi's serialiser of providers would not take", function () {
  this.timeout(300_000);
  let folder: string;
  let consumer: Consumer;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "azure-marketplace-kinds-"));
    const { path } = await pack(folder);
    const { newest } = await readVersions();
    consumer = await createConsumer(join(folder, "consumer"), {
      manager: "pnpm",
      type: "module",
      dependencies: { "@pulumi/pulumi": newest, "pulumi-azure-marketplace": `file:${path}` },
      program: "",
      files: { "index.ts": TYPESCRIPT, "tsconfig.json": TSCONFIG },
    });
    await consumer.add(PINNED.nodeTypes, ...(triesAll ? [PINNED.esbuild, PINNED.bun] : []));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  /** Launches once, with the text that every state has. */
  async function launches(): Promise<void> {
    await playIn(consumer, async (stack) => {
      const { inputs, outputs } = await stack.stored();
      assert.equal(inputs?.["__provider"], PROVIDER_TEXT);
      assert.equal(outputs?.["status"], "succeeded");
      await stack.run("preview", "--expect-no-changes");
    });
  }

  for (const [version, type] of [
    ["typescript5", "commonjs"],
    ["typescript6", "commonjs"],
  ] as const) {
    more(`is taken with ${PINNED[version]}, compiled by the SDK`, async () => {
      await consumer.add(PINNED[version]);
      await consumer.write({ ...manifests("index.ts", "sdk"), ...(await manifestOf(type)) });
      await consumer.exec("tsc", "-p", ".");
      await launches();
    });
  }

  it(`is taken with ${PINNED.typescript7}, which checks it, and Node strips the types`, async () => {
    await consumer.add(PINNED.typescript7);
    await consumer.write({ ...manifests("index.ts", "nobody"), ...(await manifestOf("module")) });
    await consumer.exec("tsc", "-p", ".");
    await launches();
  });

  for (const [title, external] of [
    ["the SDK in it", ["pulumi-azure-marketplace"]],
    ["the SDK beside it", ["pulumi-azure-marketplace", "@pulumi/*"]],
  ] as const) {
    more(`is taken as a bundle by esbuild without this package, and ${title}`, async () => {
      const flags = ["--bundle", "--platform=node", "--format=cjs", "--minify", "--outfile=bundle.cjs"];
      await consumer.exec("esbuild", "index.ts", ...flags, ...external.map((name) => `--external:${name}`));
      await consumer.write({ ...manifests("bundle.cjs", "nobody"), ...(await manifestOf("commonjs")) });
      await launches();
    });
  }

  more("is taken when bun runs it, as an inline program", async () => {
    const simulator = await startSimulator({ offers: [`${NAME}@2`], launchTime: 200 });
    try {
      await consumer.write({ "inline.mjs": INLINE });
      await withWorkspace(async ({ env }) => {
        const options = { cwd: consumer.folder, env: { ...env, ...environmentOf(simulator) } };
        const { stdout, stderr } = await runCommand(bunIn(consumer.folder), ["inline.mjs"], options);
        assert.match(stdout, /^\{.*\}\n$/, stderr);
        assert.deepEqual(JSON.parse(stdout), { status: "succeeded", runner: "bun" });
      });
      assert.equal(golives(simulator).length, 1);
    } finally {
      await simulator.close();
    }
  });

  async function manifestOf(type: "commonjs" | "module"): Promise<Record<string, string>> {
    const text = await consumer.read("package.json");
    return { "package.json": text.replace(/"type": *"[a-z]+"/, `"type": "${type}"`) };
  }
});

/** Its package picks the binary in an install script, which pnpm does not run. */
function bunIn(folder: string): string {
  const fromBun = createRequire(createRequire(join(folder, "index.js")).resolve("bun/package.json"));
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const cpu = process.arch === "arm64" ? "aarch64" : process.arch;
  const name = process.platform === "win32" ? "bun.exe" : "bun";
  return fromBun.resolve(`@oven/bun-${platform}-${cpu}/bin/${name}`);
}
