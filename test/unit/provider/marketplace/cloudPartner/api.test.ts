import assert from "node:assert/strict";
import { explain, prepareUrl, TOKEN } from "../../../../../provider/marketplace/cloudPartner/api";

describe("the Cloud Partner Portal API", () => {
  for (const [before, after] of [
    ["/api/x", "/api/x?api-version=2017-10-31"],
    ["/api/x?api-version=2020-01-01", "/api/x?api-version=2020-01-01"],
    ["/api/operations/p$o$2$preview", "/api/operations/p$o$2$preview?api-version=2017-10-31"],
  ] as const) {
    it(`asks for ${before} with its version`, () => {
      const url = prepareUrl(new URL(before, "https://cloudpartner.azure.com"));
      assert.equal(url.pathname + url.search, after);
    });
  }

  it("has a scope and a token variable of its own", () =>
    assert.deepEqual(TOKEN, {
      scope: "https://cloudpartner.azure.com/.default",
      variable: "AZURE_MARKETPLACE_ACCESS_TOKEN",
    }));

  for (const [status, advice] of [
    [401, /https:\/\/cloudpartner\.azure\.com.*AZURE_MARKETPLACE_ACCESS_TOKEN/],
    [403, /Partner Center .* enterprise application/],
    [409, /Another operation/],
    [412, /Another operation/],
    [400, /^$/],
    [404, /^$/],
    [503, /^$/],
  ] as const) {
    it(`advises on ${status}${advice.source === "^$" ? " nothing of its own" : ""}`, () =>
      assert.match(explain({ status }) ?? "", advice));
  }
});
