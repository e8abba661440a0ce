import assert from "node:assert/strict";
import { GOLIVE, green, HOUR, PROGRAM, red, Scene } from "../../../support/scene";
import { createStack } from "../../../support/stack";
import { OFFER_NAME, type RunRest } from "../../../support/world";

describe("a launch", () => {
  for (const location of ["absolute", "relative", "legacy"] as const) {
    it(`goes live once, its operation named in the ${location} form`, async () => {
      const scene = new Scene({ location });
      green(await scene.up());
      assert.equal(scene.output("status"), "succeeded");
      assert.equal(scene.output("origin"), "launched");
      assert.equal(scene.output("liveVersion"), "2");
      assert.equal(scene.output("offerVersion"), "2");
      assert.equal(scene.sent(), 1);
      assert.equal((await scene.up()).step, "same");
      assert.equal(scene.sent(), 1);
    });
  }

  it("follows a publish that goes on, and one whose URL said complete before", async () => {
    for (const options of [{ publishRemainsRunning: true }, { goliveContinuesPublish: true }]) {
      const scene = new Scene(options);
      green(await scene.up());
      assert.equal(scene.world.service.offer(OFFER_NAME).productionVersion, 2);
      assert.equal(scene.sent(), 1);
    }
  });

  it("takes array bodies and other spellings of the words", async () => {
    const scene = new Scene({
      operationShape: "array",
      words: { complete: "Completed", running: "In Progress" },
    });
    green(await scene.up());
    assert.equal(scene.output("status"), "succeeded");
  });

  it("takes a bumped version live with a second POST", async () => {
    const scene = new Scene();
    green(await scene.up());
    scene.world.service.publish(OFFER_NAME);
    await scene.world.clock.advance(HOUR);
    green(await scene.up({ ...PROGRAM, offerVersion: "3" }));
    assert.equal(scene.output("liveVersion"), "3");
    assert.equal(scene.sent(), 2);
  });

  it("does nothing for any other input that changes", async () => {
    const scene = new Scene();
    green(await scene.up());
    const changed = {
      ...PROGRAM,
      timeout: "1h",
      waitForLive: false,
      waitForReady: true,
      verifyVersion: false,
    };
    assert.equal((await scene.up(changed)).step, "same");
    assert.equal(scene.sent(), 1);
  });

  it("finds what is live already without a POST", async () => {
    const scene = new Scene();
    scene.world.service.goLive(OFFER_NAME, { duration: 1_000 });
    await scene.world.clock.advance(HOUR);
    green(await scene.up());
    assert.equal(scene.output("origin"), "alreadyLive");
    assert.equal(scene.sent(), 0);
  });

  it("adopts a launch that somebody else began", async () => {
    const scene = new Scene();
    scene.world.service.goLive(OFFER_NAME);
    green(await scene.up());
    assert.equal(scene.output("origin"), "adopted");
    assert.equal(scene.sent(), 0);
  });

  it("waits for the offer to be ready when told to", async () => {
    const scene = new Scene({ publishTime: 2 * HOUR, offers: [{ publisherId: "contoso", offerId: "vm" }] });
    scene.world.service.publish(OFFER_NAME);
    red(await scene.up({ ...PROGRAM, offerVersion: 1 }), "NOTHING_IN_PREVIEW", "waitForReady");
    green(await scene.up({ ...PROGRAM, offerVersion: 1, waitForReady: true, timeout: "12h" }));
    assert.equal(scene.output("liveVersion"), "1");
  });

  it("refuses without a POST, naming what it saw", async () => {
    const scene = new Scene();
    red(await scene.up({ ...PROGRAM, offerVersion: 7 }), "PREVIEW_OTHER_VERSION", "version 2", "7");
    red(await scene.up({ ...PROGRAM, offerId: "none" }), "OFFER_UNKNOWN", "productIngestion");
    green(await scene.up());
    scene.stack.stored = undefined;
    red(await scene.up({ ...PROGRAM, offerVersion: 1 }), "SUPERSEDED", "2", "1");
    assert.equal(scene.sent(), 1);
  });
});

