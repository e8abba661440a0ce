import assert from "node:assert/strict";
import { chooseProduct, parsePage } from "../../../../../provider/marketplace/productIngestion/product";
import { GUID, OTHER_GUID, productDocument } from "../../../../support/ingestionPayloads";

const OFFER = { publisherId: "contoso", offerId: "vm" };

describe("the product of an offer", () => {
  const found = {
    id: GUID,
    alias: "Contoso VM",
    type: "azureVirtualMachine",
    address: `https://partner.microsoft.com/dashboard/commercial-marketplace/offers/${GUID}/overview`,
  };
  const other = productDocument({ id: `product/${OTHER_GUID}`, identity: { externalId: "vm-2" } });

  const cases: readonly (readonly [string, readonly unknown[]])[] = [
    ["alone", [productDocument()]],
    ["among others, where the filter is ignored", [other, productDocument(), other, null, "x"]],
    ["in another case", [productDocument({ identity: { externalId: "VM" } })]],
    ["under the other spelling", [productDocument({ identity: { externalID: "vm" } })]],
    ["twice, on two pages", [productDocument(), productDocument()]],
    ["with its GUID in capitals", [productDocument({ id: `product/${GUID.toUpperCase()}` })]],
  ];
  for (const [title, entries] of cases) {
    it(`is found ${title}`, () => assert.deepEqual(chooseProduct(OFFER, entries), found));
  }

  it("is unknown when none has the offer id, and the error names the other API and the role", () => {
    for (const entries of [[], [other], [productDocument({ identity: {} })]]) {
      assert.throws(() => chooseProduct(OFFER, entries), {
        code: "OFFER_UNKNOWN",
        message: /"vm".*role Manager.*set api to "cloudPartner" \[OFFER_UNKNOWN\]$/s,
      });
    }
  });

  it("is refused when several have the offer id, which are named", () => {
    const twin = productDocument({ id: `product/${OTHER_GUID}` });
    assert.throws(() => chooseProduct(OFFER, [productDocument(), twin]), {
      code: "OFFER_UNKNOWN",
      message: new RegExp(`sees 2 products.*product/${GUID}, product/${OTHER_GUID}`),
    });
  });

  it("is refused without a GUID, which paths are made of", () => {
    for (const id of ["product/../x", `product/${GUID}/x`, `offer/${GUID}`, "product/", 5]) {
      assert.throws(() => chooseProduct(OFFER, [productDocument({ id })]), { code: "RESPONSE_INVALID" });
    }
  });
});

describe("a page of a list", () => {
  it("has entries and perhaps a next one", () => {
    assert.deepEqual(parsePage('{"value":[1],"@nextLink":"?x=1"}', "It"), { entries: [1], next: "?x=1" });
    assert.deepEqual(parsePage('{"value":[],"@nextLink":""}', "It"), { entries: [] });
    assert.deepEqual(parsePage('{"id":"product/x"}', "It"), { entries: [{ id: "product/x" }] });
  });

  it("is nothing else", () => {
    for (const body of ["", "[]", "{}", '{"value":{}}', "<html>", '{"error":{"code":"x"}}']) {
      assert.throws(() => parsePage(body, "It"), { code: "RESPONSE_INVALID" }, body);
    }
  });
});
