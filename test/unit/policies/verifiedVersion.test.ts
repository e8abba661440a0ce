import assert from "node:assert/strict";
import { verifiedVersion } from "../../../policies";
import { judgeVerifiedVersion, parseVerifiedVersion } from "../../../policies/verifiedVersion";
import { resource, violates, violations } from "./judged";

describe("verified-version", () => {
  const verdicts: readonly (readonly [unknown, readonly string[], boolean])[] = [
    [true, [], true],
    [false, ["contoso/vm"], true],
    [false, [], false],
    [false, ["contoso/app"], false],
    [undefined, [], false],
    ["true", [], false],
  ];
  for (const [verifyVersion, except, passes] of verdicts) {
    it(`${passes ? "passes" : "stops"} ${JSON.stringify(verifyVersion)} except ${JSON.stringify(except)}`, () => {
      const rules = parseVerifiedVersion({ except });
      assert.equal(judgeVerifiedVersion(rules, resource({ props: { verifyVersion } })) === undefined, passes);
    });
  }

  it("says what would go live and what to do", () =>
    violates(
      violations(verifiedVersion(), { props: { verifyVersion: false } }),
      "whatever waits in preview would go live",
      "Remove verifyVersion",
    ));

  for (const except of ["contoso/vm", ["vm"], [true]]) {
    it(`stops at except ${JSON.stringify(except)}`, () =>
      violates(violations(verifiedVersion(), {}, { except }), "except must be a list of"));
  }
});
