import assert from "node:assert/strict";
import { createService, type SimulatedService } from "../../../simulator/index";

const FORM = { grant_type: "client_credentials", client_id: "app", client_secret: "secret" };
const GRAPH = "https://graph.microsoft.com";
const PORTAL = "https://cloudpartner.azure.com";

function service(accessToken?: string): SimulatedService {
  const offers = ["contoso/sample-vm"];
  const token = accessToken === undefined ? {} : { accessToken };
  return createService({ now: () => 1_000_000, baseUrl: () => "http://127.0.0.1:1", offers, ...token });
}

function login(market: SimulatedService, path: string, form: Record<string, string>) {
  const body = new URLSearchParams(form).toString();
  const reply = market.handle({ method: "POST", url: `/tenant/oauth2/${path}`, headers: {}, body });
  assert.ok(reply.kind === "response");
  return { status: reply.response.status, body: JSON.parse(reply.response.body) as Record<string, unknown> };
}

function statuses(market: SimulatedService, token: unknown): number[] {
  const headers = { Authorization: `Bearer ${String(token)}` };
  return ["/api/publishers?api-version=2017-10-31", "/rp/product-ingestion/product"].map((url) => {
    const reply = market.handle({ method: "GET", url, headers });
    return reply.kind === "response" ? reply.response.status : 0;
  });
}

describe("simulator: login", () => {
  it("gives out tokens in the first version, with numbers as text", () => {
    const { status, body } = login(service(), "token", { ...FORM, resource: GRAPH });
    assert.equal(status, 200);
    assert.deepEqual(
      { ...body, access_token: typeof body["access_token"] },
      {
        token_type: "Bearer",
        expires_in: "3600",
        ext_expires_in: "3600",
        expires_on: "4600",
        not_before: "1000",
        resource: GRAPH,
        access_token: "string",
      },
    );
  });

  it("gives out tokens in the second version", () => {
    const { status, body } = login(service(), "v2.0/token", { ...FORM, scope: `${GRAPH}/.default` });
    assert.deepEqual([status, body["expires_in"]], [200, 3600]);
  });

  it("gives a token that the other API refuses", () => {
    const market = service();
    const tokenFor = (resource: string) => login(market, "token", { ...FORM, resource }).body["access_token"];
    assert.deepEqual(statuses(market, tokenFor(GRAPH)), [401, 200]);
    assert.deepEqual(statuses(market, tokenFor(PORTAL)), [200, 401]);
    assert.deepEqual(statuses(market, tokenFor("http://127.0.0.1:1")), [200, 200]);
  });

  it("gives out the one token that is accepted", () => {
    const market = service("the-token");
    const { access_token: token } = login(market, "token", { ...FORM, resource: GRAPH }).body;
    assert.equal(token, "the-token");
    assert.deepEqual(statuses(market, token), [200, 200]);
    assert.deepEqual(statuses(market, "other"), [401, 401]);
  });

  const refused: readonly (readonly [string, string, Record<string, string>, number, RegExp])[] = [
    ["a missing resource", "token", FORM, 400, /'resource'/],
    ["a missing scope", "v2.0/token", FORM, 400, /'scope'/],
    [
      "a resource in the second version",
      "v2.0/token",
      { ...FORM, resource: GRAPH, scope: "x" },
      400,
      /AADSTS901002/,
    ],
    ["another grant", "token", { ...FORM, grant_type: "password", resource: GRAPH }, 400, /AADSTS70003/],
    ["a missing secret", "token", { ...FORM, client_secret: "", resource: GRAPH }, 401, /client_secret/],
  ];
  for (const [title, path, form, status, description] of refused) {
    it(`refuses ${title}`, () => {
      const answer = login(service(), path, form);
      assert.equal(answer.status, status);
      assert.match(String(answer.body["error_description"]), description);
    });
  }

  it("is asked by POST, and records it", () => {
    const market = service();
    const reply = market.handle({ method: "GET", url: "/tenant/oauth2/token", headers: {} });
    assert.ok(reply.kind === "response" && reply.response.status === 405);
    assert.equal(market.requests[0]?.action, "token");
  });
});
