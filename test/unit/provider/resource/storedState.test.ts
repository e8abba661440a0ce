import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { isMarketplaceError } from "../../../../provider/errors";
import type { Properties } from "../../../../provider/resource/properties";
import type { LaunchState } from "../../../../provider/decision/launchState";
import { diff } from "../../../../provider/resource/lifecycle";
import { createWorld } from "../../../support/world";
import { isLive, parseState, replaceLaunch, toOutputs } from "../../../../provider/resource/storedState";
import { stateOf, T0 } from "../../../support/builders";
import { root } from "../../../support/root";

const FULL: LaunchState = stateOf({
  status: "failed",
  operationUrl: "https://service.test/operations/1",
  liveVersion: "1",
  confirmedVersion: "1",
  endedAt: T0 + 5,
  failure: { code: "LAUNCH_FAILED", step: "Live", message: "no quota" },
  beginning: { at: T0, preview: "2", production: "1", phase: "readyToLaunch", endedBefore: ["a"] },
});

function outputsOf(state: LaunchState): Properties {
  return { offerVersion: state.version, ...toOutputs(state) };
}

function unreadable(pattern: RegExp): (error: unknown) => boolean {
  return (error) =>
    isMarketplaceError(error) && error.code === "STATE_UNREADABLE" && pattern.test(error.message);
}

describe("state", () => {
  it("comes back from outputs as it went in, large and small", () => {
    for (const state of [FULL, stateOf()]) assert.deepEqual(parseState(outputsOf(state)), state);
  });

  it("replaces every output of an earlier launch, and no other", () => {
    const full = { ...FULL, productId: "p", statusMoved: true, contradictions: { end: T0 } };
    const later = stateOf({ version: full.version });
    const outputs = replaceLaunch({ ...outputsOf(full), publisherId: "contoso" }, later);
    assert.deepEqual(outputs, { ...outputsOf(later), publisherId: "contoso" });
  });

  it("is plain data without undefined", () => {
    const outputs = toOutputs(stateOf());
    assert.deepEqual(JSON.parse(JSON.stringify(outputs)), outputs);
  });

  it("says what is wrong when it is damaged, foreign or of a later version", () => {
    const good = outputsOf(FULL);
    const damaged: readonly (readonly [Properties, RegExp])[] = [
      [{}, /has no launch.*Declare it/],
      [{ ...good, schemaVersion: undefined }, /schemaVersion is missing/],
      [{ ...good, schemaVersion: 2 }, /later version of pulumi-azure-marketplace/],
      [{ ...good, status: "done" }, /status is not one of/],
      [{ ...good, status: "notStarted" }, /status is not one of/],
      [{ ...good, failure: undefined }, /failure is not an object/],
      [{ ...good, status: "canceled", failure: null }, /failure is not an object/],
      [{ ...good, startTime: "yesterday" }, /startTime is not an ISO 8601 time/],
      [{ ...good, offerVersion: -1 }, /offerVersion is not a version/],
      [{ ...good, failure: { code: "X" } }, /failure code is not one of/],
      [{ ...good, beginning: [] }, /beginning is not an object/],
    ];
    for (const [outputs, pattern] of damaged) {
      assert.throws(() => parseState(outputs), unreadable(pattern));
      assert.throws(() => parseState(outputs), unreadable(/Nothing was launched.*pulumi state delete/s));
    }
  });

  it("throws nothing else, whatever it holds", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...Object.keys(outputsOf(FULL))), fc.anything()),
        (damage) => {
          try {
            parseState({ ...outputsOf(FULL), ...damage });
          } catch (error) {
            assert.ok(isMarketplaceError(error));
          }
        },
      ),
    );
  });

  it("counts as live only when it tells so in a schema that is known", () => {
    assert.equal(isLive({ schemaVersion: 1, status: "succeeded" }), true);
    assert.equal(isLive({ schemaVersion: 9, status: "succeeded" }), false);
    assert.equal(isLive({ schemaVersion: 1, status: "running" }), false);
  });

  // One folder of recorded states for each schema: what was ever written stays readable.
  it("keeps contradictions, and leaves out kinds that it does not know", () => {
    const contradicted = stateOf({ statusMoved: true, contradictions: { end: T0 } });
    const outputs = { ...toOutputs(contradicted), offerVersion: "2" };
    assert.deepEqual(parseState(outputs).contradictions, { end: T0 });
    assert.equal(parseState(outputs).statusMoved, true);
    const later = { ...outputs, contradictions: { end: new Date(T0).toISOString(), later: "?" } };
    assert.deepEqual(parseState(later).contradictions, { end: T0 });
    assert.throws(() => parseState({ ...outputs, contradictions: { end: 5 } }), /contradictions end is not/);
  });

  it("keeps the contradictions that may come back, which earlier releases leave alone", () => {
    const pausedContradictions = {
      end: { since: T0, absentSince: T0 + 1 },
      success: { since: T0, absentSince: T0 + 1, backSince: T0 + 2 },
    };
    const outputs = { ...toOutputs(stateOf({ pausedContradictions })), offerVersion: "2" };
    assert.deepEqual(parseState(outputs).pausedContradictions, pausedContradictions);
    assert.equal("contradictions" in outputs, false);
    const damaged = { ...outputs, pausedContradictions: { end: { since: "then" } } };
    assert.throws(() => parseState(damaged), /pausedContradictions end since is not an ISO 8601 time/);
  });

  for (const file of readdirSync(join(root, "test", "fixtures", "states"))) {
    it(`recorded as ${file} is read, and an unchanged program leaves it alone or resumes`, async () => {
      const text = readFileSync(join(root, "test", "fixtures", "states", file), "utf8");
      const recorded = JSON.parse(text) as { inputs: Properties; outputs: Properties; changes: boolean };
      assert.equal(parseState(recorded.outputs).version, recorded.inputs["offerVersion"]);
      const found = await diff(recorded.outputs, recorded.inputs, { preview: false }, createWorld().run());
      assert.deepEqual(found, { changes: recorded.changes });
    });
  }
});
