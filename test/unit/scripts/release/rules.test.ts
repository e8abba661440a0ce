import assert from "node:assert/strict";
import type { Facts } from "../../../../scripts/release/facts";
import { licenceAllows } from "../../../../scripts/release/licences";
import { RULES } from "../../../../scripts/release/rules";

const PIN = "actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd";
const WORKFLOW = `    environment: npm\n    permissions:\n      id-token: write\n    - uses: ${PIN}\n`;

/** A checkout that may be published. */
const GOOD: Facts = {
  manifest: {
    name: "pulumi-azure-marketplace",
    version: "0.1.0",
    license: "Apache-2.0",
    repository: { url: "git+https://github.com/contoso/pulumi-azure-marketplace.git" },
    bugs: "https://github.com/contoso/pulumi-azure-marketplace/issues",
    homepage: "https://github.com/contoso/pulumi-azure-marketplace#readme",
    engines: { node: ">=22" },
    peerDependencies: { "@pulumi/pulumi": "^3.139.0" },
    publishConfig: { access: "public", provenance: true },
  },
  lockedVersion: "0.1.0",
  changelog: "# Changelog\n\n## Unreleased\n\n## 0.1.0 (2026-12-01)\n\n### Added\n\n- All of it.\n",
  policy: "Node 22 and later, @pulumi/pulumi 3.139.0 and later",
  tarball: {
    files: [
      ...["README.md", "CHANGELOG.md", "SECURITY.md", "LICENSE", "package.json", "docs/errors.md"],
      ...["dist/provider/index.js", "dist/provider/index.d.ts", "dist/simulator/main.js"],
    ],
    size: 400_000,
  },
  dependencies: [{ name: "got", license: "MIT" }],
  releaseWorkflow: WORKFLOW,
  workflows: [{ path: "release.yml", text: WORKFLOW }],
  pages: [{ path: "README.md", text: "npm install pulumi-azure-marketplace" }],
  uncommitted: [],
};

const manifest = (change: Partial<Facts["manifest"]>): Partial<Facts> => ({
  manifest: { ...GOOD.manifest, ...change },
});
const file = (path: string): Partial<Facts> => ({
  tarball: { ...GOOD.tarball, files: [...GOOD.tarball.files, path] },
});

function problems(change: Partial<Facts> = {}): string[] {
  const facts = { ...GOOD, ...change };
  return Object.entries(RULES).flatMap(([name, rule]) => rule(facts).map((problem) => `${name}: ${problem}`));
}

