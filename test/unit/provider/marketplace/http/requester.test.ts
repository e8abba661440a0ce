import assert from "node:assert/strict";
import sinon from "sinon";
import { MarketplaceError } from "../../../../../provider/errors";
import type { Limiter } from "../../../../../provider/marketplace/http/limiter";
import { type RequesterOptions, createRequester } from "../../../../../provider/marketplace/http/requester";
import type {
  HttpRequest,
  HttpResponse,
  Transport,
} from "../../../../../provider/marketplace/http/transport";
import type { Clock } from "../../../../../provider/waiting/clock";

const CLOCK: Clock = { now: () => 5000, sleep: () => Promise.resolve(), after: () => () => undefined };

function setUp(response: Partial<HttpResponse> = {}, options: Partial<RequesterOptions> = {}) {
  const transport = sinon.spy<Transport>(() =>
    Promise.resolve({ status: 200, headers: {}, body: "{}", ...response }),
  );
  const getToken = sinon.stub().resolves("the-token");
  const limiter = { take: sinon.stub().resolves(), pause: sinon.spy() } satisfies Limiter;
  const lines: string[] = [];
  const requester = createRequester({
    endpoint: "https://cloudpartner.azure.com",
    transport,
    credential: { getToken },
    limiter,
    log: (line) => lines.push(line),
    clock: CLOCK,
    ...options,
  });
  const sent = (): HttpRequest => transport.firstCall.args[0];
  return { requester, transport, getToken, limiter, lines, sent };
}

describe("createRequester", () => {
  it("reads with version, token and a minute's patience", async () => {
    const { requester, sent } = setUp();
    await requester.get("/api/x");
    assert.deepEqual(sent(), {
      method: "GET",
      url: "https://cloudpartner.azure.com/api/x?api-version=2017-10-31",
      headers: { accept: "application/json", authorization: "Bearer the-token" },
      timeoutMs: 60_000,
      signal: undefined,
    });
  });

  it("writes without a body and with five minutes' patience", async () => {
    const { requester, sent } = setUp({ status: 202 });
    const outcome = await requester.post("/api/x/golive");
    assert.equal(outcome.kind, "answered");
    assert.equal(sent().method, "POST");
    assert.equal(sent().headers["content-type"], "application/json");
    assert.equal(sent().headers["content-length"], "0");
    assert.equal(sent().timeoutMs, 300_000);
  });

  it("takes the token out of an answer that quotes it, in every form", async () => {
    const token = 'eyJ0eXAi.eyJhdWQi+"x"/y.c2lnbmF0';
    const quotes = [token, JSON.stringify(token), encodeURIComponent(token), `Bearer ${token}`];
    for (const quote of quotes) {
      const body = `{"error":{"code":"No","message":${JSON.stringify(quote)}}} ${quote}`;
      const answer = { body, headers: { location: `/operations/${quote}` } };
      const credential = { getToken: () => Promise.resolve(token) };
      const { requester } = setUp(answer, { credential });
      const whole = JSON.stringify(await requester.get("/api/x"));
      for (const form of quotes) assert.ok(!whole.includes(form), whole);
      const refused = setUp({ ...answer, status: 400 }, { credential });
      await assert.rejects(refused.requester.get("/api/x"), (error: Error) => !error.message.includes(token));
      const outcome = await refused.requester.post("/api/x/golive");
      assert.ok(outcome.kind === "answered" && outcome.refusal?.message.includes(token) === false);
    }
  });

  it("leaves a word alone that is too short for a token", async () => {
    const credential = { getToken: () => Promise.resolve("status") };
    const { requester } = setUp({ body: '{"status":"running"}' }, { credential });
    assert.equal((await requester.get("/api/x")).body, '{"status":"running"}');
  });

  it("asks for no token for a foreign URL", async () => {
    const { requester, getToken, transport, limiter } = setUp();
    await assert.rejects(requester.get("https://evil.example/api/x"), { code: "FOREIGN_URL" });
    await assert.rejects(requester.post("//evil.example/api/x"), { code: "FOREIGN_URL" });
    sinon.assert.notCalled(getToken);
    sinon.assert.notCalled(limiter.take);
    sinon.assert.notCalled(transport);
  });

  it("throws for a refusal, unless its status is expected", async () => {
    const { requester } = setUp({ status: 404, body: '{"error":{"code":"NotFound","message":"gone"}}' });
    await assert.rejects(requester.get("/api/x"), {
      code: "SERVICE_REFUSED",
      httpStatus: 404,
      serviceCode: "NotFound",
    });
    assert.equal((await requester.get("/api/x", { expected: [404] })).status, 404);
  });

  it("holds all requests back when the service is throttling", async () => {
    for (const [status, retryAfter, paused] of [
      [429, "3", [3000]],
      [503, "2", [2000]],
      [500, "2", []],
      [429, undefined, []],
    ] as const) {
      const { requester, limiter } = setUp({ status, headers: { "retry-after": retryAfter } });
      await assert.rejects(requester.get("/api/x"), { code: "SERVICE_UNAVAILABLE" });
      assert.deepEqual(limiter.pause.args, paused.length === 0 ? [] : [paused]);
    }
  });

  it("has its token before its turn, so that no turns pile up behind one token", async () => {
    const { requester, limiter, getToken } = setUp();
    await requester.get("/api/x");
    sinon.assert.callOrder(getToken, limiter.take);
  });

  it("sends nothing after an interruption", async () => {
    const abort = new AbortController();
    const getToken = sinon.spy(() => {
      abort.abort();
      return Promise.resolve("t");
    });
    const { requester, transport } = setUp({}, { credential: { getToken } });
    await assert.rejects(requester.post("/api/x", { signal: abort.signal }), { code: "INTERRUPTED" });
    sinon.assert.notCalled(transport);
  });

  it("throws a credential's failure, since nothing was sent", async () => {
    const failure = new MarketplaceError("CREDENTIAL_FAILED", "no");
    const { requester, transport } = setUp({}, { credential: { getToken: () => Promise.reject(failure) } });
    await assert.rejects(requester.post("/api/x"), failure);
    sinon.assert.notCalled(transport);
  });

  it("reports a write that was lost on the way as a value", async () => {
    const error = new MarketplaceError("NETWORK", "reset");
    const { requester } = setUp({}, { transport: () => Promise.reject(error) });
    assert.deepEqual(await requester.post("/api/x"), { kind: "lost", error });
    await assert.rejects(requester.get("/api/x"), error);
  });

  it("logs a line a request, without query and token", async () => {
    const { requester, lines } = setUp({ status: 200 });
    await requester.get("/api/x?secret=1");
    assert.deepEqual(lines, ["GET /api/x 200 0 ms"]);
    const lost = setUp({}, { transport: () => Promise.reject(new Error("no")) });
    await lost.requester.post("/api/y");
    assert.deepEqual(lost.lines, ["POST /api/y no answer 0 ms"]);
  });

  it("resolves a reference against the call that it answers", () => {
    const { requester } = setUp();
    assert.equal(
      requester.resolve("operations/1", "/api/publishers/p/offers/o/golive"),
      "https://cloudpartner.azure.com/api/publishers/p/offers/o/operations/1",
    );
  });

  it("refuses an endpoint that is no web address", () => {
    for (const endpoint of ["", "cloudpartner.azure.com", "ftp://cloudpartner.azure.com"]) {
      assert.throws(() => setUp({}, { endpoint }), { code: "SETTING_INVALID" });
    }
  });
});
