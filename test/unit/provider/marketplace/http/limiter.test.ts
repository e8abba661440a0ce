import assert from "node:assert/strict";
import { createLimiter } from "../../../../../provider/marketplace/http/limiter";
import type { Clock } from "../../../../../provider/waiting/clock";

type Sleeper = Pick<Clock, "now" | "sleep">;

/** Time that passes only while somebody sleeps. */
function fakeClock(): Sleeper & { time: number; onSleep?: () => void } {
  const clock: Sleeper & { time: number; onSleep?: () => void } = {
    time: 1_000_000,
    now: () => clock.time,
    sleep: async (ms) => {
      // Whoever was let go before runs before time passes.
      await new Promise((resolve) => setImmediate(resolve));
      clock.time += ms;
      clock.onSleep?.();
    },
  };
  return clock;
}

describe("createLimiter", () => {
  it("spaces starts evenly, first come first served", async () => {
    const clock = fakeClock();
    const limiter = createLimiter({ requestsPerSecond: 4, clock });
    const starts: (readonly [name: string, at: number])[] = [];
    const started = clock.time;
    await Promise.all(
      ["a", "b", "c"].map(async (name) => {
        await limiter.take();
        starts.push([name, clock.time - started]);
      }),
    );
    assert.deepEqual(starts, [
      ["a", 0],
      ["b", 250],
      ["c", 500],
    ]);
  });

  it("saves up no request slots while nobody asks", async () => {
    const clock = fakeClock();
    const limiter = createLimiter({ requestsPerSecond: 1, clock });
    await limiter.take();
    clock.time += 60_000;
    const resumed = clock.time;
    await limiter.take();
    await limiter.take();
    assert.equal(clock.time - resumed, 1000);
  });

  it("holds everybody back for as long as a throttled answer says, five minutes at most", async () => {
    for (const [ms, held] of [
      [7000, 7000],
      [86_400_000, 300_000],
      [-5, 0],
    ] as const) {
      const clock = fakeClock();
      const limiter = createLimiter({ requestsPerSecond: 10, clock });
      const started = clock.time;
      limiter.pause(ms);
      await limiter.take();
      assert.equal(clock.time - started, held);
    }
  });

  it("counts a pause from the answer on, not from the next request", async () => {
    const clock = fakeClock();
    const limiter = createLimiter({ requestsPerSecond: 10, clock });
    limiter.pause(86_400_000);
    clock.time += 301_000;
    const started = clock.time;
    await limiter.take();
    assert.equal(clock.time, started);
  });

  it("lets nobody overtake one who already waits", async () => {
    let time = 0;
    const wakers: (() => void)[] = [];
    const clock: Sleeper = { now: () => time, sleep: () => new Promise((resolve) => wakers.push(resolve)) };
    const limiter = createLimiter({ requestsPerSecond: 1, clock });
    await limiter.take();
    const order: string[] = [];
    const first = limiter.take().then(() => order.push("first"));
    await new Promise((resolve) => setImmediate(resolve));
    time = 1000;
    const second = limiter.take().then(() => order.push("second"));
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(order, []);
    wakers.shift()?.();
    await first;
    time = 2000;
    await new Promise((resolve) => setImmediate(resolve));
    wakers.shift()?.();
    await second;
    assert.deepEqual(order, ["first", "second"]);
  });

  it("lets the urgent go before those who wait, and the urgent among themselves in their order", async () => {
    const clock = fakeClock();
    const limiter = createLimiter({ requestsPerSecond: 1, clock });
    const order: string[] = [];
    const names = ["one", "two", "urgent one", "three", "urgent two"];
    await Promise.all(
      names.map(async (name) => {
        await limiter.take({ urgent: name.startsWith("urgent") });
        order.push(name);
      }),
    );
    assert.deepEqual(order, ["one", "urgent one", "urgent two", "two", "three"]);
  });

  it("leaves no timer behind when all who waited have gone", async () => {
    const signals: (AbortSignal | undefined)[] = [];
    const clock: Sleeper = {
      now: () => 0,
      sleep: (_ms, signal) => {
        signals.push(signal);
        return new Promise((resolve) => signal?.addEventListener("abort", () => resolve()));
      },
    };
    const limiter = createLimiter({ requestsPerSecond: 1, clock });
    await limiter.take();
    const abort = new AbortController();
    const waiting = [limiter.take({ signal: abort.signal }), limiter.take({ signal: abort.signal })];
    abort.abort();
    for (const one of waiting) await assert.rejects(one, { code: "INTERRUPTED" });
    assert.deepEqual(
      signals.map((signal) => signal?.aborted),
      [true],
    );
  });

  it("holds back one who already waits for a request slot", async () => {
    const clock = fakeClock();
    const limiter = createLimiter({ requestsPerSecond: 1, clock });
    await limiter.take();
    const started = clock.time;
    clock.onSleep = () => {
      delete clock.onSleep;
      limiter.pause(5000);
    };
    await limiter.take();
    assert.equal(clock.time - started, 6000);
  });

  it("gives up at once when aborted, and lets the next one go", async () => {
    let wake = (): void => undefined;
    let time = 0;
    const clock: Sleeper = {
      now: () => time,
      sleep: () => new Promise((resolve) => (wake = resolve)),
    };
    const limiter = createLimiter({ requestsPerSecond: 1, clock });
    await limiter.take();
    const abort = new AbortController();
    const waiting = limiter.take({ signal: abort.signal });
    await Promise.resolve();
    abort.abort();
    await assert.rejects(waiting, { code: "INTERRUPTED" });
    await assert.rejects(limiter.take({ signal: AbortSignal.abort() }), { code: "INTERRUPTED" });
    const next = limiter.take();
    time = 1000;
    wake();
    await next;
  });

  it("waits no longer than its own spacing after the clock was set back", async () => {
    const clock = fakeClock();
    const limiter = createLimiter({ requestsPerSecond: 2, clock });
    await limiter.take();
    clock.time -= 3_600_000;
    const setBack = clock.time;
    await limiter.take();
    assert.equal(clock.time - setBack, 500);
  });

  it("waits no longer than five minutes when the clock was set back in a pause", async () => {
    const clock = fakeClock();
    const limiter = createLimiter({ requestsPerSecond: 2, clock });
    limiter.pause(60_000);
    clock.time -= 3_600_000;
    const setBack = clock.time;
    await limiter.take();
    assert.equal(clock.time - setBack, 300_000);
  });
});