describe("a launch that fails", () => {
  it("tells step and message, again on the next up, and launches again when replaced", async () => {
    const scene = new Scene();
    scene.world.service.failNextLaunch(OFFER_NAME, { messages: ["<b>No quota</b>"] });
    red(await scene.up(), "LAUNCH_FAILED", "No quota", "Live", "pulumi up --replace");
    assert.equal(scene.output("status"), "failed");
    red(await scene.up(), "LAUNCH_FAILED", "No quota");
    assert.equal(scene.sent(), 1);
    green(await scene.replace());
    assert.equal(scene.sent(), 2);
    assert.equal(scene.output("status"), "succeeded");
  });

  it("is told apart from one that was canceled", async () => {
    const scene = new Scene();
    const { clock, service } = scene.world;
    clock.at(clock.now() + HOUR, () => void service.cancel(OFFER_NAME));
    red(await scene.up(), "LAUNCH_CANCELED");
    assert.equal(scene.output("status"), "canceled");
  });
});

describe("a launch whose URL is that of the publish", () => {
  const next: readonly (readonly [string, (scene: Scene) => Promise<void>])[] = [
    ["runs", () => Promise.resolve()],
    ["waits in preview", (scene) => scene.world.clock.advance(HOUR)],
    [
      "was canceled",
      async ({ world }) => {
        world.service.cancel(OFFER_NAME);
        await world.clock.advance(HOUR);
      },
    ],
  ];
  for (const [title, then] of next) {
    it(`is not live because the URL says complete, when it failed and a later publish ${title}`, async () => {
      const scene = new Scene({ goliveContinuesPublish: true, publishTime: HOUR / 2 });
      scene.world.service.failNextLaunch(OFFER_NAME);
      green(await scene.up({ ...PROGRAM, waitForLive: false }));
      await scene.world.clock.advance(4 * HOUR);
      scene.world.service.publish(OFFER_NAME);
      await then(scene);
      red(await scene.up(), "LAUNCH_UNCONFIRMED", "Partner Center", "pulumi up --replace");
      await scene.world.clock.advance(HOUR);
      red(await scene.up(), "LAUNCH_UNCONFIRMED");
      assert.equal(scene.output("status"), "running", "what was accepted is never posted again by itself");
      assert.equal(scene.sent(), 1);
    });
  }
});

describe("a run that ends before its launch", () => {
  it("resumes after the deadline, without another POST", async () => {
    const scene = new Scene();
    red(await scene.up({ ...PROGRAM, timeout: "1h" }), "TIMED_OUT", "pulumi up");
    assert.equal(scene.output("status"), "running");
    assert.equal(scene.stack.stored?.initErrors.length, 1);
    green(await scene.up());
    assert.equal(scene.output("origin"), "launched");
    assert.equal(scene.sent(), 1);
  });

  it("resumes after a refresh, which clears the engine's own memory", async () => {
    const scene = new Scene();
    red(await scene.up({ ...PROGRAM, timeout: "1h" }), "TIMED_OUT");
    green(await scene.refresh());
    assert.equal(scene.output("status"), "running");
    assert.equal(scene.stack.stored?.initErrors.length, 0);
    assert.equal((await scene.up()).step, "update");
    assert.equal(scene.output("status"), "succeeded");
    assert.equal(scene.sent(), 1);
  });

  it("resumes after Ctrl-C, which ends it at once", async () => {
    const scene = new Scene();
    const { clock } = scene.world;
    const stop = new AbortController();
    const at = clock.now() + 10 * 60_000;
    clock.at(at, () => stop.abort());
    red(await scene.up(PROGRAM, { signal: stop.signal }), "INTERRUPTED", "goes on", "resume");
    assert.ok(clock.now() - at < 5_000);
    green(await scene.up());
    assert.equal(scene.sent(), 1);
  });

  it("stores a launch whose answer Ctrl-C cut off", async () => {
    const scene = new Scene();
    const stop = new AbortController();
    scene.world.service.fault({ match: GOLIVE, hang: "after" });
    const onExchange: RunRest["onExchange"] = ({ method }, moment) => {
      if (method === "POST" && moment === "before")
        scene.world.clock.at(scene.world.clock.now() + 1_000, () => stop.abort());
    };
    red(await scene.up(PROGRAM, { signal: stop.signal, onExchange }), "INTERRUPTED");
    assert.equal(scene.output("status"), "indeterminate");
    green(await scene.up());
    assert.equal(scene.sent(), 1);
  });

  it("remembers over all its runs what was seen when it began", async () => {
    const scene = new Scene();
    red(await scene.up({ ...PROGRAM, timeout: "1m" }), "TIMED_OUT");
    const beginning = scene.output("beginning");
    assert.ok(typeof beginning === "object" && beginning !== null && "phase" in beginning);
    for (let i = 0; i < 2; i += 1) {
      red(await scene.up({ ...PROGRAM, timeout: "1m" }), "TIMED_OUT");
      green(await scene.refresh());
      assert.deepEqual(scene.output("beginning"), beginning);
    }
  });

  it("is green once accepted with waitForLive false; later runs look, and fail when the launch failed", async () => {
    const scene = new Scene();
    const program = { ...PROGRAM, waitForLive: false };
    scene.world.service.failNextLaunch(OFFER_NAME, { messages: ["No quota"] });
    green(await scene.up(program));
    assert.equal(scene.output("status"), "running");
    green(await scene.up(program));
    await scene.world.clock.advance(4 * HOUR);
    red(await scene.up(program), "LAUNCH_FAILED", "No quota");
    assert.equal(scene.sent(), 1);
  });
});

