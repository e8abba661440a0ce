import assert from "node:assert/strict";
import { createService, type Fault, type SimulatedService } from "../../../simulator/index";
import { checkFault } from "../../../simulator/fault";

const OFFER = "/api/publishers/contoso/offers/vm";

function newService(): SimulatedService {
  return createService({ now: () => 0, baseUrl: () => "http://127.0.0.1:1", offers: ["contoso/vm"] });
}

function goLive(service: SimulatedService) {
  const url = `${OFFER}/golive?api-version=2017-10-31`;
  return service.handle({ method: "POST", url, headers: { authorization: "Bearer token" } });
}

/** The outcome for the client, in a word or a status, and whether the launch runs. */
function outcome(fault: Fault): [string | number, boolean] {
  const service = newService();
  service.fault(fault);
  const reply = goLive(service);
  const running = service.offer("contoso/vm").running !== undefined;
  const [entry] = service.requests;
  assert.equal(entry?.accepted, running, "the record says whether the launch was accepted");
  assert.equal(entry.status, reply.kind === "response" ? reply.response.status : reply.kind);
  return [entry.status, running];
}

describe("simulator: faults", () => {
  const cases: readonly (readonly [title: string, fault: Fault, got: string | number, running: boolean])[] = [
    ["answers instead of the service", { status: 503 }, 503, false],
    ["answers after the effect", { status: 500, after: true }, 500, true],
    ["resets before the effect", { reset: "before" }, "reset", false],
    ["resets after the effect", { reset: "after" }, "reset", true],
    ["hangs before the effect", { hang: "before" }, "hang", false],
    ["hangs after the effect", { hang: "after" }, "hang", true],
    ["delays what takes effect", { delayMs: 50 }, 202, true],
    ["matches the method in any case", { match: { method: "post" }, status: 500 }, 500, false],
    ["leaves other methods alone", { match: { method: "GET" }, status: 500 }, 202, true],
    ["matches part of the path", { match: { path: "/golive" }, status: 500 }, 500, false],
    ["leaves other paths alone", { match: { path: "/status" }, status: 500 }, 202, true],
    ["matches a pattern", { match: { path: /golive\?api/g }, status: 500 }, 500, false],
  ];
  for (const [title, fault, got, running] of cases) {
    it(title, () => assert.deepEqual(outcome(fault), [got, running]));
  }

  function answer(fault: Fault) {
    const service = newService();
    service.fault(fault);
    const reply = goLive(service);
    return reply.kind === "response" ? reply : assert.fail(reply.kind);
  }

  it("drops headers in any case", () => {
    assert.ok(answer({}).response.headers["Location"] !== undefined);
    const { headers } = answer({ dropHeaders: ["location", "Cache-control"] }).response;
    assert.deepEqual(Object.keys(headers), ["X-Ms-Correlation-Request-Id"]);
  });

  it("puts headers in the place of others", () => {
    const { headers } = answer({ setHeaders: { location: "https://elsewhere.example" } }).response;
    assert.deepEqual(
      Object.entries(headers).filter(([name]) => /location/i.test(name)),
      [["location", "https://elsewhere.example"]],
    );
  });

  it("replaces body and headers", () => {
    const { response, delayMs } = answer({
      status: 429,
      body: "slow",
      headers: { "Retry-After": "9" },
      delayMs: 5,
    });
    assert.deepEqual(
      [response.status, response.body, response.headers["Retry-After"], delayMs],
      [429, "slow", "9", 5],
    );
    const garbled = answer({ body: "{" }).response;
    assert.deepEqual([garbled.status, garbled.body], [202, "{"]);
  });

  const bad: readonly (readonly [object, RegExp])[] = [
    [{ staus: 500 }, /staus: unknown; there are match, times, status/],
    [{ toString: "x" }, /toString: unknown/],
    [{ status: "500" }, /status has to be of type number/],
    [{ status: 99 }, /status has to be a whole number from 200 to 599/],
    [{ delayMs: -1 }, /delayMs/],
    [{ reset: "now" }, /reset and hang have to be before or after/],
    [{ match: null }, /match has to be of type object/],
  ];
  for (const [fault, message] of bad) {
    it(`refuses ${JSON.stringify(fault)} from outside`, () => {
      assert.throws(() => checkFault(fault), message);
    });
  }

  it("acts in the order of registration, as often as asked", () => {
    const service = newService();
    service.fault({ status: 500, times: 2 });
    service.fault({ status: 503 });
    goLive(service);
    goLive(service);
    goLive(service);
    goLive(service);
    assert.deepEqual(
      service.requests.map(({ status }) => status),
      [500, 500, 503, 202],
    );
    assert.throws(() => service.fault({ times: 0 }), /times is 0/);
  });
});
