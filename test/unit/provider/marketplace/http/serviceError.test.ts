import assert from "node:assert/strict";
import fc from "fast-check";
import type { ErrorCode } from "../../../../../provider/errors";
import {
  type Explain,
  explainRefusal,
  readErrorBody,
} from "../../../../../provider/marketplace/http/serviceError";

const AT = { now: 0, explain: () => undefined };
const CALL = "POST /api/publishers/contoso/offers/vm/golive";

describe("readErrorBody", () => {
  const forms: readonly (readonly [
    title: string,
    body: string,
    code: string | undefined,
    text: string | undefined,
  ])[] = [
    [
      "the documented form",
      '{"error":{"code":"InvalidAPIVersion","message":"Use 2017-10-31."}}',
      "InvalidAPIVersion",
      "Use 2017-10-31.",
    ],
    [
      "a form by service name",
      '{"Variant":{"serviceName":"Variant","error":"Conflict! Retry is OK.\\r\\n[...]"}}',
      "Variant",
      "Conflict! Retry is OK. [...]",
    ],
    [
      "a nested form by service name",
      '{"Variant":{"serviceName":"V","error":{"code":"C","message":"m"}}}',
      "C",
      "m",
    ],
    ["an error that is text", '{"error":"no such offer"}', undefined, "no such offer"],
    ["a message alone", '{"Message":"An error has occurred."}', undefined, "An error has occurred."],
    ["a numeric code", '{"code":50400,"message":"m"}', "50400", "m"],
    ["a JSON string", '"ICH50400 - Unable to complete."', undefined, "ICH50400 - Unable to complete."],
    [
      "HTML",
      "<html><head><style>p{}</style><title>502</title></head><body>Bad <b>Gateway</b></body></html>",
      undefined,
      "502 Bad Gateway",
    ],
    ["text", "There is no Staging slot\n\u001b[31mdeployed", undefined, "There is no Staging slot deployed"],
    ["other JSON", '{"a":{"b":1}}', undefined, '{"a":{"b":1}}'],
    ["nothing", "", undefined, undefined],
  ];
  for (const [title, body, code, text] of forms) {
    it(`reads ${title}`, () => {
      assert.deepEqual(readErrorBody(body), { ...(code && { code }), ...(text && { text }) });
    });
  }

  it("takes any body", () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string({ unit: "binary" })), (body) => void readErrorBody(body)),
    );
  });
});

describe("explainRefusal", () => {
  const statuses: readonly (readonly [status: number, code: ErrorCode, advice: RegExp])[] = [
    [302, "SERVICE_REFUSED", /Redirects are not followed/],
    [400, "SERVICE_REFUSED", /Correct what/],
    [401, "UNAUTHORIZED", /^token rejected \(401\)\. It has expired/],
    [403, "FORBIDDEN", /identity may not/],
    [404, "SERVICE_REFUSED", /Correct what/],
    [408, "SERVICE_UNAVAILABLE", /Try again/],
    [409, "SERVICE_REFUSED", /Correct what/],
    [425, "SERVICE_UNAVAILABLE", /Try again/],
    [429, "SERVICE_UNAVAILABLE", /Try again/],
    [500, "SERVICE_UNAVAILABLE", /Try again/],
    [503, "SERVICE_UNAVAILABLE", /Try again/],
  ];
  for (const [status, code, advice] of statuses) {
    it(`calls ${status} ${code}`, () => {
      const refusal = explainRefusal(CALL, { status, headers: {}, body: "" }, AT);
      assert.equal(refusal.code, code);
      assert.match(refusal.message, advice);
    });
  }

  it("takes the API's own advice where it has some", () => {
    const explain: Explain = ({ status, code, text }) =>
      status === 409 ? `${code ?? ""}: wait (${text ?? ""})` : undefined;
    const body = '{"error":{"code":"Busy","message":"a publish runs"}}';
    const adviceFor = (status: number): string =>
      explainRefusal(CALL, { status, headers: {}, body }, { now: 0, explain }).message.split("). ")[1] ?? "";
    assert.equal(adviceFor(409), "Busy: wait (a publish runs)");
    assert.match(adviceFor(404), /^Correct what/);
  });

  it("says the call, the status, the service's words and the request id", () => {
    const refusal = explainRefusal(
      CALL,
      {
        status: 429,
        headers: { "retry-after": "7", "x-ms-correlation-request-id": "abc-1\u001b[31m" },
        body: '{"error":{"code":"Busy","message":"Later<br>please"}}',
      },
      AT,
    );
    assert.match(
      refusal.message,
      /^POST \S+golive returned 429 \(Busy: Later please\) \(request id abc-1\)\. /,
    );
    assert.equal(refusal.serviceCode, "Busy");
    assert.equal(refusal.retryAfterMs, 7000);
    assert.equal(refusal.requestId, "abc-1");
  });
});
