import assert from "node:assert/strict";
import { recording, redact } from "../../../../../provider/marketplace/http/transcript";

describe("a transcript", () => {
  it("holds no e-mail address, signature or token", () => {
    const secrets: readonly (readonly [string, string])[] = [
      ['{"emails":"jane.doe+x@contoso.co.uk"}', '{"emails":"redacted@redacted.invalid"}'],
      ["https://s.test/a.vhd?sv=1&sig=abc%2Fdef%3D&se=2", "https://s.test/a.vhd?sv=1&sig=redacted&se=2"],
      ["sig%3Dabc", "sig%3Dredacted"],
      ["eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJ4In0.c2ln", "redacted-token"],
      ["eyJhbGciOiJkaXIifQ..aXYtaXY.Y2lwaGVy.dGFn x", "redacted-token x"],
      ["eyJhbGciOiJSU0EifQ.a2V5a2V5a2V5.aXYtaXY.Y2lwaGVy.dGFn", "redacted-token"],
      [String.raw`?sv=1\u0026sig=a\u002Bb\u003D\u0026se=2`, String.raw`?sv=1\u0026sig=redacted\u0026se=2`],
      [String.raw`x\u003Fsig=abc`, String.raw`x\u003Fsig=redacted`],
      ["x%3Fsv%3D1%26sig%3DSECRET", "x%3Fsv%3D1%26sig%3Dredacted"],
      ["?SIG=abc&x=1", "?SIG=redacted&x=1"],
      [`?sig=${"a".repeat(5_000)}&x=1`, "?sig=redacted&x=1"],
      ["?u=user%40contoso.com", "?u=redacted@redacted.invalid"],
      [String.raw`"jo\u0040contoso.com"`, '"redacted@redacted.invalid"'],
      ["to anna@münchen.de now", "to redacted@redacted.invalid now"],
      ["o'brien@x.com", "redacted@redacted.invalid"],
      [String.raw`"o\u0027brien@x.com"`, '"redacted@redacted.invalid"'],
      ["jörg@x.de", "redacted@redacted.invalid"],
      ['{"sasToken": "a\\"b", "x":1}', '{"sasToken": "redacted", "x":1}'],
      ['{"ClientSecret":"a","PASSWORD":7}', '{"ClientSecret":"redacted","PASSWORD":"redacted"}'],
      [String.raw`"{\"accountKey\":\"abc\"}"`, String.raw`"{\"accountKey\":\"redacted\"}"`],
      ["AccountName=x;AccountKey=ab/+==;End=y", "AccountName=x;AccountKey=redacted;End=y"],
      ["SharedAccessKeyName=x;SharedAccessKey=abc", "SharedAccessKeyName=x;SharedAccessKey=redacted"],
      ["Authorization: Bearer abcdefghijkl", "Authorization: Bearer redacted"],
    ];
    for (const [text, expected] of secrets) assert.equal(redact(text), expected);
  });

  it("leaves what tells of the contract as it is", () => {
    const body = '{"id":"408a4835-0000-1000-0000-000000000000","version":636576975611768314,"design":"x"}';
    assert.equal(redact(body), body);
  });

  it("holds why a request got no answer, and lets the error through", async () => {
    const failure = new Error("no answer for jane@contoso.com");
    const { transport, transcript } = recording(() => Promise.reject(failure));
    const request = { method: "GET", url: "https://a.test/x?y=1", headers: {}, timeoutMs: 1 } as const;
    await assert.rejects(transport(request), failure);
    assert.deepEqual(transcript().exchanges, [
      { method: "GET", path: "/x?y=1", error: "no answer for redacted@redacted.invalid" },
    ]);
  });

  it("keeps of an answer what the contract speaks of, and nothing of the request's headers", async () => {
    const { transport, transcript } = recording(() =>
      Promise.resolve({
        status: 202,
        headers: { location: "/api/operations/p$o$2$preview", "set-cookie": "session=1", "retry-after": "7" },
        body: "",
      }),
    );
    await transport({
      method: "GET",
      url: "https://a.test/x?api-version=1",
      headers: { authorization: "Bearer t" },
      timeoutMs: 1,
    });
    assert.deepEqual(transcript(), {
      schemaVersion: 1,
      exchanges: [
        {
          method: "GET",
          path: "/x?api-version=1",
          status: 202,
          headers: { location: "/api/operations/p$o$2$preview", "retry-after": "7" },
          body: "",
        },
      ],
    });
  });
});
