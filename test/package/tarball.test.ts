import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { root } from "../support/root";
import { pack, type Packed } from "./support/packed";
import { run, toolCommand } from "./support/tools";

/** All that a user gets. */
const SHIPPED =
  /^(dist\/(provider|simulator|policies)\/.*\.(js|js\.map|d\.ts)|docs\/.*\.md|docs\/(benchmarks\/waiting|images\/npm-start)\.svg|examples\/.*\.(ts|mjs|json|yaml|yml|md)|examples\/python\/(.*\.py|requirements\.txt)|examples\/go\/(main\.go|go\.mod|go\.sum)|plugin\/(build\.mjs|index\.cjs|package\.json|PulumiPlugin\.yaml|schema\.json)|(README|CHANGELOG|SECURITY|CONTRIBUTING)\.md|LICENSE|package\.json)$/;

interface SourceMap {
  readonly sources: readonly string[];
  readonly sourcesContent?: readonly (string | null)[];
}

describe("the tarball", function () {
  this.timeout(60_000);
  let folder: string;
  let tarball: Packed;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "azure-marketplace-tarball-"));
    tarball = await pack(folder);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it("holds the library, its commands and its pages, and nothing else", () => {
    assert.deepEqual(
      tarball.files.filter((file) => !SHIPPED.test(file)),
      [],
    );
    for (const file of ["README.md", "CHANGELOG.md", "SECURITY.md", "LICENSE", "docs/errors.md"]) {
      assert.ok(tarball.files.includes(file), file);
    }
  });

  it("leads nowhere from its pages but to what it holds", async () => {
    const missing: string[] = [];
    for (const page of tarball.files.filter((file) => file.endsWith(".md"))) {
      const text = (await readFile(join(root, page), "utf8")).replaceAll(/```.*?```/gs, "");
      for (const [, target = ""] of text.matchAll(/\]\(([^)\s#]+)(?:#[^)]*)?\)/g)) {
        if (/^[a-z]+:/.test(target)) continue;
        const linked = join(dirname(page), target);
        if (
          !tarball.files.some((file) => file === linked || file.startsWith(`${linked.replace(/\/$/, "")}/`))
        )
          missing.push(`${page}: ${target}`);
      }
    }
    assert.deepEqual(missing, []);
  });

  it("has source maps that carry their sources, which are not in it", async () => {
    const maps = tarball.files.filter((file) => file.endsWith(".map"));
    assert.ok(maps.length > 0);
    const empty: string[] = [];
    for (const file of maps) {
      const map = JSON.parse(await readFile(join(root, file), "utf8")) as SourceMap;
      const carried = map.sources.every((_, index) => typeof map.sourcesContent?.[index] === "string");
      if (!carried) empty.push(file);
    }
    assert.deepEqual(empty, []);
  });

  it("passes publint, its suggestions included", async () => {
    await run(toolCommand("publint"), ["run", tarball.path, "--strict"], folder);
  });

  it("has types that every way to resolve modules finds, and that tell the truth", async () => {
    await run(toolCommand("@arethetypeswrong/cli", "attw"), [tarball.path, "--no-emoji"], folder);
  });
});