describe("a release", () => {
  it("is let through when nothing is wrong with it", () => {
    assert.deepEqual(problems(), []);
  });

  const refused: readonly (readonly [string, Partial<Facts>, RegExp])[] = [
    [
      "a version that is no release",
      {
        ...manifest({ version: "0.1.0-next" }),
        lockedVersion: "0.1.0-next",
        changelog: GOOD.changelog.replace("0.1.0", "0.1.0-next"),
      },
      /^version: .* not a plain x\.y\.z/,
    ],
    [
      "a lock file left behind",
      { lockedVersion: "0.0.9" },
      /^version: package-lock\.json has version 0\.0\.9/,
    ],
    ["a private package", manifest({ private: true }), /^version: .*private/],
    [
      "changes that belong to no version",
      { changelog: GOOD.changelog.replace("Unreleased\n", "Unreleased\n\n- More.\n") },
      /^changelog: .*under Unreleased/,
    ],
    [
      "a changelog of another version",
      { changelog: GOOD.changelog.replace("0.1.0", "0.0.9") },
      /^changelog: .*not "0\.1\.0 \(YYYY-MM-DD\)" but "0\.0\.9 \(2026-12-01\)"/,
    ],
    ["a release without a date", { changelog: "## 0.1.0\n\n- All.\n" }, /^changelog: .*but "0\.1\.0"/],
    ["a release without a change", { changelog: "## 0.1.0 (2026-12-01)\n" }, /^changelog: .*lists no change/],
    ["an empty changelog", { changelog: "# Changelog\n" }, /^changelog: .*but ""/],
    [
      "the repository's placeholder",
      manifest({ repository: { url: "git+https://github.com/OWNER/x.git" } }),
      /^addresses: package\.json: repository\.url still has the placeholder OWNER/,
    ],
    [
      "the placeholder of bugs",
      manifest({ bugs: "https://github.com/OWNER/x/issues" }),
      /^addresses: .*bugs/,
    ],
    ["the homepage's", manifest({ homepage: "https://github.com/OWNER/x" }), /^addresses: .*homepage/],
    ["an address that is none", manifest({ homepage: "soon" }), /^addresses: .*not "soon"/],
    ["a tarball without the errors' page", without("docs/errors.md"), /^contents: .*lacks docs\/errors\.md/],
    ["a tarball with tests", file("dist/test/unit/docs.test.js"), /^contents: .*must not hold dist\/test/],
    ["a tarball with a key", file("examples/quickstart/service.pem"), /^contents: .*service\.pem/],
    [
      "a tarball with a stack",
      file("examples/quickstart/Pulumi.production.yaml"),
      /^contents: .*Pulumi\.prod/,
    ],
    ["a large tarball", { tarball: { ...GOOD.tarball, size: 2_000_000 } }, /^contents: .*2000000 bytes/],
    [
      "no provenance",
      manifest({ publishConfig: { access: "public" } }),
      /^provenance: .*provenance must be true/,
    ],
    [
      "restricted access",
      manifest({ publishConfig: { provenance: true } }),
      /^provenance: .*access must be public/,
    ],
    [
      "a workflow that cannot sign",
      { releaseWorkflow: WORKFLOW.replace("id-token: write", "contents: read") },
      /^provenance: .*id-token: write/,
    ],
    [
      "a workflow with a token",
      { releaseWorkflow: `${WORKFLOW}    NODE_AUTH_TOKEN: x\n` },
      /^provenance: .*not with a token/,
    ],
    [
      "a workflow without a reviewer",
      { releaseWorkflow: WORKFLOW.replace("environment: npm", "") },
      /^provenance: .*protected environment/,
    ],
    [
      "an action by its tag",
      { workflows: [{ path: "a.yml", text: "- uses: actions/checkout@v6" }] },
      /^pinned: a\.yml: pin actions\/checkout@v6/,
    ],
    [
      "a licence that takes hold",
      { dependencies: [{ name: "x", license: "GPL-3.0" }] },
      /^licences: x has .*GPL-3\.0/,
    ],
    ["a package without a licence", { dependencies: [{ name: "x" }] }, /^licences: x has the licence none/],
    ["another licence of our own", manifest({ license: "UNLICENSED" }), /^licences: package\.json/],
    [
      "pages that say it is not released",
      { pages: [{ path: "README.md", text: "It is not on the npm\n   registry yet." }] },
      /^words: README\.md says that/,
    ],
    [
      "a policy that promises another Node",
      { policy: "Node 20 and later, @pulumi/pulumi 3.139.0" },
      /^support: .*Node 22/,
    ],
    ["a policy without the SDK", { policy: "Node 22" }, /^support: .*@pulumi\/pulumi 3\.139\.0/],
    ["a dry run that fails", { dryRunFailure: "403" }, /^published: .*403/],
    ["changes that are not committed", { uncommitted: ["README.md"] }, /^committed: .*README\.md/],
  ];
  for (const [title, change, problem] of refused) {
    it(`is refused for ${title}`, () => {
      const found = problems(change);
      assert.equal(found.length, 1, found.join("\n"));
      assert.match(found[0] ?? "", problem);
    });
  }

  function without(path: string): Partial<Facts> {
    const files = GOOD.tarball.files.filter((one) => one !== path);
    return { tarball: { ...GOOD.tarball, files } };
  }
});

describe("the licence of a dependency", () => {
  const licences: readonly (readonly [string | undefined, boolean])[] = [
    ["MIT", true],
    ["(BSD-3-Clause OR GPL-2.0)", true],
    ["GPL-2.0 OR LGPL-3.0", false],
    ["MIT AND GPL-2.0", false],
    ["MIT AND ISC", true],
    ["SEE LICENSE IN LICENSE.txt", false],
    ["(MIT OR (GPL-2.0 AND ISC))", false],
    [undefined, false],
  ];
  for (const [expression, allowed] of licences) {
    it(`${allowed ? "allows" : "refuses"} ${expression ?? "none"}`, () => {
      assert.equal(licenceAllows(expression), allowed);
    });
  }
});
