import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { MUTANTS } from "../mutation/mutants";
import { root } from "../support/root";

describe("the list of mutants", () => {
  it("names at least 250 lines, each once in its file and changed once so, and tests that exist", () => {
    assert.ok(MUTANTS.length >= 250);
    const texts = MUTANTS.map(({ file, search, replacement, test }) =>
      [file, search, replacement, test].join("\n"),
    );
    assert.equal(new Set(texts).size, texts.length);
    for (const { file, search, test } of MUTANTS) {
      const source = readFileSync(join(root, file), "utf8");
      assert.equal(source.split(search).length, 2, `${file}: ${search}`);
      assert.ok(existsSync(join(root, "test", `${test}.test.ts`)), test);
    }
  });
});
