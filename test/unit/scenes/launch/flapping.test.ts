import assert from "node:assert/strict";
import type { Distortion } from "../../../../simulator";
import type { Clock } from "../../../../provider/waiting/clock";
import { LAUNCH_MS, scene, timed } from "../../../support/conflictScene";
import type { Scene } from "../../../support/scene";
import { green, HOUR, PROGRAM, red } from "../../../support/scene";
import { OFFER_NAME } from "../../../support/world";

const MINUTE = 60_000;
/** While all seems to agree a document is read every 15 to 20 minutes, and one read in two does not show the end. */
const BOUND_MS = 2 * HOUR;

/** The sources that are stuck in running from shortly after the launch began. */
const STUCK = { how: "stuck", from: "launch", afterMs: 1_000 } as const;
const FLAPS = { how: "flaps", from: "launch", afterMs: 1_000 } as const;

describe("a document that two replicas show in turn, one of them stuck", () => {
  const SOURCES = ["operation", "list", "status"] as const;
  for (const teller of SOURCES) {
    it(`ends a failure unconfirmed that the ${teller} alone tells, in spite of the looks that do not show it`, async () => {
      const others = SOURCES.filter((one) => one !== teller);
      const made = scene(
        {},
        { source: teller, ...FLAPS },
        ...others.map((source): Distortion => ({ source, ...STUCK })),
      );
      made.world.service.failNextLaunch(OFFER_NAME, { messages: ["No quota"] });
      const [result, ms] = await timed(made, () => made.up({ ...PROGRAM, timeout: "12h" }));
      red(result, "LAUNCH_UNCONFIRMED", 'says "failed"', "other answers");
      assert.equal(made.output("status"), "running");
      assert.ok(ms >= LAUNCH_MS + 10 * MINUTE && ms <= LAUNCH_MS + BOUND_MS, `${ms / MINUTE} min`);
      assert.equal(made.sent(), 1);
    });
  }

  it("ends a success unconfirmed that production never shows", async () => {
    const made = scene(
      {},
      { source: "production", ...STUCK },
      { source: "operation", ...STUCK },
      { source: "status", ...STUCK },
      { source: "list", ...FLAPS },
    );
    const [result, ms] = await timed(made, () => made.up({ ...PROGRAM, timeout: "12h" }));
    red(result, "LAUNCH_UNCONFIRMED", "production shows version 1");
    assert.ok(ms <= LAUNCH_MS + BOUND_MS, `${ms / MINUTE} min`);
    assert.equal(made.output("status"), "running");
  });

  it("ends sign-off that waits again, which a replica may only have shown late", async () => {
    const made = scene(
      { launchTime: HOUR, documents: { goliveNames: "publish", canceledLaunchShows: "signOffAgain" } },
      { source: "list", how: "silent", from: "launchEnd" },
      { source: "operation", how: "silent", from: "launchEnd" },
      { source: "status", how: "flaps", from: "launch", afterMs: 1_000 },
    );
    const { clock, service } = made.world;
    clock.at(clock.now() + HOUR / 2, () => service.cancel(OFFER_NAME));
    const [result, ms] = await timed(made, () => made.up({ ...PROGRAM, timeout: "12h" }));
    red(result, "LAUNCH_UNCONFIRMED", "waits for sign-off again", "other answers");
    assert.ok(ms <= HOUR + BOUND_MS, `${ms / MINUTE} min`);
  });

  it("ends no launch as failed that runs, because a replica goes on to show sign-off that waits", async () => {
    const made = scene({ goliveContinuesPublish: true }, { source: "status", how: "flaps" });
    const { clock, service } = made.world;
    for (let runs = 0; runs < 3; runs += 1) {
      red(await made.up(), "LAUNCH_UNCONFIRMED", "waits for sign-off again");
      await clock.advance(40 * MINUTE);
    }
    await clock.advance(LAUNCH_MS);
    service.restore(OFFER_NAME);
    green(await made.up());
    assert.equal(made.sent(), 1);
  });

  it("goes on over runs that are shorter, from what the state keeps", async () => {
    const program = { ...PROGRAM, timeout: "8m" };
    const made = scene(
      {},
      { source: "operation", ...FLAPS },
      { source: "list", ...STUCK },
      { source: "status", ...STUCK },
    );
    made.world.service.failNextLaunch(OFFER_NAME, { messages: ["No quota"] });
    red(await made.up(program), "TIMED_OUT");
    await made.world.clock.advance(LAUNCH_MS);
    const codes: string[] = [];
    for (let runs = 0; runs < 8 && codes.at(-1) !== "LAUNCH_UNCONFIRMED"; runs += 1)
      codes.push(/\[(\w+)\]$/.exec((await made.up(program)).error?.message ?? "")?.[1] ?? "none");
    assert.equal(codes.at(-1), "LAUNCH_UNCONFIRMED", codes.join(", "));
    assert.ok(codes.length >= 4, codes.join(", "));
  });
});

