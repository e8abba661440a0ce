import assert from "node:assert/strict";
import fc from "fast-check";
import { FOLLOW, nextDelayMs, RETRY } from "../../../../provider/waiting/backoff";

describe("the delay before the next look", () => {
  const cases: readonly (readonly [string, number, number])[] = [
    ["at the start", 0, 5_000],
    ["while 6 % is under the floor", 83_000, 5_000],
    ["6 % after an hour", 3_600_000, 216_000],
    ["the ceiling after 83 minutes and 20 seconds", 5_000_000, 300_000],
    ["the ceiling after a month", 30 * 86_400_000, 300_000],
  ];
  for (const [title, waitedMs, expected] of cases) {
    it(`is ${expected / 1000} s: ${title}`, () => {
      assert.equal(nextDelayMs({ backoff: FOLLOW, waitedMs, chance: 0 }), expected);
    });
  }

  it("doubles for failed reads", () => {
    const delays: number[] = [];
    let waitedMs = 0;
    for (let i = 0; i < 8; i++) {
      const delay = nextDelayMs({ backoff: RETRY, waitedMs, chance: 0 });
      delays.push(delay);
      waitedMs += delay;
    }
    assert.deepEqual(delays, [1_000, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  });

  it("never leaves floor and ceiling, nor the promised share, whatever chance says", () => {
    const waits = fc.double({ min: 0, max: 1e12, noNaN: true });
    const chances = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(waits, chances, (waitedMs, chance) => {
        const delay = nextDelayMs({ backoff: FOLLOW, waitedMs, chance });
        assert.ok(delay >= FOLLOW.floorMs && delay <= FOLLOW.ceilingMs);
        assert.ok(delay <= Math.max(waitedMs * FOLLOW.share, FOLLOW.floorMs));
      }),
    );
  });

  it("spreads by chance", () => {
    const delays = [0, 0.5, 0.99].map((chance) =>
      nextDelayMs({ backoff: FOLLOW, waitedMs: 3_600_000, chance }),
    );
    assert.equal(new Set(delays).size, 3);
  });

  const hints: readonly (readonly [string, number, number])[] = [
    ["shortens", 1_000, 1_000],
    ["lengthens", 120_000, 120_000],
    ["is clamped from below", 20, 1_000],
    ["is clamped from above", 86_400_000, 300_000],
    ["is clamped when endless", Infinity, 300_000],
  ];
  for (const [title, hintMs, expected] of hints) {
    it(`obeys a hint of the service, which ${title}`, () => {
      assert.equal(nextDelayMs({ backoff: FOLLOW, waitedMs: 700_000, hintMs, chance: 0.7 }), expected);
    });
  }
});