describe("an outage", () => {
  it("before the launch is waited out for two minutes", async () => {
    const scene = new Scene();
    scene.world.service.fault({ status: 503, times: 6 });
    green(await scene.up());
    scene.world.service.fault({ status: 503, times: 1_000 });
    scene.stack.stored = undefined;
    red(await scene.up(), "SERVICE_UNAVAILABLE");
  });

  it("while following, a lost permission among them, never settles the launch", async () => {
    for (const status of [403, 404, 500]) {
      const scene = new Scene();
      const { clock, service } = scene.world;
      clock.at(clock.now() + 60_000, () => service.fault({ status, times: 30 }));
      green(await scene.up());
      assert.equal(scene.output("status"), "succeeded");
    }
  });

  it("that a new token alone can end stops the run, and the next run resumes the launch", async () => {
    const scene = new Scene();
    const { clock, service } = scene.world;
    clock.at(clock.now() + 60_000, () => service.fault({ status: 401, times: 1 }));
    red(await scene.up(), "UNAUTHORIZED", "new token");
    assert.equal(scene.output("status"), "running");
    green(await scene.up());
    assert.equal(scene.sent(), 1);
  });
});

describe("brakes", () => {
  it("stop the POST in a rehearsal", async () => {
    const scene = new Scene();
    red(await scene.up(PROGRAM, { settings: { readOnly: true } }), "READ_ONLY");
    assert.equal(scene.sent(), 0);
  });

  it("stop more launches than allowed in one run", async () => {
    const scene = new Scene({ offers: ["contoso/vm@2", "contoso/app@2"] });
    const run = scene.world.run({ settings: { maxLaunches: 1 } });
    green(await scene.world.clock.drive(scene.stack.up(PROGRAM, run)));
    red(
      await scene.world.clock.drive(createStack().up({ ...PROGRAM, offerId: "app" }, run)),
      "TOO_MANY_LAUNCHES",
    );
    assert.equal(scene.sent(), 1);
  });
});

describe("deleting", () => {
  it("says that nothing is taken off sale and names what still runs", async () => {
    const scene = new Scene();
    red(await scene.up({ ...PROGRAM, timeout: "1h" }), "TIMED_OUT");
    const requests = scene.world.service.requests.length;
    scene.stack.destroy(scene.world.run());
    assert.match(scene.world.said.at(-1) ?? "", /nothing is taken off sale.*operations\/.*running/);
    assert.equal(scene.world.service.requests.length, requests);
  });
});
