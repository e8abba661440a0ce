import assert from "node:assert/strict";
import { boundedTimeout } from "../../../policies";
import { judgeTimeout, parseBoundedTimeout } from "../../../policies/boundedTimeout";
import { resource, violates, violations } from "./judged";

describe("bounded-timeout", () => {
  const verdicts: readonly (readonly [string | undefined, unknown, boolean])[] = [
    ["5h", "5h", true],
    ["5h", "300m", true],
    ["5h", "4h59m59s", true],
    ["5h", "5h1s", false],
    ["5h", "7d", false],
    [undefined, "6h", true],
    [undefined, "6h1s", false],
    ["5h", undefined, true],
    ["4h", undefined, false],
    ["5h", 3600, false],
    ["5h", "soon", false],
  ];
  for (const [max, timeout, passes] of verdicts) {
    it(`${passes ? "passes" : "stops"} ${String(timeout)} with max ${String(max)}`, () => {
      const rules = parseBoundedTimeout(max === undefined ? {} : { max });
      assert.equal(judgeTimeout(rules, resource({ props: { timeout } })) === undefined, passes);
    });
  }

  it("goes by customTimeouts where no timeout is declared", () => {
    const rules = parseBoundedTimeout({ max: "1h" });
    const judged = (customTimeoutMs: number, timeout?: string): string | undefined =>
      judgeTimeout(rules, { ...resource({ props: { timeout } }), customTimeoutMs });
    assert.equal(judged(3_600_000), undefined);
    assert.match(judged(3_660_000) ?? "", /may wait 1h 1m in one run/);
    assert.equal(judged(3_660_000, "30m"), undefined, "the declared timeout wins");
  });

  it("passes what waits for nothing, however long it might", () => {
    const judged = (waitForLive: boolean, waitForReady: boolean): string | undefined =>
      judgeTimeout(
        parseBoundedTimeout({ max: "1h" }),
        resource({ props: { timeout: "5h", waitForLive, waitForReady } }),
      );
    assert.equal(judged(false, false), undefined);
    assert.ok(judged(true, false) !== undefined && judged(false, true) !== undefined);
  });

  it("names the timeout, the bound and what happens to a longer launch", () =>
    violates(violations(boundedTimeout({ max: "1h30m" })), "wait 5h", "1h 30m", "the next run resumes it"));

  for (const max of ["", "0s", "5", "5 hours", 5, null]) {
    it(`stops at max ${JSON.stringify(max)}`, () =>
      violates(violations(boundedTimeout(), {}, { max }), "max must be a duration"));
  }
});
