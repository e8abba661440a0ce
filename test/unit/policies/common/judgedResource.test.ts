import assert from "node:assert/strict";
import { launches } from "../../../../policies/common/judgedResource";
import { resource, UNKNOWN, violates, violations } from "../judged";
import { launchWindow } from "../../../../policies";

const STARTED = Date.UTC(2026, 0, 1, 12);
const MINUTE = 60_000;

describe("a launch that policies judge", () => {
  const rows: readonly (readonly [string, unknown, unknown, boolean])[] = [
    ["is one that this run has announced", true, STARTED + 1_000, true],
    ["is one of a machine whose clock is 5 s behind", true, STARTED - 5_000, true],
    ["is none that an earlier run has announced", true, STARTED - 5_001, false],
    ["is one that says no time", true, undefined, true],
    ["is one whose time cannot be read", true, "yesterday", true],
    ["is none without the mark", undefined, STARTED + 1_000, false],
    ["is none whose mark is not true", "true", STARTED + 1_000, false],
  ];
  for (const [title, mark, time, expected] of rows) {
    it(title, () => {
      const launchCheckedAt = typeof time === "number" ? new Date(time).toISOString() : time;
      const found = launches(resource({ props: { launches: mark, launchCheckedAt } }), {
        now: STARTED + 10 * MINUTE,
        startedAt: STARTED,
      });
      assert.equal(found, expected);
    });
  }

  it("is one of the last minute, whenever the process of the policies began", () => {
    const at = (ageMs: number): boolean =>
      launches(resource({ props: { launchCheckedAt: new Date(STARTED - ageMs).toISOString() } }), {
        now: STARTED,
        startedAt: STARTED + MINUTE,
      });
    assert.equal(at(MINUTE - 1), true);
    assert.equal(at(MINUTE), false);
  });

  it("is one whose time a preview does not know yet", async () => {
    const closed = launchWindow({ timeZone: "UTC", freeze: ["2000-01-01/2999-12-31"] });
    await violates(violations(closed, { props: { launchCheckedAt: UNKNOWN } }), "frozen");
    assert.deepEqual(await violations(closed, { props: { launchCheckedAt: "2026-01-01T00:00:00Z" } }), []);
  });
});
