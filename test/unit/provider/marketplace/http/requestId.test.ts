import assert from "node:assert/strict";
import { requestIdOf } from "../../../../../provider/marketplace/http/requestId";

describe("requestIdOf", () => {
  const inner = (key: string, ids: object): unknown => ({ error: { code: "c", [key]: ids } });
  for (const [title, headers, body, id] of [
    ["the service's own header", { "x-ms-request-id": "a", "client-request-id": "b" }, {}, "a"],
    ["the header of Graph", { "request-id": "a", "client-request-id": "b" }, {}, "a"],
    ["the correlation id", { "x-ms-correlation-request-id": "a" }, {}, "a"],
    ["the id that the client made up", { "client-request-id": "a" }, {}, "a"],
    ["the body", {}, inner("innerError", { "request-id": "a", "client-request-id": "b" }), "a"],
    ["the body in its other spelling", {}, inner("innererror", { requestId: "a" }), "a"],
    ["the header before the body", { "request-id": "a" }, inner("innerError", { "request-id": "b" }), "a"],
    ["nothing", {}, inner("innerError", {}), undefined],
    ["no text", {}, inner("innerError", { "request-id": { a: 1 } }), undefined],
    ["what cannot be shown", { "x-ms-request-id": "\u001b[31m", "request-id": "a\u0007" }, {}, "a"],
  ] as const) {
    it(`comes from ${title}`, () => assert.equal(requestIdOf(headers, body), id));
  }

  it("is bounded", () => assert.equal(requestIdOf({ "request-id": "x".repeat(500) }, {})?.length, 100));
});
