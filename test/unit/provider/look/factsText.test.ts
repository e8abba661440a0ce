import assert from "node:assert/strict";
import { factsText } from "../../../../provider/look/factsText";
import { factsOf } from "../../../../provider/look/offerFacts";
import { lookOf, OFFER, submission, T0 } from "../../../support/builders";
import { GUID, LIVE, WAITS } from "../../../support/ingestionPayloads";

describe("what look prints", () => {
  it("keeps versions of one digit and of nineteen in their column", () => {
    const submissions = [
      submission("launch", "succeeded", { id: "a", version: LIVE, changedAt: T0 }),
      submission("publish", "running", { id: "b", version: "7", changedAt: T0 }),
      { id: "c", kind: "other", status: undefined, word: "pondering" } as const,
    ];
    const look = lookOf({ preview: WAITS, production: LIVE, submissions });
    const product = {
      id: GUID,
      alias: "Contoso VM",
      type: "azureVirtualMachine",
      address: "https://at.test/x",
    };
    const facts = factsOf(OFFER, "productIngestion", { ...look, product });
    assert.equal(
      factsText(facts, undefined, undefined),
      [
        "contoso/vm",
        `product     ${GUID} ("Contoso VM", azureVirtualMachine)`,
        "at          https://at.test/x",
        "publisher   not checked: this API shows none, so the product above tells whose offer it is",
        `live now    ${LIVE}`,
        `in preview  ${WAITS}`,
        'phase       readyToLaunch (status "running")',
        "operations",
        `  launch   ${LIVE}  succeeded  2026-01-01T00:00:00.000Z  a`,
        "  publish  7                    running    2026-01-01T00:00:00.000Z  b",
        "  other    ?                    pondering                            c",
      ].join("\n"),
    );
  });

  it("says so when a slot is empty and no operation is listed", () => {
    const facts = factsOf(
      OFFER,
      "cloudPartner",
      lookOf({ preview: "", production: "", phase: "unpublished" }),
    );
    assert.equal(
      factsText(facts, undefined, undefined),
      [
        "contoso/vm",
        "live now    nothing, or without a number",
        "in preview  nothing, or without a number",
        'phase       unpublished (status "running")',
        "operations  none listed",
      ].join("\n"),
    );
    assert.equal(facts.product, undefined);
  });
});
