import assert from "node:assert/strict";
import { recording } from "../../../../../provider/marketplace/http/transcript";

describe("a transcript", () => {
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
