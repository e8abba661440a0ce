import assert from "node:assert/strict";
import { recording, redact } from "../../../provider/marketplace/transcript";

describe("a transcript", () => {
  it("holds no e-mail address, signature or token", () => {
    const secrets: readonly (readonly [string, string])[] = [
      ['{"emails":"jane.doe+x@contoso.co.uk"}', '{"emails":"redacted@redacted.invalid"}'],
      ["https://s.test/a.vhd?sv=1&sig=abc%2Fdef%3D&se=2", "https://s.test/a.vhd?sv=1&sig=redacted&se=2"],
      ["sig%3Dabc", "sig%3Dredacted"],
      ["eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJ4In0.c2ln", "redacted-token"],
      ["Authorization: Bearer abcdefghijkl", "Authorization: Bearer redacted"],
    ];
    for (const [text, expected] of secrets) assert.equal(redact(text), expected);
  });

  it("leaves what tells of the contract as it is", () => {
    const body = '{"id":"408a4835-0000-1000-0000-000000000000","version":636576975611768314,"design":"x"}';
    assert.equal(redact(body), body);
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
