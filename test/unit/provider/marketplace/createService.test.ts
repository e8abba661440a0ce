import assert from "node:assert/strict";
import { create } from "../../../../provider/resource/lifecycle";
import { createWorld } from "../../../support/world";

const OFFERS = Array.from({ length: 12 }, (_, index) => `offer-${index}`);

describe("requestsPerSecond", () => {
  for (const requestsPerSecond of [0.5, 2, 10]) {
    it(`of ${requestsPerSecond} is kept by all launches of a run together`, async () => {
      const world = createWorld({ offers: OFFERS.map((name) => `contoso/${name}@2`), launchTime: 60_000 });
      const run = world.run({ settings: { requestsPerSecond } });
      const launches = OFFERS.map((offerId) =>
        create(
          { publisherId: "contoso", offerId, offerVersion: "2", timeout: "5h", launches: true },
          { preview: false },
          run,
        ),
      );
      await world.clock.drive(Promise.all(launches));
      assert.equal(world.posts().length, OFFERS.length);
      const times = world.service.requests.map(({ time }) => time);
      const spacing = times.slice(1).map((time, index) => time - (times[index] ?? 0));
      assert.ok(times.length > 100);
      assert.ok(Math.min(...spacing) >= 1_000 / requestsPerSecond - 1, String(Math.min(...spacing)));
    });
  }
});
