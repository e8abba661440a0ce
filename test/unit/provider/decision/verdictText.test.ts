import assert from "node:assert/strict";
import type { Evidence } from "../../../../provider/decision/evidence";
import { readLook } from "../../../../provider/decision/reading";
import { allSay, overText, whoSays } from "../../../../provider/decision/verdictText";
import { lookOf, TRAITS } from "../../../support/builders";

function evidenceOf(said: Partial<Evidence>): Evidence {
  return {
    production: "before",
    operation: "none",
    list: "none",
    status: "none",
    foreign: false,
    incomplete: false,
    unclear: false,
    passed: false,
    atRest: false,
    searched: false,
    fresh: [],
    reading: readLook({ look: lookOf(), target: "2", traits: TRAITS }),
    ...said,
  };
}

describe("what the sources of a launch say", () => {
  it("leaves out a source that says nothing", () => {
    assert.deepEqual(allSay(evidenceOf({ list: "failed" })), ['the list of operations says "failed"']);
    assert.deepEqual(allSay(evidenceOf({})), []);
  });

  it("puts sign-off into words, which is no word of the service", () => {
    assert.deepEqual(allSay(evidenceOf({ operation: "succeeded", status: "waits" })), [
      'the operation says "succeeded"',
      "the offer's status shows that the offer waits for sign-off",
    ]);
    assert.deepEqual(allSay(evidenceOf({ status: "waitsAgain" })), [
      "the offer's status shows that the offer waits for sign-off again",
    ]);
  });

  it("names only the sources whose word is wanted", () => {
    const evidence = evidenceOf({ operation: "running", list: "failed", status: "waits" });
    assert.deepEqual(
      whoSays(evidence, (word) => word === "running"),
      ['the operation says "running"'],
    );
  });

  it("says why a failure counts that other documents contradict, or cannot confirm", () => {
    assert.equal(
      overText("failed", evidenceOf({ operation: "running", list: "failed" })),
      'for 30 minutes the list of operations says "failed", while the operation says "running". The launch counts as failed',
    );
    assert.match(
      overText("failed", evidenceOf({ list: "failed", incomplete: true })),
      /while the other documents could not be read/,
    );
  });
});
