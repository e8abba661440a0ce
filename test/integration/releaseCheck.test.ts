import assert from "node:assert/strict";
import { gather, type Facts } from "../../scripts/release/facts";
import { RULES } from "../../scripts/release/rules";
import { root } from "../support/root";

describe("npm run release:check on this checkout", function () {
  this.timeout(60_000);
  let facts: Facts;
  before(async () => (facts = await gather(root)));

  function refusing(changed: Partial<Facts> = {}): string[] {
    // While somebody works on the checkout, files of it are not committed.
    const judged = { ...facts, uncommitted: [], ...changed };
    return Object.entries(RULES).flatMap(([name, rule]) => (rule(judged).length > 0 ? [name] : []));
  }

  it("refuses to publish for what only its owner can say, and for nothing else", () => {
    assert.deepEqual(refusing(), ["changelog", "addresses", "words"]);
  });

  it("lets it through once that is said", () => {
    const text = (value: string | undefined): string => (value ?? "").replace("OWNER", "contoso");
    const { manifest, changelog, pages } = facts;
    assert.deepEqual(
      refusing({
        manifest: {
          ...manifest,
          repository: { url: text(manifest.repository?.url) },
          bugs: text(manifest.bugs),
          homepage: text(manifest.homepage),
        },
        changelog: changelog.replace(/## Unreleased\n\n.*\n/, `## ${manifest.version} (2026-12-01)\n`),
        pages: pages.map((page) => ({
          ...page,
          text: page.text.replaceAll(/not on the npm\s+registry\s+yet|do not install it by\s+name/g, ""),
        })),
      }),
      [],
    );
  });
});
