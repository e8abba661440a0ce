import assert from "node:assert/strict";
import { parseRetryAfter } from "../../../../../provider/marketplace/http/retryAfter";

const NOW = Date.UTC(2026, 10, 21, 12, 0, 0);

describe("parseRetryAfter", () => {
  const cases: readonly (readonly [headers: Record<string, string>, ms: number | undefined])[] = [
    [{ "retry-after": "3" }, 3000],
    [{ "retry-after": " 0 " }, 0],
    [{ "retry-after-ms": "250", "retry-after": "9" }, 250],
    [{ "retry-after-ms": "soon", "retry-after": "9" }, 9000],
    [{ "retry-after": "Sat, 21 Nov 2026 12:00:30 GMT" }, 30_000],
    [{ "retry-after": "Sat, 21 Nov 2026 11:00:00 GMT" }, 0],
    [{ "retry-after": "2026-11-21T12:00:30Z" }, undefined],
    [{ "retry-after": "Sat, 99 Nov 2026 12:00:30 GMT" }, undefined],
    [{ "retry-after": "-3" }, undefined],
    [{ "retry-after": "1.5" }, undefined],
    [{ "retry-after": "1e9" }, undefined],
    [{ "retry-after": "9".repeat(30) }, undefined],
    [{ "retry-after": "" }, undefined],
    [{}, undefined],
  ];
  for (const [headers, ms] of cases) {
    it(`reads ${JSON.stringify(headers)} as ${String(ms)}`, () =>
      assert.equal(parseRetryAfter(headers, NOW), ms));
  }
});
