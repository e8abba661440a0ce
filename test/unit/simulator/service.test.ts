import assert from "node:assert/strict";
import type { ServiceOptions } from "../../../simulator/index";
import { ask, checkCalls, OFFER, serviceWith } from "../../support/simulatorClient";

describe("simulator: calls", () => {
  checkCalls([
    ["demands a token", { headers: { Authorization: undefined } }, 401, /bearer token is required/],
    ["demands a token that is not empty", { headers: { Authorization: "Bearer " } }, 401, /Unauthorized/],
    ["demands a bearer token", { headers: { Authorization: "Basic abc" } }, 401, /Unauthorized/],
    [
      "demands the version",
      { url: OFFER },
      400,
      '{"error":{"code":"InvalidAPIVersion","message":"Invalid api version. Allowed values are [2017-10-31]"}}',
    ],
    [
      "demands the right version",
      { url: `${OFFER}?api-version=2016-08-01-preview` },
      400,
      /InvalidAPIVersion/,
    ],
    [
      "demands one version",
      { url: `${OFFER}?api-version=2017-10-31&api-version=x` },
      400,
      /InvalidAPIVersion/,
    ],
    ["refuses an unknown path", { path: "/api/nothing" }, 404, /nothing at this path/],
    ["refuses a path outside the API", { path: "/" }, 404, /nothing at this path/],
    ["refuses an unknown part of an offer", { path: `${OFFER}/golives` }, 404, /nothing at this path/],
    ["refuses an empty segment", { path: "/api/publishers//offers/vm" }, 404, /nothing at this path/],
    ["refuses a wrong method", { method: "DELETE" }, 405, ""],
    ["refuses to read golive", { path: `${OFFER}/golive` }, 405, ""],
    ["refuses a malformed escape", { path: "/api/publishers/%E0%A4%A/offers" }, 400, /malformed/],
    [
      "does not know inherited names",
      { path: "/api/publishers/__proto__/offers/constructor" },
      404,
      /publisher does not exist/,
    ],
    ["does not know inherited methods", { method: "constructor" }, 405, ""],
  ]);

  it("accepts the given token alone", () => {
    const service = serviceWith({ accessToken: "token" });
    assert.equal(ask(service, {}).status, 200);
    const refused = ask(service, { headers: { Authorization: "Bearer other" } });
    assert.equal(refused.status, 401);
    assert.equal(refused.headers["WWW-Authenticate"], "Bearer");
  });

  it("sends the headers of the real service", () => {
    const { headers } = ask(serviceWith(), {});
    assert.equal(headers["Content-Type"], "application/json; charset=utf-8");
    assert.equal(headers["Cache-Control"], "no-cache");
    assert.equal(headers["X-Ms-Correlation-Request-Id"], "00000000-0000-4000-8000-000000000001");
    assert.equal(ask(serviceWith(), { method: "DELETE" }).headers["Allow"], "GET, PUT");
  });

  it("keeps a record of every request", () => {
    const entries: unknown[] = [];
    const service = serviceWith({ onRequest: (entry) => entries.push(entry) });
    ask(service, { method: "POST", path: `${OFFER}/golive` });
    ask(service, { method: "POST", path: `${OFFER}/golive` });
    ask(service, { url: "/nowhere" });
    const time = Date.UTC(2026, 10, 21);
    const call = { api: "cloudPartner", action: "golive", offer: "contoso/vm" };
    const golive = { time, method: "POST", path: `${OFFER}/golive`, ...call };
    assert.deepEqual(service.requests, [
      { ...golive, status: 202, accepted: true, version: 3 },
      { ...golive, status: 409, accepted: false },
      { time, method: "GET", path: "/nowhere", status: 400, accepted: false },
    ]);
    assert.deepEqual(entries, service.requests);
  });

  const badOptions: readonly (readonly [string, Partial<ServiceOptions>, RegExp])[] = [
    ["a negative launch time", { launchTime: -1 }, /launchTime is -1/],
    ["a lag without end", { submissionsLagMs: Infinity }, /submissionsLagMs is Infinity/],
    ["two ways of continuing", { publishRemainsRunning: true, goliveContinuesPublish: true }, /contradict/],
    ["an offer without a publisher", { offers: ["vm"] }, /"vm" names no offer/],
    ["an offer with an odd id", { offers: ["contoso/v m"] }, /is not an offer/],
    ["a publisher with an odd id", { offers: ["con toso/vm"] }, /is not an offer/],
    ["a version zero", { offers: [{ publisherId: "p", offerId: "o", preview: 0 }] }, /version 0/],
    ["an offer of version zero", { offers: ["contoso/vm@0"] }, /names no offer/],
    [
      "a fraction of a version",
      { offers: [{ publisherId: "p", offerId: "o", preview: 1.5 }] },
      /version 1.5/,
    ],
    [
      "preview behind production",
      { offers: [{ publisherId: "p", offerId: "o", preview: 1, production: 2 }] },
      /behind/,
    ],
    ["an offer given twice", { offers: ["p/o@1", "p/o@2"] }, /p\/o is given twice/],
  ];
  for (const [title, options, message] of badOptions) {
    it(`refuses ${title}`, () => assert.throws(() => serviceWith(options), message));
  }
});
