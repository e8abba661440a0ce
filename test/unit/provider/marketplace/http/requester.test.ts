import assert from "node:assert/strict";
import sinon from "sinon";
import { MarketplaceError } from "../../../../../provider/errors";
import type { Limiter } from "../../../../../provider/marketplace/http/limiter";
import { withParameter } from "../../../../../provider/marketplace/http/origin";
import { type RequesterOptions, createRequester } from "../../../../../provider/marketplace/http/requester";
import type { Explain } from "../../../../../provider/marketplace/http/serviceError";
import type {
  HttpRequest,
  HttpResponse,
  Transport,
} from "../../../../../provider/marketplace/http/transport";
import type { Clock } from "../../../../../provider/waiting/clock";

const ORIGIN = "https://api.example";
const CLOCK: Clock = {
  now: () => 5000,
  monotonic: () => 5000,
  sleep: () => Promise.resolve(),
  after: () => () => undefined,
};

function setUp(response: Partial<HttpResponse> = {}, options: Partial<RequesterOptions> = {}) {
  const transport = sinon.spy<Transport>(() =>
    Promise.resolve({ status: 200, headers: {}, body: "{}", ...response }),
  );
  const getToken = sinon.stub().resolves("the-token");
  const limiter = { take: sinon.stub().resolves(), pause: sinon.spy() } satisfies Limiter;
  const lines: string[] = [];
  const requester = createRequester({
    origin: ORIGIN,
    prepareUrl: (url) => withParameter(url, "version", "7"),
    explain: () => undefined,
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
    await requester.get("/x");
    assert.deepEqual(sent(), {
      method: "GET",
      url: "https://api.example/x?version=7",
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
    assert.equal(sent().body, undefined);
    assert.equal(sent().timeoutMs, 300_000);
  });

  it("writes JSON where it is given", async () => {
    const { requester, sent } = setUp({ status: 202 });
    await requester.post("/x", { json: { target: "größer" } });
    assert.equal(sent().body, '{"target":"größer"}');
    assert.equal(sent().headers["content-type"], "application/json");
  });

  it("gives the API's own advice and the request id with a refusal", async () => {
    const response = { status: 403, headers: { "request-id": "r-1" }, body: '{"error":{"code":"Nope"}}' };
    const explain = sinon.stub<Parameters<Explain>, string>().returns("Ask the owner");
    const { requester } = setUp(response, { explain });
    const message = "access denied (403) to GET /x (Nope) (request id r-1). Ask the owner [FORBIDDEN]";
    await assert.rejects(requester.get("/x"), { message, requestId: "r-1" });
    sinon.assert.calledOnceWithExactly(explain, { status: 403, code: "Nope" });
  });

  it("takes the token out of an answer that quotes it, in every form", async () => {
    const token = 'eyJ0eXAi.eyJhdWQi+"x"/y.c2lnbmF0';
    const quotes = [token, JSON.stringify(token), encodeURIComponent(token), `Bearer ${token}`];
    for (const quote of quotes) {
      const body = `{"error":{"code":"No","message":${JSON.stringify(quote)}}} ${quote}`;
      const answer = { body, headers: { location: `/operations/${quote}` } };
      const credential = { getToken: () => Promise.resolve(token) };
      const { requester } = setUp(answer, { credential });
      const whole = JSON.stringify(await requester.get("/x"));
      for (const form of quotes) assert.ok(!whole.includes(form), whole);
      const refused = setUp({ ...answer, status: 400 }, { credential });
      await assert.rejects(refused.requester.get("/x"), (error: Error) => !error.message.includes(token));
      const outcome = await refused.requester.post("/api/x/golive");
      assert.ok(outcome.kind === "answered" && outcome.refusal?.message.includes(token) === false);
    }
  });

  it("leaves a word alone that is too short for a token", async () => {
    const credential = { getToken: () => Promise.resolve("status") };
    const { requester } = setUp({ body: '{"status":"running"}' }, { credential });
    assert.equal((await requester.get("/x")).body, '{"status":"running"}');
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
    await assert.rejects(requester.get("/x"), {
      code: "SERVICE_REFUSED",
      httpStatus: 404,
      serviceCode: "NotFound",
    });
    assert.equal((await requester.get("/api/x", { expected: [404] })).status, 404);
  });

  it("says when a token that was refused cannot be renewed", async () => {
    const getToken = (): Promise<string> => Promise.resolve("the-token");
    for (const [status, credential, renewable] of [
      [401, { getToken, renewable: false }, false],
      [401, { getToken }, undefined],
      [403, { getToken, renewable: false }, undefined],
    ] as const) {
      const { requester } = setUp({ status }, { credential });
      await assert.rejects(requester.get("/x"), { renewable });
      const outcome = await requester.post("/x");
      assert.ok(outcome.kind === "answered" && outcome.refusal?.renewable === renewable);
    }
  });

  it("holds all requests back when the service is throttling", async () => {
    for (const [status, retryAfter, paused] of [
      [429, "3", [3000]],
      [503, "2", [2000]],
      [500, "2", []],
      [429, undefined, []],
    ] as const) {
      const { requester, limiter } = setUp({ status, headers: { "retry-after": retryAfter } });
      await assert.rejects(requester.get("/x"), { code: "SERVICE_UNAVAILABLE" });
      assert.deepEqual(limiter.pause.args, paused.length === 0 ? [] : [paused]);
    }
  });

  it("has its token before its request slot, so that no slots pile up behind one token", async () => {
    const { requester, limiter, getToken } = setUp();
    await requester.get("/x");
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
    await assert.rejects(requester.get("/x"), error);
  });

  it("lets a write go for as long as its moment has not come, and takes the head for a response", async () => {
    const { signal } = new AbortController();
    const { requester, sent } = setUp({ status: 202 });
    await requester.post("/x", { notAfter: 65_000, signal });
    assert.deepEqual(sent().departure, { withinMs: 60_000, signal });
    assert.equal(sent().headSuffices, true);
    assert.equal(sent().signal, undefined);
  });

  it("does not send a write whose moment passed while it was prepared", async () => {
    let now = 5_000;
    const credential = {
      getToken: () => {
        now += 60_001;
        return Promise.resolve("the-token");
      },
    };
    const { requester, transport } = setUp({}, { credential, clock: { ...CLOCK, now: () => now } });
    assert.deepEqual(await requester.post("/x", { notAfter: 65_000 }), { kind: "notSent" });
    sinon.assert.notCalled(transport);
  });

  it("gives a write no longer when the wall clock is set back while it is prepared", async () => {
    for (const tookMs of [50_000, 60_001]) {
      let [now, monotonic] = [5_000, 0];
      const credential = {
        getToken: () => {
          monotonic += tookMs;
          now += tookMs - 3_600_000;
          return Promise.resolve("the-token");
        },
      };
      const clock = { ...CLOCK, now: () => now, monotonic: () => monotonic };
      const { requester, transport, sent } = setUp({ status: 202 }, { credential, clock });
      const { kind } = await requester.post("/x", { notAfter: 65_000 });
      assert.equal(kind, tookMs > 60_000 ? "notSent" : "answered");
      if (tookMs > 60_000) sinon.assert.notCalled(transport);
      else assert.equal(sent().departure?.withinMs, 10_000);
    }
  });

  for (const [notSent, outcome] of [
    ["late", { kind: "notSent", reason: "no connection" }],
    ["unreachable", { kind: "notSent", error: "the error" }],
  ] as const) {
    it(`reports a write that did not leave as such: ${notSent}`, async () => {
      const error = new MarketplaceError("NETWORK", "no connection", { notSent });
      const { requester } = setUp({}, { transport: () => Promise.reject(error) });
      assert.deepEqual(await requester.post("/x"), "error" in outcome ? { ...outcome, error } : outcome);
    });
  }

  it("throws for a write that an interruption kept back", async () => {
    const error = new MarketplaceError("INTERRUPTED", "stopped", { notSent: "interrupted" });
    const { requester } = setUp({}, { transport: () => Promise.reject(error) });
    await assert.rejects(requester.post("/x"), error);
  });

  it("logs a line a request, without query and token", async () => {
    const { requester, lines } = setUp({ status: 200 });
    await requester.get("/x?secret=1");
    assert.deepEqual(lines, ["GET /x 200 0 ms"]);
    const lost = setUp({}, { transport: () => Promise.reject(new Error("no")) });
    await lost.requester.post("/api/y");
    assert.deepEqual(lost.lines, ["POST /api/y no response 0 ms"]);
  });

  it("resolves a reference against the call that it answers", () => {
    const { requester } = setUp();
    assert.equal(
      requester.resolve("operations/1", "/api/publishers/p/offers/o/golive"),
      `${ORIGIN}/api/publishers/p/offers/o/operations/1`,
    );
  });

  it("refuses an origin that is no web address", () => {
    for (const origin of ["", "api.example", "ftp://api.example"]) {
      assert.throws(() => setUp({}, { origin }), { code: "SETTING_INVALID" });
    }
  });
});
