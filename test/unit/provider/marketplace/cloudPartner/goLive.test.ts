import assert from "node:assert/strict";
import { MarketplaceError, withoutCode } from "../../../../../provider/errors";
import { judgeGoLive } from "../../../../../provider/marketplace/cloudPartner/goLive";
import type { PostOutcome } from "../../../../../provider/marketplace/http/requester";
import { resolveServiceUrl } from "../../../../../provider/marketplace/http/origin";

const ENDPOINT = new URL("https://cloudpartner.azure.com");
const CALL = new URL("/api/publishers/p/offers/o/golive", ENDPOINT);
const resolve = (reference: string): string => resolveServiceUrl(ENDPOINT, reference, CALL).href;

function accepted(headers: Record<string, string>) {
  return judgeGoLive({ kind: "answered", response: { status: 202, headers, body: "" } }, resolve);
}

function refused(status: number): PostOutcome {
  return {
    kind: "answered",
    response: { status, headers: {}, body: "" },
    refusal: { code: "SERVICE_REFUSED", message: "what it said", serviceCode: "Code" },
  };
}

describe("judgeGoLive", () => {
  const base = "https://cloudpartner.azure.com/api";
  const found: readonly (readonly [headers: Record<string, string>, url: string])[] = [
    [
      {
        "operation-location": `${base}/publishers/p/offers/o/operations/408a4835-0000-1000-0000-000000000000`,
      },
      `${base}/publishers/p/offers/o/operations/408a4835-0000-1000-0000-000000000000`,
    ],
    [
      { location: "/api/publishers/p/offers/o/operations/x?api-version=2017-10-31" },
      `${base}/publishers/p/offers/o/operations/x?api-version=2017-10-31`,
    ],
    [{ location: "/api/operations/p$o$2$preview" }, `${base}/operations/p$o$2$preview`],
    [{ location: " operations/x " }, `${base}/publishers/p/offers/o/operations/x`],
    [{ "operation-location": "/api/operations/a", location: "/api/operations/b" }, `${base}/operations/a`],
    [
      { "operation-location": "https://evil.example/operations/a", location: "/api/operations/b" },
      `${base}/operations/b`,
    ],
  ];
  for (const [headers, operationUrl] of found) {
    it(`finds the operation in ${JSON.stringify(headers)}`, () => {
      assert.deepEqual(accepted(headers), { kind: "accepted", operationUrl });
    });
  }

  const remarks: readonly (readonly [headers: Record<string, string>, remark: RegExp])[] = [
    [{}, /names no operation/],
    [{ location: "  " }, /names no operation/],
    [{ location: "https://evil.example/operations/a" }, /location cannot be used: .*evil\.example/],
    [{ location: "https://[" }, /location cannot be used/],
    [{ location: "/api/publishers/p/offers/o" }, /location is not an operation/],
  ];
  for (const [headers, remark] of remarks) {
    it(`accepts without an operation for ${JSON.stringify(headers)}`, () => {
      const answer = accepted(headers);
      assert.ok(answer.kind === "accepted");
      assert.equal(answer.operationUrl, undefined);
      assert.match(answer.remark ?? "", remark);
    });
  }

  for (const status of [200, 201, 202, 204]) {
    it(`takes ${status} as accepted`, () => {
      const outcome: PostOutcome = { kind: "answered", response: { status, headers: {}, body: "" } };
      assert.equal(judgeGoLive(outcome, resolve).kind, "accepted");
    });
  }

  for (const status of [400, 401, 403, 404, 405, 409, 410, 412, 413, 415, 422, 429]) {
    it(`takes ${status} as refused`, () => {
      assert.deepEqual(judgeGoLive(refused(status), resolve), {
        kind: "refused",
        busy: status === 409 || status === 412,
        httpStatus: status,
        code: "Code",
        message: "what it said",
      });
    });
  }

  for (const status of [301, 302, 307, 402, 408, 418, 425, 499, 500, 502, 503, 504]) {
    it(`takes ${status} as unknown`, () => {
      assert.deepEqual(judgeGoLive(refused(status), resolve), { kind: "unknown", message: "what it said" });
    });
  }

  it("tells a write whose time was over from one without a connection, which is an error", () => {
    assert.deepEqual(judgeGoLive({ kind: "notSent" }, resolve), { kind: "notSent" });
    const late: PostOutcome = { kind: "notSent", reason: "no connection in time" };
    assert.deepEqual(judgeGoLive(late, resolve), late);
    const error = new MarketplaceError("NETWORK", "refused", { notSent: "unreachable" });
    assert.throws(() => judgeGoLive({ kind: "notSent", error }, resolve), error);
  });

  it("takes a lost answer as unknown", () => {
    for (const error of [
      new MarketplaceError("NETWORK", "reset"),
      new MarketplaceError("RESPONSE_TOO_LARGE", "big"),
    ]) {
      assert.deepEqual(judgeGoLive({ kind: "lost", error }, resolve), {
        kind: "unknown",
        message: withoutCode(error),
      });
    }
  });
});
