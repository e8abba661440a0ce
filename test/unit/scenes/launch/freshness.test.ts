import assert from "node:assert/strict";
import { MarketplaceError } from "../../../../provider/errors";
import { lookPatiently, lookUntil, type Seen } from "../../../../provider/launch/lookUntil";
import { postOnce } from "../../../../provider/launch/postOnce";
import type { LaunchDeps } from "../../../../provider/launch/launchRequest";
import type { GoLiveAnswer, GoLiveOptions, Service } from "../../../../provider/marketplace/service";
import { RETRY } from "../../../../provider/waiting/backoff";
import { virtualClock } from "../../../../support/virtualClock";
import { steadyTime } from "../../../../provider/waiting/clock";
import { lookOf, OFFER, T0, TRAITS } from "../../../support/builders";

const HOUR = 3_600_000;

/** A service whose looks are so old when they arrive, while the wall clock is set by `setMs` meanwhile, and that keeps what the POST was told. */
function stage({ ageMs = 0, setMs = 0, answer = Promise.resolve<GoLiveAnswer>({ kind: "notSent" }) } = {}) {
  const clock = virtualClock(T0);
  const stop = new AbortController();
  const told: (GoLiveOptions | undefined)[] = [];
  const service: Service = {
    traits: TRAITS,
    look: () => {
      const at = clock.now() - ageMs;
      clock.setWall(setMs);
      return Promise.resolve({ ...lookOf(), at });
    },
    goLive: (_offer, _preview, options) => {
      told.push(options);
      return answer;
    },
    status: () => Promise.reject(new Error("not asked")),
    observe: () => Promise.reject(new Error("not asked")),
    production: () => Promise.reject(new Error("not asked")),
    submissions: () => Promise.reject(new Error("not asked")),
    documents: () => Promise.reject(new Error("not asked")),
  };
  const deps: LaunchDeps = {
    service,
    clock,
    steady: steadyTime(clock),
    random: () => 0,
    signal: stop.signal,
    reporter: { progress: () => undefined, info: () => undefined, warn: () => undefined },
    beforePost: () => ({ withdraw: () => undefined }),
  };
  return { clock, deps, stop, told };
}

async function looked(ageMs: number, setMs = 0): Promise<number> {
  const { clock, deps } = stage({ ageMs, setMs });
  const outcome = await lookUntil<Seen>(
    {
      offer: OFFER,
      deadline: clock.monotonic() + HOUR,
      backoff: RETRY,
      judge: (seen) => ({ kind: "end", value: seen }),
      waitsFor: () => undefined,
      persists: () => false,
    },
    deps,
  );
  assert.ok(outcome.kind === "end");
  return outcome.value.freshUntil - clock.monotonic();
}

describe("a look that a POST rests on", () => {
  it("is good for a minute from when it began, not from when it was complete", async () => {
    assert.equal(await looked(0), 60_000);
    assert.equal(await looked(20_000), 40_000);
    assert.equal(await looked(-20_000), 60_000, "a wall clock that was set back");
  });

  it("grows no younger when the wall clock is set back while it is read", async () => {
    assert.equal(await looked(20_000, -HOUR), 40_000);
    assert.equal(await looked(250_000, -HOUR), -190_000);
    assert.ok((await looked(20_000, HOUR)) < 0, "a machine that slept looks the same");
  });

  it("bounds when the POST leaves, as does the deadline, by the wall clock of now", async () => {
    for (const [freshMs, deadlineMs] of [
      [40_000, HOUR],
      [60_000, 40_000],
    ] as const) {
      const { clock, deps, told } = stage();
      clock.setWall(-HOUR);
      const began = clock.monotonic();
      await postOnce(OFFER, { look: lookOf(), freshUntil: began + freshMs }, began + deadlineMs, deps);
      assert.deepEqual(
        told.map((options) => options?.notAfter),
        [clock.now() + 40_000],
      );
    }
  });
});

describe("a POST that is under way when the run is interrupted", () => {
  it("has three seconds for its answer, and is unknown then", async () => {
    const { clock, deps, stop } = stage({ answer: new Promise(() => undefined) });
    clock.at(T0 + 10_000, () => stop.abort());
    const began = clock.monotonic();
    const answer = await clock.drive(
      postOnce(OFFER, { look: lookOf(), freshUntil: began + HOUR }, began + HOUR, deps),
    );
    assert.equal(answer.kind, "unknown");
    assert.equal(clock.monotonic() - began, 13_000);
  });

  it("has them also when the run was interrupted before", async () => {
    const { clock, deps, stop } = stage({ answer: new Promise(() => undefined) });
    stop.abort();
    const began = clock.monotonic();
    const answer = await clock.drive(
      postOnce(OFFER, { look: lookOf(), freshUntil: began + HOUR }, began + HOUR, deps),
    );
    assert.equal(answer.kind, "unknown");
    assert.equal(clock.monotonic() - began, 3_000);
  });
});

describe("reads that fail", () => {
  it("are tried again for as long as before when the machine was stopped during each of them", async () => {
    const { clock, deps } = stage();
    let reads = 0;
    const look: Service["look"] = () => {
      reads += 1;
      if (reads > 3) return Promise.resolve(lookOf());
      clock.stop(2 * HOUR, false);
      return Promise.reject(new MarketplaceError("NETWORK", "read too late"));
    };
    const stopped = { ...deps, service: { ...deps.service, look } };
    await clock.drive(lookPatiently(OFFER, clock.monotonic() + 24 * HOUR, stopped));
    assert.equal(reads, 4);
  });
});
