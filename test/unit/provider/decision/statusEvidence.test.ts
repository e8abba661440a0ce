import assert from "node:assert/strict";
import { weigh, type Evidence } from "../../../../provider/decision/evidence";
import { hasMoved } from "../../../../provider/decision/phases";
import type { OfferPhase } from "../../../../provider/marketplace/service";
import { lookOf, MINUTE, T0, TRAITS } from "../../../support/builders";

type Row = readonly [before: OfferPhase, now: OfferPhase, moved: boolean, status: Evidence["status"]];

/** The status when the launch began and now, whether that is news, and what it says of the launch. */
const ROWS: readonly Row[] = [
  ["readyToLaunch", "live", true, "succeeded"],
  ["readyToLaunch", "launchFailed", true, "failed"],
  ["readyToLaunch", "launchCanceled", true, "canceled"],
  ["live", "readyToLaunch", true, "waitsAgain"],
  ["live", "live", false, "none"],
  ["unknown", "live", false, "none"],
  ["unknown", "launchFailed", false, "none"],
  ["unknown", "launchCanceled", false, "none"],
  ["unknown", "readyToLaunch", false, "waits"],
  ["unknown", "launching", false, "running"],
  ["absent", "live", false, "none"],
  ["absent", "launchFailed", false, "none"],
  ["absent", "readyToLaunch", false, "waits"],
  ["readyToLaunch", "unknown", false, "none"],
];

describe("the status as evidence", () => {
  for (const [before, phase, moved, status] of ROWS) {
    it(`is ${status} for "${phase}" after "${before}"`, () => {
      const beginning = { at: T0, preview: "2", production: "1", phase: before, endedBefore: [] };
      const look = lookOf({ phase });
      const facts = { look, traits: TRAITS, declared: "2", verifyVersion: true, beginning, now: T0 + MINUTE };
      assert.equal(hasMoved(phase, beginning), moved);
      assert.equal(weigh(facts).status, status);
    });
  }
});
