import assert from "node:assert/strict";
import fc from "fast-check";
import { MarketplaceError } from "../../../../../provider/errors";
import { parseDocument, parseSlot } from "../../../../../provider/marketplace/cloudPartner/slot";

describe("parseSlot", () => {
  const versions: readonly (readonly [json: string, version: string | undefined])[] = [
    ["5", "5"],
    ['"05"', "5"],
    ["636576975611768314", "636576975611768314"],
    ["0", undefined],
    ["1.5", undefined],
    ['"v5"', undefined],
    ["null", undefined],
  ];
  for (const [json, version] of versions) {
    it(`reads version ${json} as ${String(version)}`, () => {
      assert.equal(parseSlot(`{"version":${json}}`, "preview").version, version);
    });
  }

  it("keeps the document as it came", () => {
    const document = { id: "vm", version: 5, definition: { plans: [{ planId: "a" }] } };
    assert.deepEqual(parseDocument(JSON.stringify(document), "preview"), document);
  });

  it("throws nothing but RESPONSE_INVALID, which names the slot", () => {
    assert.throws(() => parseSlot("[]", "production"), {
      code: "RESPONSE_INVALID",
      message: /slot production/,
    });
    fc.assert(
      fc.property(fc.json(), (body) => {
        try {
          parseSlot(body, "preview");
        } catch (error) {
          assert.ok(error instanceof MarketplaceError && error.code === "RESPONSE_INVALID", String(error));
        }
      }),
    );
  });
});
