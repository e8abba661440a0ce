import assert from "node:assert/strict";
import { FOLLOW } from "../../../../provider/waiting/backoff";
import { MAX_TIMER_MS, systemClock } from "../../../../provider/waiting/clock";
import { poll, type PollOptions, type Sight } from "../../../../provider/waiting/poll";
import { MINUTE, T0 } from "../../../support/builders";
import { virtualClock, type VirtualClock } from "../../../../support/virtualClock";
import sinon from "sinon";

function options(clock: VirtualClock, rest: Partial<PollOptions> = {}): PollOptions {
  return {
    clock,
    random: () => 0,
    signal: new AbortController().signal,
    backoff: FOLLOW,
    deadline: T0 + 60 * MINUTE,
    onError: () => undefined,
    ...rest,
  };
}

/** Answers from the list, the last one for ever. */
function script<T>(...sights: (Sight<T> | Error)[]): {
  look: () => Promise<Sight<T>>;
  times: number[];
  clock: VirtualClock;
} {
  const clock = virtualClock(T0);
  const times: number[] = [];
  return {
    clock,
    times,
    look: () => {
      const sight = sights[Math.min(times.length, sights.length - 1)]!;
      times.push((clock.now() - T0) / 1000);
      return sight instanceof Error ? Promise.reject(sight) : Promise.resolve(sight);
    },
  };
}

const AGAIN = { kind: "again" } as const;
const END = { kind: "end", value: "live" } as const;

