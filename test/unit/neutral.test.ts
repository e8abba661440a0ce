import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "../support/root";

/** Folders that serve every API, so that none of them may speak of one. */
const NEUTRAL = ["marketplace/http", "marketplace/identity", "values", "waiting"];

const OF_ONE_API = /cloud ?partner|partner center|\bgraph\b|AZURE_MARKETPLACE_|publisher|golive/i;

describe("what serves every API", () => {
  for (const folder of NEUTRAL) {
    const path = join(root, "provider", folder);
    for (const file of readdirSync(path)) {
      it(`speaks of none of them: ${folder}/${file}`, () => {
        const lines = readFileSync(join(path, file), "utf8").split("\n");
        assert.deepEqual(
          lines.filter((line) => OF_ONE_API.test(line)),
          [],
        );
      });
    }
  }
});
