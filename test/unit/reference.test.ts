import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { OfferGoLive, OfferGoLiveArgs } from "../../provider";
import { INPUTS, type InputName } from "../../provider/resource/inputTable";
import { OUTPUTS } from "../../provider/resource/outputTable";
import { referenceTables } from "../../scripts/reference";
import { root } from "../support/root";

/** The cells of the first table under a heading. */
function tableUnder(page: string, heading: string): string[][] {
  const section = page.split(`\n## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  return section
    .split("\n")
    .filter((one) => one.startsWith("|"))
    .map((one) =>
      one
        .slice(1, -1)
        .split("|")
        .map((cell) => cell.trim()),
    )
    .filter((cells) => !cells.every((cell) => /^-+$/.test(cell)));
}

// The compiler refuses a name that the class lacks, or that the table lacks.
const ARGUMENTS: Record<keyof OfferGoLiveArgs, InputName> & Record<InputName, keyof OfferGoLiveArgs> = {
  api: "api",
  publisherId: "publisherId",
  offerId: "offerId",
  offerVersion: "offerVersion",
  timeout: "timeout",
  waitForLive: "waitForLive",
  waitForReady: "waitForReady",
  verifyVersion: "verifyVersion",
};

describe("the reference", () => {
  const page = readFileSync(join(root, "docs", "reference.md"), "utf8");

  for (const { heading, head, rows } of referenceTables()) {
    it(`has the table of the code under "${heading}"`, () => {
      assert.deepEqual(tableUnder(page, heading), [head, ...rows]);
    });
  }

  it("names the inputs and outputs of the class", () => {
    assert.deepEqual(Object.keys(ARGUMENTS).toSorted(), INPUTS.map(({ name }) => name).toSorted());
    const outputs: readonly (keyof OfferGoLive & (typeof OUTPUTS)[number]["name"])[] = OUTPUTS.map(
      ({ name }) => name,
    );
    assert.equal(outputs.length, 7);
  });
});
