import assert from "node:assert/strict";
import { controlDoor } from "../../../simulator/controlDoor";
import { republisher } from "../../../simulator/republish";
import { stage, type Stage } from "../../support/simulatorClient";

const OFFER = "/offers/contoso/vm";

function ask(
  market: Stage,
  method: string,
  url: string,
  body?: unknown,
  headers: Record<string, string> = {},
) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const reply = controlDoor(market.service)({
    method,
    url,
    headers: { Host: "127.0.0.1:4011", ...headers },
    ...(body !== undefined && { body: text }),
  });
  assert.ok(reply.kind === "response");
  return reply.response;
}

describe("simulator: controls at a port", () => {
  it("tells where the offers stand", () => {
    const [offer] = JSON.parse(ask(stage(), "GET", "/offers").body) as {
      name: string;
      previewVersion: number;
    }[];
    assert.deepEqual([offer?.name, offer?.previewVersion], ["contoso/vm", 1]);
  });

  it("lists what there is", () => {
    const { status, body } = ask(stage(), "GET", "/");
    assert.equal(status, 200);
    assert.match(body, /^GET {2}\/offers\nPOST \/offers\/PUBLISHER\/OFFER\/publish\n/);
  });

  it("publishes, launches, cancels and takes off sale", () => {
    const market = stage();
    const done = (act: string, body?: object) => ask(market, "POST", `${OFFER}/${act}`, body).status;
    assert.equal(done("publish", { duration: 0 }), 200);
    assert.equal(market.view().previewVersion, 2);
    assert.equal(done("golive"), 200);
    assert.match(ask(market, "POST", `${OFFER}/golive`).body, /refused: busy/);
    assert.equal(done("cancel"), 200);
    assert.equal(ask(market, "POST", `${OFFER}/cancel`).body, "null");
    assert.equal(done("golive", { duration: 0 }), 200);
    assert.equal(market.view().productionVersion, 2);
    assert.equal(done("stop-selling"), 200);
    market.advance(1000);
    assert.equal(market.view().productionVersion, undefined);
  });

  it("lets what runs end now, as it would have later", () => {
    const market = stage();
    const done = (act: string, body?: object) => ask(market, "POST", `${OFFER}/${act}`, body);
    assert.equal(done("finish").body, "null");
    done("golive", { duration: 60_000 });
    market.advance(1000);
    assert.equal(market.view().productionVersion, undefined);
    assert.equal(done("finish").status, 200);
    assert.equal(market.view().productionVersion, 1);
    done("publish", { duration: 0 });
    done("fail-next-launch", { step: "displaypackage" });
    done("golive", { duration: 60_000 });
    market.advance(1000);
    done("finish");
    assert.deepEqual([market.view().status, market.view().productionVersion], ["failed", 1]);
  });

  it("lets the next launch or publish fail", () => {
    const market = stage();
    ask(market, "POST", `${OFFER}/fail-next-launch`, { messages: ["No price."], certification: true });
    ask(market, "POST", `${OFFER}/fail-next-publish`, { step: "displayprovision" });
    market.post("golive");
    market.advance(1000);
    assert.equal(market.document("status").steps[5]?.messages[0]?.messageHtml, "No price.");
    market.post("publish");
    market.advance(1000);
    assert.equal(market.steps("status")[2], "displayprovision failed");
  });

  it("distorts, restores, adds entries, changes documents and sets faults", () => {
    const market = stage();
    ask(market, "POST", `${OFFER}/distort`, { source: "status", how: "silent" });
    assert.equal(market.send("GET", "status").status, 404);
    ask(market, "POST", `${OFFER}/restore`, { source: "list" });
    assert.equal(market.send("GET", "status").status, 404);
    ask(market, "POST", `${OFFER}/restore`);
    assert.equal(market.send("GET", "status").status, 200);
    ask(market, "POST", `${OFFER}/add-entry`, { type: "cancel" });
    assert.equal(market.submissions()[0]?.submissionType, "cancel");
    ask(market, "POST", "/documents", { listForm: "table" });
    assert.match(market.send("GET", "submissions/").body, /"createdDateTime"/);
    ask(market, "POST", "/faults", { match: { path: "/status" }, status: 503 });
    assert.equal(market.send("GET", "status").status, 503);
  });

  const refused: readonly (readonly [string, string, unknown, number, RegExp])[] = [
    ["POST", "/offers/contoso/none/publish", undefined, 400, /holds no offer contoso\/none/],
    ["POST", `${OFFER}/toString`, undefined, 404, /GET \/ lists/],
    ["POST", "/", undefined, 404, /GET \/ lists/],
    ["POST", "/api/publishers/contoso/offers/vm/golive", undefined, 404, /nothing at this path/],
    ["POST", "/rp/product-ingestion/configure", {}, 404, /nothing at this path/],
    ["GET", OFFER, undefined, 404, /nothing at this path/],
    ["DELETE", "/offers", undefined, 405, /GET and POST/],
    ["POST", `${OFFER}/publish`, "{", 400, /has to be a JSON object/],
    ["POST", `${OFFER}/publish`, { duration: "1s" }, 400, /duration has to be a number/],
    ["POST", `${OFFER}/fail-next-launch`, { step: 1 }, 400, /step has to be text/],
    ["POST", `${OFFER}/fail-next-launch`, { messages: [1] }, 400, /messages has to be a list/],
    ["POST", `${OFFER}/fail-next-launch`, { certification: "yes" }, 400, /certification has to be/],
    ["POST", `${OFFER}/distort`, { source: "x" }, 400, /source has to be one of/],
    ["POST", `${OFFER}/add-entry`, { agoMs: "x" }, 400, /agoMs has to be a number/],
    ["POST", "/documents", { listForm: 1 }, 400, /documents\.listForm/],
    ["POST", "/faults", { status: 1 }, 400, /status has to be/],
  ];
  for (const [method, url, body, status, message] of refused) {
    it(`answers ${status} to ${method} ${url} ${body === undefined ? "" : JSON.stringify(body)}`, () => {
      const answer = ask(stage(), method, url, body);
      assert.equal(answer.status, status);
      assert.match(answer.body, message);
    });
  }

  it("is not for pages in a browser", () => {
    const statuses = [
      { Origin: "http://127.0.0.1:4011" },
      { Host: "evil.example" },
      { Host: "localhost:1" },
    ].map((headers) => ask(stage(), "GET", "/offers", undefined, headers).status);
    assert.deepEqual(statuses, [403, 403, 200]);
  });

  it("is no part of the APIs", () => {
    const market = stage();
    for (const path of [`${OFFER}/publish`, "/faults", "/documents"]) {
      assert.equal(market.send("POST", path).status, 404);
    }
    assert.equal(market.view().running, undefined);
  });
});

describe("simulator: the next version by itself", () => {
  it("is published some time after a launch that succeeded, and only then", () => {
    const market = stage();
    let time = 0;
    const look = republisher(market.service, 500, () => time);
    const pass = (ms: number) => {
      market.advance(ms);
      time += ms;
      look();
    };
    pass(10_000);
    assert.equal(market.view().running, undefined, "what waits for sign-off is left alone");
    market.service.failNextLaunch("contoso/vm");
    for (let launch = 0; launch < 2; launch += 1) {
      market.post("golive");
      pass(1000);
      pass(499);
      assert.equal(market.view().running, undefined);
      pass(1);
    }
    assert.deepEqual([market.view().running?.kind, market.view().running?.version], ["publish", 2]);
    pass(1000);
    assert.equal(market.view().waitsForSignOff, true);
  });
});