describe("news that comes after a contradiction", () => {
  it("is not ended by an old start: somebody launched again at another address", async () => {
    const made = scene(
      {},
      { source: "status", how: "stuck", from: "launch", afterMs: 1_000, forMs: LAUNCH_MS + 2 * HOUR },
    );
    const { clock, service } = made.world;
    service.failNextLaunch(OFFER_NAME, { messages: ["No quota"] });
    red(await made.up({ ...PROGRAM, timeout: "3h10m" }), "TIMED_OUT");
    assert.notEqual(made.output("contradictions"), undefined);
    service.restore(OFFER_NAME);
    await clock.advance(24 * HOUR);
    // Right after somebody launched again, the status still shows the failure before it.
    service.distort(OFFER_NAME, { source: "status", how: "stuck", forMs: 10 * MINUTE });
    await clock.advance(MINUTE);
    service.goLive(OFFER_NAME);
    green(await made.up());
    assert.equal(made.sent(), 1);
  });

  it("is not ended by an old start: nothing has shown it for half an hour", async () => {
    const made = scene({}, { source: "operation", ...STUCK });
    const { clock, service } = made.world;
    service.distort(OFFER_NAME, { source: "status", how: "ahead", from: "launch", forMs: 10 * MINUTE });
    const [result, ms] = await timed(made, () => made.up());
    green(result);
    assert.ok(ms <= LAUNCH_MS + 35 * MINUTE, `${ms / MINUTE} min`);
    assert.ok(clock.now() > 0);
  });
});

/** A machine whose clock somebody sets, after so long; the service has a clock of its own. */
function machine(made: Scene, afterMs: number, aheadMs: number): { readonly clock: Clock } {
  const { clock } = made.world;
  const startedAt = clock.monotonic();
  const ahead = (): number => (clock.monotonic() - startedAt >= afterMs ? aheadMs : 0);
  return { clock: { ...clock, now: () => clock.now() + ahead() } };
}

describe("a clock that is set within a run", () => {
  for (const aheadMs of [HOUR, -HOUR]) {
    const contradicted = (): Scene => {
      const made = scene({}, { source: "list", ...STUCK }, { source: "status", ...STUCK });
      made.world.service.failNextLaunch(OFFER_NAME, { messages: ["No quota"] });
      return made;
    };

    it(`leaves a contradiction its half hour: set by ${aheadMs / HOUR} h`, async () => {
      const made = contradicted();
      const set = machine(made, LAUNCH_MS + 10 * MINUTE, aheadMs);
      const [result, ms] = await timed(made, () => made.up({ ...PROGRAM, timeout: "12h" }, set));
      red(result, "LAUNCH_FAILED", 'says "failed"');
      const waited = ms - LAUNCH_MS;
      assert.ok(waited >= 25 * MINUTE && waited <= 36 * MINUTE, `${waited / MINUTE} min`);
    });

    it(`keeps its age for the next run: set by ${aheadMs / HOUR} h`, async () => {
      const made = contradicted();
      const set = machine(made, LAUNCH_MS + 10 * MINUTE, aheadMs);
      red(await made.up({ ...PROGRAM, timeout: "3h15m" }, set), "TIMED_OUT");
      const next = machine(made, 0, aheadMs);
      const [result, ms] = await timed(made, () => made.up({ ...PROGRAM, timeout: "12h" }, next));
      red(result, "LAUNCH_FAILED", 'says "failed"');
      assert.ok(ms >= 10 * MINUTE && ms <= 20 * MINUTE, `${ms / MINUTE} min`);
    });
  }

  it("makes no launch old enough that nobody sees, for another one to be sent", async () => {
    const program = { ...PROGRAM, verifyVersion: false };
    const made = scene(
      {},
      { source: "status", how: "stuck" },
      { source: "list", how: "silent" },
      { source: "operation", how: "silent", from: "launch" },
    );
    green(await made.up({ ...program, waitForLive: false }));
    const set = machine(made, 5 * MINUTE, HOUR);
    const label = { ...program, offerVersion: 3, waitForReady: true, timeout: "20m" };
    red(await made.up(label, set), "LAUNCH_IN_THE_WAY");
    assert.equal(made.sent(), 1);
  });
});
