import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { approvedVersions } from "../../../policies";
import { judgeApprovedVersion, parseApprovedVersions } from "../../../policies/approvedVersions";
import { resource, violates, violations } from "./judged";

describe("approved-versions", () => {
  const verdicts: readonly (readonly [string, object, unknown, boolean])[] = [
    ["listed as text", { "contoso/vm": ["4", "5"] }, "5", true],
    ["listed as a number", { "contoso/vm": [5] }, "5", true],
    ["listed with a leading zero", { "contoso/vm": ["05"] }, "5", true],
    ["listed above 2^53", { "contoso/vm": ["636576975611768314"] }, "636576975611768314", true],
    ["another version", { "contoso/vm": ["4", "6"] }, "5", false],
    ["the beginning of a listed one", { "contoso/vm": ["55"] }, "5", false],
    ["another offer", { "contoso/app": ["5"] }, "5", false],
    ["another case", { "Contoso/vm": ["5"] }, "5", false],
    ["no version of the offer", { "contoso/vm": [] }, "5", false],
    ["a name that every object has", { "contoso/vm": ["5"] }, "constructor", false],
    ["no version declared", { "contoso/vm": ["5"] }, undefined, false],
  ];
  for (const [title, versions, offerVersion, passes] of verdicts) {
    it(`${passes ? "passes" : "stops"}: ${title}`, async () => {
      const rules = await parseApprovedVersions({ versions });
      assert.equal(judgeApprovedVersion(rules, resource({ props: { offerVersion } })) === undefined, passes);
    });
  }

  it("names what is approved and where to add the version", async () => {
    const policy = approvedVersions({ versions: { "contoso/vm": ["4", "6"] } });
    await violates(violations(policy), "of contoso/vm only 4, 6 are", "add it to contoso/vm in versions");
    await violates(violations(approvedVersions({ versions: {} })), "no version of contoso/vm is");
  });

  for (const versions of [
    [],
    "5",
    null,
    { vm: ["5"] },
    { "contoso/vm": "5" },
    { "contoso/vm": ["5", 0] },
    { "contoso/vm": ["5", "5.1"] },
    { "contoso/vm": ["5", 2 ** 53] },
    { "contoso/vm": ["5", null] },
    { "contoso/vm": ["5"], "contoso/app": [-1] },
  ]) {
    it(`stops at a damaged list: ${JSON.stringify(versions)}`, () =>
      violates(violations(approvedVersions(), {}, { versions }), "versions must", "cannot be used"));
  }
});

describe("approved-versions in a file", () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "approved-"));
    file = join(folder, "approved.json");
  });

  afterEach(() => rm(folder, { recursive: true }));

  it("passes what it lists, read again each time", async () => {
    const policy = approvedVersions({ file: relative(process.cwd(), file) });
    await writeFile(file, '{"contoso/vm": ["5"]}');
    assert.deepEqual(await violations(policy), []);
    await writeFile(file, '{"contoso/vm": [6]}');
    await violates(violations(policy), "only 6 is", "approved.json");
  });

  it("adds to what the configuration lists", async () => {
    await writeFile(file, '{"contoso/vm": [6]}');
    const policy = approvedVersions({ file, versions: { "contoso/vm": ["5"] } });
    assert.deepEqual(await violations(policy), []);
    assert.deepEqual(await violations(policy, { props: { offerVersion: "6" } }), []);
  });

  it("stops when it is missing, empty or damaged, even for a version that is listed", async () => {
    const policy = approvedVersions({ file, versions: { "contoso/vm": ["5"] } });
    await violates(violations(policy), "cannot be read", "ENOENT", file);
    for (const text of ["", '{"contoso/vm": ["5"]', "[]", '{"contoso/vm": ["5", "x"]}']) {
      await writeFile(file, text);
      await violates(violations(policy), "the file of approvals", file);
    }
    await violates(violations(approvedVersions({ file: folder })), "EISDIR");
    await violates(violations(approvedVersions(), {}, { file: 7 }), "file must be");
  });
});
