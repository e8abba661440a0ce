import assert from "node:assert/strict";
import type { SimulatorResponse } from "../../../../simulator/index";
import { ask, checkCalls, OFFER, serviceWith, type Call } from "../../../support/simulatorClient";

const NEW_OFFER = JSON.stringify({ offerTypeId: "t", definition: { displayText: "New" } });
const MODIFIED = JSON.stringify({ definition: { displayText: "Changed", plans: [{ planId: "p" }] } });

function documentOf({ body }: SimulatorResponse): Record<string, unknown> {
  const parsed: unknown = JSON.parse(body);
  assert.ok(typeof parsed === "object" && parsed !== null);
  return { ...parsed };
}

describe("simulator: writes", () => {
  checkCalls([
    ["publishes", { method: "POST", path: `${OFFER}/publish` }, 202, ""],
    ["goes live", { method: "POST", path: `${OFFER}/golive` }, 202, ""],
    ["goes live with a body", { method: "POST", path: `${OFFER}/golive`, body: "{}" }, 202, ""],
    [
      "refuses a body that is not JSON",
      { method: "POST", path: `${OFFER}/golive`, body: "{'a'}" },
      400,
      /has to be JSON/,
    ],
    [
      "does not launch from nothing",
      { method: "POST", path: "/api/publishers/contoso/offers/draft/golive" },
      400,
      /"code":"OfferNotInPreview"/,
    ],
    [
      "does not launch what is live",
      { method: "POST", path: "/api/publishers/contoso/offers/live/golive" },
      400,
      /"code":"OfferAlreadyLive"/,
    ],
    [
      "does not launch an unknown offer",
      { method: "POST", path: "/api/publishers/contoso/offers/none/golive" },
      404,
      /offer does not exist/,
    ],
    ["accepts to cancel nothing", { method: "POST", path: `${OFFER}/cancel` }, 202, ""],
    [
      "creates an offer",
      { method: "PUT", path: "/api/publishers/contoso/offers/new", body: NEW_OFFER },
      201,
      /"status":"neverPublished","id":"new","version":0,"definition":{"offer":{},"plans":\[\],"displayText":"New"}/,
    ],
    [
      "does not create a bad id",
      { method: "PUT", path: "/api/publishers/contoso/offers/a%20b", body: NEW_OFFER },
      400,
      /ids are 1 to 50/,
    ],
    [
      "does not create without a type",
      { method: "PUT", path: "/api/publishers/contoso/offers/new", body: MODIFIED },
      400,
      /offerTypeId is required/,
    ],
    [
      "does not modify what is not there",
      {
        method: "PUT",
        path: "/api/publishers/contoso/offers/new",
        body: NEW_OFFER,
        headers: { "If-Match": "*" },
      },
      404,
      /no offer new/,
    ],
    [
      "modifies an offer",
      { method: "PUT", body: MODIFIED, headers: { "if-match": "*" } },
      200,
      /"displayText":"Changed"/,
    ],
    [
      "does not overwrite without If-Match",
      { method: "PUT", body: MODIFIED },
      409,
      /"code":"InvalidResourceId"/,
    ],
    [
      "does not overwrite another state",
      { method: "PUT", body: MODIFIED, headers: { "If-Match": 'W/"other"' } },
      412,
      /PreconditionFailed/,
    ],
    ["refuses an offer that is not an object", { method: "PUT", body: "[]" }, 400, /JSON object/],
    [
      "refuses an offer of another name",
      { method: "PUT", body: '{"id":"x"}' },
      400,
      /id in the body has to be that of the path, vm/,
    ],
    [
      "refuses an offer without definition",
      { method: "PUT", body: "{}" },
      400,
      /definition has to be an object/,
    ],
    [
      "keeps odd member names",
      { method: "PUT", headers: { "If-Match": "*" }, body: '{"definition":{"__proto__":{"a":1}}}' },
      200,
      /"__proto__":{"a":1}/,
    ],
    [
      "refuses deep nesting",
      {
        method: "PUT",
        headers: { "If-Match": "*" },
        body: `{"definition":${"[".repeat(5000)}${"]".repeat(5000)}}`,
      },
      400,
      /nested at most a hundred/,
    ],
    [
      "refuses a huge body",
      { method: "PUT", body: `"${"x".repeat(1024 * 1024)}"` },
      413,
      /more than 1048576 bytes/,
    ],
  ]);

  it("modifies with the ETag it gave, once", () => {
    const service = serviceWith();
    const etag = ask(service, {}).headers["ETag"];
    assert.match(etag ?? "", /^W\/"datetime'2026-11-20T23%3A00%3A00\.0000001Z'"$/);
    const change: Call = { method: "PUT", body: MODIFIED, headers: { "If-Match": etag } };
    const { status, headers } = ask(service, change);
    assert.equal(status, 200);
    assert.equal(ask(service, change).status, 412);
    const next: Call = { ...change, headers: { "If-Match": headers["ETag"] } };
    assert.equal(ask(service, next).status, 200);
    assert.equal(ask(service, next).status, 412);
  });

  const styles = [
    [
      "absolute",
      "Operation-Location",
      "http://127.0.0.1:1/api/publishers/contoso/offers/vm/operations/408a4835-0000-1000-0000-000000000003",
    ],
    [
      "relative",
      "Location",
      "/api/publishers/contoso/offers/vm/operations/408a4835-0000-1000-0000-000000000003?api-version=2017-10-31",
    ],
    ["legacy", "Location", "/api/operations/contoso$vm$1$preview?api-version=2017-10-31"],
  ] as const;
  for (const [style, header, value] of styles) {
    it(`names the launch in ${style} style`, () => {
      const service = serviceWith({ location: style, offers: ["contoso/vm@3", "contoso/b@1"] });
      const { headers } = ask(service, { method: "POST", path: `${OFFER}/golive` });
      const named = Object.entries(headers).filter(([name]) => name.endsWith("Location"));
      assert.deepEqual(named, [[header, value]]);
      const url = value.includes("?") ? value : `${value}?api-version=2017-10-31`;
      assert.equal(documentOf(ask(service, { url }))["status"], "running");
    });
  }
});