describe("polling", () => {
  it("looks at once and ends with the first end", async () => {
    const { look, clock, times } = script(END);
    assert.deepEqual(await clock.drive(poll(look, options(clock))), END);
    assert.deepEqual(times, [0]);
  });

  it("waits between looks, as long as the service asks where it asks", async () => {
    const { look, clock, times } = script<string>(AGAIN, { kind: "again", retryAfterMs: 1_000 }, AGAIN, END);
    await clock.drive(poll(look, options(clock)));
    assert.deepEqual(times, [0, 5, 6, 11]);
  });

  it("waits no longer than a look has it wait, and not below the shortest delay", async () => {
    const { look, clock, times } = script<string>(
      { kind: "again", retryAfterMs: 60_000, withinMs: 10_000 },
      { kind: "again", withinMs: 1_000 },
      { kind: "again", withinMs: 60_000 },
      END,
    );
    await clock.drive(poll(look, options(clock)));
    assert.deepEqual(times, [0, 10, 15, 20]);
  });

  it("looks a last time at the deadline", async () => {
    const { look, clock, times } = script<string>(AGAIN);
    const outcome = await clock.drive(poll(look, options(clock, { deadline: T0 + 12_000 })));
    assert.equal(outcome.kind, "timedOut");
    assert.deepEqual(times, [0, 5, 10, 12]);
  });

  it("ends at once when aborted while it waits", async () => {
    const { look, clock } = script<string>(AGAIN);
    const stop = new AbortController();
    clock.at(T0 + 7_000, () => stop.abort());
    const outcome = await clock.drive(poll(look, options(clock, { signal: stop.signal })));
    assert.equal(outcome.kind, "aborted");
    assert.equal(clock.now() - T0, 7_000);
  });

  it("does not look when aborted before", async () => {
    const { look, clock, times } = script<string>(END);
    const outcome = await clock.drive(poll(look, options(clock, { signal: AbortSignal.abort() })));
    assert.equal(outcome.kind, "aborted");
    assert.deepEqual(times, []);
  });

  it("goes on after an error that is tolerated, and tells the last one at the deadline", async () => {
    const outage = new Error("503");
    const { look, clock, times } = script<string>(outage);
    const tolerant = options(clock, { deadline: T0 + 20_000, onError: () => ({ retryAfterMs: 15_000 }) });
    assert.deepEqual(await clock.drive(poll(look, tolerant)), { kind: "timedOut", lastError: outage });
    assert.deepEqual(times, [0, 15, 20]);
  });

  it("tells no error that is over", async () => {
    const { look, clock } = script<string>(new Error("503"), AGAIN);
    const tolerant = options(clock, { deadline: T0 + 12_000, onError: () => ({}) });
    assert.deepEqual(await clock.drive(poll(look, tolerant)), { kind: "timedOut", lastError: undefined });
  });

  it("waits longer the longer it has waited", async () => {
    const { look, clock, times } = script<string>(AGAIN);
    await clock.drive(poll(look, options(clock, { waitedMs: 100_000, deadline: T0 + 14_000 })));
    assert.deepEqual(times, [0, 6, 12.36, 14]);
  });

  it("rejects with an error that is not tolerated", async () => {
    const { look, clock } = script<string>(new Error("broken"));
    await assert.rejects(clock.drive(poll(look, options(clock))), /broken/);
  });

  it("gives up a look that never ends 90 s after the deadline, and its signal with it", async () => {
    const clock = virtualClock(T0);
    const heard: number[] = [];
    let given: AbortSignal | undefined;
    const look = (signal: AbortSignal): Promise<never> => {
      given = signal;
      return new Promise(() => undefined);
    };
    const onLook = (): void => void heard.push((clock.now() - T0) / 1000);
    const outcome = await clock.drive(poll(look, options(clock, { deadline: T0 + 60_000, onLook })));
    assert.equal(outcome.kind, "timedOut");
    assert.equal(clock.now() - T0, 150_000);
    assert.deepEqual(heard, [60, 120], "a minute apart");
    assert.equal(given?.aborted, true);
  });

  it("waits before the first look for as long as it is asked to", async () => {
    const { look, clock, times } = script<string>(END);
    await clock.drive(poll(look, options(clock, { firstHintMs: 20_000 })));
    assert.deepEqual(times, [20]);
  });

  it("is heard from at least once a minute in a long wait", async () => {
    const { look, clock } = script<string>(AGAIN, END);
    const heard: number[] = [];
    const onWait = (leftMs: number): void => void heard.push(leftMs / 1000);
    await clock.drive(poll(look, options(clock, { waitedMs: 24 * 60 * MINUTE, onWait })));
    assert.deepEqual(heard, [300, 240, 180, 120, 60]);
  });

  it("waits as long as before when the wall clock is set back, and no shorter when it is set ahead", async () => {
    for (const aheadMs of [-60 * MINUTE, 60 * MINUTE]) {
      const { look, clock } = script<string>(AGAIN);
      const began = clock.monotonic();
      clock.at(T0 + 3_000, () => clock.setWall(aheadMs));
      const outcome = await clock.drive(poll(look, options(clock, { deadline: T0 + 10_000 })));
      assert.equal(outcome.kind, "timedOut");
      assert.equal(clock.monotonic() - began, 10_000);
    }
  });

  it("looks a last time, with its full time, when the machine slept past the deadline while it waited", async () => {
    const clock = virtualClock(T0);
    let looks = 0;
    const look = async (): Promise<Sight<string>> => {
      looks += 1;
      if (looks === 1) return AGAIN;
      await clock.sleep(60_000);
      return END;
    };
    clock.at(T0 + 2_000, () => clock.stop(9 * 60 * MINUTE));
    assert.deepEqual(await clock.drive(poll(look, options(clock))), END);
    assert.equal(looks, 2);
  });

  it("looks once more when the machine slept past the deadline during a look", async () => {
    for (const lost of ["never answered", "failed on waking"] as const) {
      const clock = virtualClock(T0);
      let looks = 0;
      const look = async (signal: AbortSignal): Promise<Sight<string>> => {
        looks += 1;
        if (looks > 1) return END;
        await clock.sleep(lost === "never answered" ? 10_000 * MINUTE : 1_000, signal);
        throw new Error("ECONNRESET");
      };
      clock.at(T0 + 500, () => clock.stop(9 * 60 * MINUTE));
      const outcome = await clock.drive(poll(look, options(clock, { onError: () => ({}) })));
      assert.deepEqual(outcome, END, lost);
      assert.equal(looks, 2);
    }
  });

  it("measures by a clock that stands still in sleep: what was slept is not waited", async () => {
    const { look, clock, times } = script<string>(AGAIN);
    clock.at(T0 + 2_000, () => clock.stop(9 * 60 * MINUTE, true));
    await clock.drive(poll(look, options(clock, { deadline: T0 + 12_000 })));
    assert.equal(times.length, 4);
  });
});

describe("the system clock", () => {
  it("clamps what Node would turn into a hot loop", async () => {
    const timers = sinon.useFakeTimers();
    try {
      const woken = sinon.spy();
      void systemClock.sleep(Number.MAX_SAFE_INTEGER).then(woken);
      await timers.tickAsync(MAX_TIMER_MS - 1);
      sinon.assert.notCalled(woken);
      await timers.tickAsync(1);
      sinon.assert.calledOnce(woken);
    } finally {
      timers.restore();
    }
  });

  it("wakes at once when aborted, before or meanwhile", async () => {
    await systemClock.sleep(MAX_TIMER_MS, AbortSignal.abort());
    const stop = new AbortController();
    const slept = systemClock.sleep(MAX_TIMER_MS, stop.signal);
    stop.abort();
    await slept;
  });
});
