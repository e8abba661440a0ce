import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import ts from "typescript";
import { startSimulator } from "../../simulator";
import { root } from "../support/root";

/** The pages that promise a program; the README's first. */
const PAGES = ["README.md", "docs/reference.md", "docs/simulator.md"];

/** How each TypeScript block of these pages is run, by what it shows, and what it must print. */
const RUNS: readonly { readonly shows: string; readonly run: string; readonly prints: RegExp }[] = [
  {
    shows: "new OfferGoLive(",
    run: `
      import * as pulumi from "@pulumi/pulumi";
      await pulumi.runtime.setMocks({
        newResource: ({ type, inputs }) => ({ id: "id", state: { ...inputs, status: "mocked " + type } }),
        call: () => ({}),
      });
      const { status } = await import("./block.mjs");
      status.apply((value) => console.log(value));`,
    prints: /^mocked pulumi-nodejs:dynamic\/marketplace:OfferGoLive$/m,
  },
  {
    shows: "getOffer(",
    run: `const { report } = await import("./block.mjs"); await report();`,
    prints: /^2 undefined readyToLaunch$/m,
  },
  { shows: "simulator.requests.filter(", run: `await import("./block.mjs");`, prints: /^0 undefined$/m },
  {
    shows: "simulator.distort(",
    run: `await import("./block.mjs"); console.log("distorted and restored"); process.exit();`,
    prints: /^distorted and restored$/m,
  },
];

async function blocks(): Promise<string[]> {
  const texts = await Promise.all(PAGES.map((page) => readFile(join(root, page), "utf8")));
  return [...texts.join("\n").matchAll(/^[ ]*```ts\n(.*?)^[ ]*```$/gms)].map(([, code = ""]) => code);
}

describe("the TypeScript in the README and the pages that it leads to", () => {
  it("is run by this test, each block once", async () => {
    const runs = (code: string): number => RUNS.filter(({ shows }) => code.includes(shows)).length;
    assert.deepEqual(
      (await blocks()).filter((code) => runs(code) !== 1),
      [],
    );
    assert.equal((await blocks()).length, RUNS.length);
  });

  for (const { shows, run, prints } of RUNS) {
    it(`does what it says: ${shows}...)`, async function () {
      this.timeout(30_000);
      const code = (await blocks()).find((one) => one.includes(shows));
      assert.ok(code !== undefined);
      const folder = await mkdtemp(join(tmpdir(), "readme-"));
      const simulator = await startSimulator({ offers: ["contoso/vm@2"] });
      try {
        const { outputText } = ts.transpileModule(code, {
          compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 },
        });
        await symlink(join(root, "node_modules"), join(folder, "node_modules"));
        await writeFile(join(folder, "block.mjs"), outputText);
        await writeFile(join(folder, "run.mjs"), run);
        const env = {
          ...process.env,
          AZURE_MARKETPLACE_ENDPOINT: simulator.url,
          AZURE_MARKETPLACE_ACCESS_TOKEN: "a-token",
        };
        const child = spawn(process.execPath, ["run.mjs"], { cwd: folder, env });
        const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
        assert.equal(child.exitCode, 0, err);
        assert.match(out, prints);
      } finally {
        await simulator.close();
        await rm(folder, { recursive: true, force: true });
      }
    });
  }
});
