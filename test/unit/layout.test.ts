import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "../support/root";

function specsIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => join(folder, name));
}

describe("the layout of the unit tests", () => {
  it("is that of provider/: each spec is named after the file that it tests", () => {
    const specs = specsIn("test/unit/provider");
    assert.ok(specs.length > 40);
    const strays = specs.filter((spec) => {
      const tested = spec.replace(/^test.unit./, "").replace(/\.test\.ts$/, ".ts");
      return !existsSync(join(root, tested));
    });
    assert.deepEqual(strays, []);
  });
});
