import assert from "node:assert/strict";
import { create } from "../../../../provider/resource/lifecycle";
import type { Run } from "../../../../provider/resource/run";
import { createWorld, type World } from "../../../support/world";

const MINUTE = 60_000;

function offers(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `offer-${index}`);
}

/** The end of a launch: `live`, or the message of its error. */
async function launched(offerId: string, run: Run, timeout = "5h"): Promise<string> {
  try {
    const inputs = { publisherId: "contoso", offerId, offerVersion: "2", timeout, launches: true };
    const end = await create(inputs, { preview: false }, run);
    if (end.kind === "partial") return end.reason;
    return end.outputs["status"] === "succeeded" ? "live" : String(end.outputs["status"]);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function worldOf(names: readonly string[]): World {
  return createWorld({ offers: names.map((name) => `contoso/${name}@2`), launchTime: MINUTE });
}

describe("waiting for a request slot among many launches", () => {
  for (const [count, requestsPerSecond] of [
    [600, 10],
    [60, 1],
    [6, 0.1],
  ] as const) {
    it(`is no failure: ${count} launches at ${requestsPerSecond} requests a second`, async () => {
      const names = offers(count);
      const world = worldOf(names);
      const run = world.run({ settings: { requestsPerSecond } });
      const ends = await world.clock.drive(Promise.all(names.map((name) => launched(name, run))));
      assert.deepEqual(
        ends.filter((end) => end !== "live"),
        [],
      );
      assert.equal(world.posts().length, count);
    }).timeout(60_000);
  }

  it("is no failure while a throttled answer holds all back, and each row says so every minute", async () => {
    const names = offers(20);
    const world = worldOf(names);
    world.service.fault({ match: { path: "/slot/preview" }, status: 429, headers: { "Retry-After": "300" } });
    const run = world.run();
    const ends = await world.clock.drive(Promise.all(names.map((name) => launched(name, run))));
    assert.deepEqual(new Set(ends), new Set(["live"]));
    const rows = world.said.filter((line) => line.includes("looking at the offer, waited"));
    assert.ok(rows.length >= 4 * (names.length - 2), rows.join("\n"));
  });

  it("tells a read that fails again and again in few lines", async () => {
    const world = worldOf(["vm"]);
    world.service.fault({ status: 503, times: 1_000 });
    const end = await world.clock.drive(launched("vm", world.run()));
    assert.ok(end.endsWith("[SERVICE_UNAVAILABLE]"), end);
    const rows = world.said.filter((line) => line.includes("trying again"));
    assert.ok(rows.length >= 1 && rows.length <= 3, rows.join("\n"));
    assert.match(rows[0] ?? "", /trying again, next look in \d+s: .*503/);
  });
});

describe("a POST that waits for its request slot", () => {
  it("is not sent after the deadline, and nothing is stored", async () => {
    const names = ["vm", "busy"];
    const world = worldOf(names);
    const run = world.run();
    const busy = launched("busy", run);
    await world.clock.advance(6_000);
    // The last of the four reads takes long enough for the other launch to be throttled.
    world.service.fault({ match: { path: "/vm/status" }, delayMs: 20_000 });
    const end = launched("vm", run, "1m");
    await world.clock.advance(100);
    world.service.fault({ match: { path: "/operations/" }, status: 429, headers: { "Retry-After": "300" } });
    assert.match(
      await world.clock.drive(end),
      /nothing was launched, since the run timed out while it waited for a request slot.*\[SERVICE_UNAVAILABLE\]$/,
    );
    assert.equal(world.posts().length, 1);
    await world.clock.drive(busy);
  });

  it("rests on a new look when the last one has grown old", async () => {
    const world = worldOf(["vm", "busy"]);
    const run = world.run();
    const busy = launched("busy", run);
    await world.clock.advance(6_000);
    world.service.fault({ match: { path: "/vm/status" }, delayMs: 20_000 });
    const end = launched("vm", run);
    await world.clock.advance(100);
    world.service.fault({ match: { path: "/operations/" }, status: 429, headers: { "Retry-After": "300" } });
    // The version that was seen in preview is gone when the pause is over.
    world.clock.at(world.clock.now() + 2 * MINUTE, () => world.service.publish("contoso/vm"));
    const message = await world.clock.drive(end);
    assert.match(message, /preview contains version 3.*\[PREVIEW_OTHER_VERSION\]$/);
    assert.deepEqual(
      world.service.requests.filter(({ action, offer }) => action === "golive" && offer === "contoso/vm"),
      [],
    );
    await world.clock.drive(busy);
  });
});
