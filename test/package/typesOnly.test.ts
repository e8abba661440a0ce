import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeMore } from "./support/cases";
import { createConsumer, type Consumer } from "./support/consumer";
import { pack } from "./support/packed";
import { BOTH_KINDS, TYPES } from "./support/programs";
import { readVersions } from "./support/versions";

// With the pairs of package manager and SDK that consumer.test.ts leaves out.
const PAIRS = [
  ["npm", "oldest"],
  ["pnpm", "newest"],
] as const;

const RESOLUTIONS = [
  ["node16", "node16"],
  ["esnext", "bundler"],
] as const;

// consumer.test.ts compiles against it, too, and in every gate.
describeMore("a project that only compiles against the package", function () {
  this.timeout(180_000);
  let folder: string;
  let consumers: readonly Consumer[];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "azure-marketplace-types-"));
    const tarball = await pack(folder);
    const versions = await readVersions();
    consumers = await Promise.all(
      PAIRS.map(([manager, age]) =>
        createConsumer(join(folder, manager), {
          manager,
          type: "module",
          dependencies: {
            "@pulumi/pulumi": versions[age],
            "@types/node": "^24.0.0",
            typescript: versions.compilers[age],
            "pulumi-azure-marketplace": `file:${tarball.path}`,
          },
          program: "",
        }),
      ),
    );
    await Promise.all(consumers.map((one) => writeFile(join(one.folder, "index.ts"), TYPES)));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  // Its own compiler, on all declarations that it reaches: those of the SDK, too.
  for (const [module, resolution] of RESOLUTIONS) {
    it(`passes with ${resolution}: npm and the oldest SDK, pnpm and the newest`, async () => {
      const flags = ["--module", module, "--moduleResolution", resolution, "--skipLibCheck", "false"];
      const rest = ["--noEmit", "--strict", "--target", "es2022", "--types", "node", "index.ts"];
      await Promise.all(consumers.map((one) => one.exec("tsc", ...flags, ...rest)));
    });
  }

  it("could run it, too, as CommonJS and as an ES module", async () => {
    for (const consumer of consumers) assert.equal((await consumer.node(BOTH_KINDS)).trim(), "true");
  });
});
