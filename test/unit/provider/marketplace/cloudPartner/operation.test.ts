import assert from "node:assert/strict";
import fc from "fast-check";
import { MarketplaceError } from "../../../../../provider/errors";
import { parseOperation } from "../../../../../provider/marketplace/cloudPartner/operation";

function bodyOf(status: string | undefined, ...states: string[]): string {
  const steps = states.map((word, index) => ({
    id: index === 2 ? "live" : `step-${index}`,
    stepName: index === 2 ? "Live" : `Step ${index}`,
    status: word,
  }));
  return JSON.stringify({ status, steps, cancellationRequestState: "canCancel" });
}

describe("parseOperation", () => {
  const words: readonly (readonly [word: string, status: string | undefined])[] = [
    ["not started", "notStarted"],
    ["NotStarted", "notStarted"],
    ["running", "running"],
    ["In-Progress", "running"],
    ["waitingForApproval", "running"],
    ["complete", "succeeded"],
    ["Completed", "succeeded"],
    ["succeeded", "succeeded"],
    ["failed", "failed"],
    ["canceled", "canceled"],
    ["Cancelled", "canceled"],
    ["archived", undefined],
    ["constructor", undefined],
  ];
  for (const [word, status] of words) {
    it(`reads ${word} as ${String(status)}`, () => {
      const seen = parseOperation(bodyOf(word));
      assert.equal(seen.status, status);
      assert.equal(seen.word, word);
    });
  }

  const bySteps: readonly (readonly [states: string[], status: string | undefined])[] = [
    [["notStarted", "notStarted", "complete"], "succeeded"],
    [["complete", "complete"], "succeeded"],
    [["complete", "complete", "inProgress", "complete"], "running"],
    [["complete", "notStarted"], "running"],
    [["notStarted", "notStarted"], "notStarted"],
    [["complete", "blocked", "notStarted"], "running"],
    [["complete", "WaitingForApproval", "notStarted"], "running"],
    [["complete", "rejected", "notStarted"], "failed"],
    [["failed", "complete", "complete"], "failed"],
    [["complete", "canceled", "notStarted"], "canceled"],
    [["complete", "Cancelled", "failed"], "failed"],
    [["somethingNew"], "running"],
    [[], undefined],
  ];
  for (const [states, status] of bySteps) {
    it(`judges ${states.join("/") || "no steps"} without a status as ${String(status)}`, () => {
      assert.equal(parseOperation(bodyOf(undefined, ...states)).status, status);
    });
  }

  it("lets the operation's own word win over its steps", () => {
    assert.equal(parseOperation(bodyOf("running", "complete", "failed", "complete")).status, "running");
    assert.equal(
      parseOperation(bodyOf("completed", "notStarted", "notStarted", "notStarted")).status,
      "succeeded",
    );
  });

  it("takes an object, or a list of just that object", () => {
    const one = { status: "running", offerVersion: 4, publishingVersion: 9 };
    const expected = { status: "running", word: "running", version: "4", problems: [] };
    assert.deepEqual(parseOperation(JSON.stringify(one)), expected);
    assert.deepEqual(parseOperation(JSON.stringify([one])), expected);
  });

  it("numbers the step that tells", () => {
    const seen = parseOperation(bodyOf("running", "complete", "inProgress", "notStarted"));
    assert.equal(seen.step?.name, "Step 1");
    assert.equal(seen.stepNumber, "2/3");
  });

  const errors: readonly (readonly [error: unknown, message: string])[] = [
    [{ code: "PlanInvalid", message: "No <b>plan</b>" }, "PlanInvalid: No plan"],
    ["No plan", "No plan"],
  ];
  for (const [error, message] of errors) {
    it(`reports an error field that is ${typeof error}`, () => {
      assert.deepEqual(parseOperation(JSON.stringify({ status: "failed", error })).problems, [{ message }]);
    });
  }

  for (const body of ["[]", "[{},{}]", "[[]]", "null", "7", "", "<html>"]) {
    it(`refuses ${body === "" ? "nothing" : body}`, () => {
      assert.throws(() => parseOperation(body), { code: "RESPONSE_INVALID" });
    });
  }

  it("throws nothing but RESPONSE_INVALID, whatever JSON comes", () => {
    fc.assert(
      fc.property(fc.json(), fc.jsonValue(), fc.jsonValue(), (body, steps, error) => {
        for (const text of [body, JSON.stringify({ steps, error, messages: steps })]) {
          try {
            parseOperation(text);
          } catch (thrown) {
            assert.ok(
              thrown instanceof MarketplaceError && thrown.code === "RESPONSE_INVALID",
              String(thrown),
            );
          }
        }
      }),
    );
  });
});
