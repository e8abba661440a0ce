import assert from "node:assert/strict";
import fc from "fast-check";
import { MarketplaceError } from "../../../../../provider/errors";
import { resolveServiceUrl, withParameter } from "../../../../../provider/marketplace/http/origin";

const ENDPOINT = new URL("https://cloudpartner.azure.com");

describe("resolveServiceUrl", () => {
  const ours: readonly (readonly [reference: string, url: string])[] = [
    ["/api/x", "https://cloudpartner.azure.com/api/x"],
    ["https://cloudpartner.azure.com/api/x?a=1", "https://cloudpartner.azure.com/api/x?a=1"],
    ["https://CloudPartner.azure.com:443/api/x#part", "https://cloudpartner.azure.com/api/x"],
    ["//cloudpartner.azure.com/api/x", "https://cloudpartner.azure.com/api/x"],
    ["/api/operations/p$o$2$preview", "https://cloudpartner.azure.com/api/operations/p$o$2$preview"],
  ];
  for (const [reference, url] of ours) {
    it(`resolves ${reference}`, () => assert.equal(resolveServiceUrl(ENDPOINT, reference).href, url));
  }

  for (const reference of [
    "https://evil.example/api/x",
    "//evil.example/api/x",
    "/\\evil.example/api/x",
    "\\\\evil.example/api",
    "https:\\\\cloudpartner.azure.com\\x",
    "http://cloudpartner.azure.com/api/x",
    "https://cloudpartner.azure.com:8443/api/x",
    "https://cloudpartner.azure.com.evil.example/api/x",
    "https://user@cloudpartner.azure.com/api/x",
    "https://user:pass@cloudpartner.azure.com/api/x",
    "https://cloudpartner.azure.com@evil.example/api/x",
    "blob:https://cloudpartner.azure.com/api/x",
    "javascript:alert(1)",
    "/\t/evil.example/api/x",
    " /api/x",
    "https://[bad",
  ]) {
    it(`refuses ${JSON.stringify(reference)}`, () => {
      assert.throws(() => resolveServiceUrl(ENDPOINT, reference), { code: "FOREIGN_URL" });
    });
  }

  it("lets nothing leave the endpoint's origin", () => {
    const piece = fc.constantFrom(
      "/",
      "//",
      "\\",
      "@",
      ":",
      "evil.example",
      "cloudpartner.azure.com",
      "https:",
      "\t",
      "..",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 3 })), { maxLength: 8 }), (parts) => {
        try {
          const url = resolveServiceUrl(ENDPOINT, parts.join(""));
          assert.ok(url.href.startsWith("https://cloudpartner.azure.com/"), url.href);
        } catch (error) {
          assert.ok(error instanceof MarketplaceError && error.code === "FOREIGN_URL", String(error));
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe("withParameter", () => {
  const cases: readonly (readonly [name: string, before: string, after: string])[] = [
    ["version", "/api/x", "/api/x?version=2017-10-31"],
    ["version", "/api/x?status=a%20b&c=$d", "/api/x?status=a%20b&c=$d&version=2017-10-31"],
    ["version", "/api/x?version=2020-01-01", "/api/x?version=2020-01-01"],
    ["version", "/api/x?Version=2017-10-31", "/api/x?Version=2017-10-31"],
    ["version", "/api/operations/p$o$2$preview", "/api/operations/p$o$2$preview?version=2017-10-31"],
    ["$version", "/api/x?version=1", "/api/x?version=1&$version=2017-10-31"],
    ["$version", "/api/x?%24version=1", "/api/x?%24version=1"],
  ];
  for (const [name, before, after] of cases) {
    it(`makes ${before} ${after}`, () => {
      const url = withParameter(new URL(before, ENDPOINT), name, "2017-10-31");
      assert.equal(url.pathname + url.search, after);
    });
  }
});
