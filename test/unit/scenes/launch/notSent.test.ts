import assert from "node:assert/strict";
import { type ErrorDetails, MarketplaceError } from "../../../../provider/errors";
import type { HttpRequest } from "../../../../provider/marketplace/http/transport";
import { green, HOUR, PROGRAM, red, Scene } from "../../../support/scene";
import { OFFER_NAME } from "../../../support/world";

/** Keeps the first POST of a run from leaving. */
function keepBack(notSent: NonNullable<ErrorDetails["notSent"]>) {
  let posts = 0;
  return {
    posts: () => posts,
    onExchange: ({ method }: HttpRequest, moment: "before" | "after"): void => {
      if (method !== "POST" || moment === "after") return;
      posts += 1;
      if (posts === 1) throw new MarketplaceError("NETWORK", "no connection", { notSent });
    },
  };
}

describe("a POST that did not leave", () => {
  it("because its time was over, rests on a new look when it does", async () => {
    const scene = new Scene();
    const { onExchange, posts } = keepBack("late");
    green(await scene.up(PROGRAM, { onExchange }));
    assert.deepEqual([posts(), scene.sent(), scene.accepted()], [2, 1, 1]);
    const looks = scene.world.service.requests.filter(({ action }) => action === "slot");
    assert.ok(looks.length >= 4);
  });

  it("because the run's time was over, is an error, and nothing is asked again", async () => {
    const scene = new Scene();
    let exchanges = 0;
    const onExchange = async ({ method }: HttpRequest, moment: "before" | "after"): Promise<void> => {
      exchanges += 1;
      if (exchanges > 100) throw new Error("asks again and again");
      if (method !== "POST" || moment === "after") return;
      await scene.world.clock.sleep(61_000);
      throw new MarketplaceError("NETWORK", "no connection", { notSent: "late" });
    };
    red(await scene.up({ ...PROGRAM, timeout: "1m" }, { onExchange }), "SERVICE_UNAVAILABLE", "timed out");
    assert.equal(scene.stack.stored, undefined);
    assert.equal(scene.sent(), 0);
  });

  it("because the machine slept past the run's time, and somebody launched meanwhile, is found live", async () => {
    const scene = new Scene({ launchTime: 60_000 });
    const { clock, service } = scene.world;
    const result = await scene.up(
      { ...PROGRAM, timeout: "2m" },
      {
        onExchange: ({ method }, moment) => {
          if (method !== "POST" || moment === "after") return;
          service.goLive(OFFER_NAME);
          clock.stop(2 * HOUR);
        },
      },
    );
    green(result);
    assert.equal(scene.output("status"), "succeeded");
    assert.equal(scene.sent(), 0);
  });

  it("because its time was over again and again, is an error that says why, and nothing is stored", async () => {
    const scene = new Scene();
    let posts = 0;
    const result = await scene.up(PROGRAM, {
      onExchange: ({ method }, moment) => {
        if (method !== "POST" || moment === "after") return;
        posts += 1;
        throw new MarketplaceError("NETWORK", "no connection in time", { notSent: "late" });
      },
    });
    red(result, "SERVICE_UNAVAILABLE", "nothing was launched", "no connection in time");
    assert.equal(scene.stack.stored, undefined);
    assert.deepEqual([posts, scene.sent()], [10, 0]);
    green(await scene.up());
  });

  it("because there was no connection, is an error, and nothing is stored", async () => {
    const scene = new Scene();
    const { onExchange } = keepBack("unreachable");
    red(await scene.up(PROGRAM, { onExchange }), "NETWORK", "no connection");
    assert.equal(scene.stack.stored, undefined);
    green(await scene.up());
    assert.deepEqual([scene.sent(), scene.accepted()], [1, 1]);
  });
});
