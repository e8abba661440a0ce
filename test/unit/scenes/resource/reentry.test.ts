import assert from "node:assert/strict";
import { check } from "../../../../provider/resource/check";
import { create, diff, remove } from "../../../../provider/resource/lifecycle";
import type { Properties } from "../../../../provider/resource/properties";
import { GOLIVE, green, HOUR, PROGRAM, red, Scene } from "../../../support/scene";
import { REPLACEMENTS, type RunResult, type UpOptions } from "../../../support/stack";
import { OFFER_NAME, type RunRest } from "../../../support/world";

function up(
  scene: Scene,
  options: UpOptions,
  program: Properties = PROGRAM,
  rest: RunRest = {},
): Promise<RunResult> {
  return scene.world.clock.drive(scene.stack.up(program, scene.world.run(rest), options));
}

async function failedLaunch(): Promise<Scene> {
  const scene = new Scene();
  scene.world.service.failNextLaunch(OFFER_NAME, { messages: ["No quota"] });
  red(await scene.up(), "LAUNCH_FAILED", "No quota");
  return scene;
}

describe("an error hook that retries", () => {
  it("gets the same failure again, without another request", async () => {
    const scene = new Scene();
    scene.world.service.failNextLaunch(OFFER_NAME, { messages: ["No quota"] });
    red(await up(scene, { retries: 3 }), "LAUNCH_FAILED", "No quota");
    assert.equal(scene.sent(), 1);
    assert.equal(scene.output("status"), "failed");
  });

  it("never sends again after a lost answer, however long it goes on", async () => {
    const scene = new Scene();
    scene.world.service.fault({ match: GOLIVE, reset: "before" });
    red(await up(scene, { retries: 10 }), "LAUNCH_INDETERMINATE");
    assert.equal(scene.sent(), 1);
    assert.equal(scene.output("status"), "indeterminate");
  });

  it("goes on with the launch when the time was up", async () => {
    const scene = new Scene();
    green(await up(scene, { retries: 3 }, { ...PROGRAM, timeout: "1h" }));
    assert.equal(scene.sent(), 1);
    assert.equal(scene.output("status"), "succeeded");
  });

  it("keeps the launch in the state when its second call is interrupted before it has looked", async () => {
    const scene = new Scene();
    const stop = new AbortController();
    const { clock } = scene.world;
    clock.at(clock.now() + HOUR, () => stop.abort());
    red(await up(scene, { retries: 2 }, PROGRAM, { signal: stop.signal }), "INTERRUPTED");
    assert.equal(scene.output("status"), "running");
    green(await scene.up());
    assert.equal(scene.sent(), 1);
  });

  it("resumes an update, too", async () => {
    const scene = new Scene();
    green(await scene.up());
    scene.world.service.publish(OFFER_NAME);
    await scene.world.clock.advance(HOUR);
    green(await up(scene, { retries: 3 }, { ...PROGRAM, offerVersion: 3, timeout: "1h" }));
    assert.equal(scene.sent(), 2);
    assert.equal(scene.output("liveVersion"), "3");
  });

  it("may send again what was refused for certain, and that does not count as a launch", async () => {
    const scene = new Scene();
    scene.world.service.fault({ match: GOLIVE, status: 400 });
    green(await up(scene, { retries: 1 }, PROGRAM, { settings: { maxLaunches: 1 } }));
    assert.equal(scene.sent(), 2);
    assert.equal(scene.accepted(), 1);
  });

  it("does not send again after an answer that says busy", async () => {
    const scene = new Scene();
    scene.world.service.fault({ match: GOLIVE, status: 409 });
    red(await up(scene, { retries: 3 }), "LAUNCH_INDETERMINATE", "not sent again");
    assert.equal(scene.sent(), 1);
  });

  for (const status of [500, 409]) {
    it(`counts every request against maxLaunches, not every name: HTTP ${status}`, async () => {
      const scene = new Scene({ offers: ["contoso/vm@2", "contoso/app@2"] });
      scene.world.service.fault({ match: GOLIVE, status });
      const run = scene.world.run({ settings: { maxLaunches: 1 } });
      red(
        await scene.world.clock.drive(scene.stack.up(PROGRAM, run, { retries: 2 })),
        "LAUNCH_INDETERMINATE",
      );
      const other = new Scene();
      red(
        await scene.world.clock.drive(other.stack.up({ ...PROGRAM, offerId: "app" }, run)),
        "TOO_MANY_LAUNCHES",
      );
      assert.equal(scene.sent(), 1);
    });
  }
});

describe("a replacement that the engine decided", () => {
  for (const replaces of REPLACEMENTS) {
    it(`launches no failed version again, and the user's own --replace still does: ${replaces}`, async () => {
      const scene = await failedLaunch();
      for (let i = 0; i < 2; i += 1) {
        red(await up(scene, { replaces }), "REPLACED_BY_ENGINE", "replaceOnChanges", "pulumi up --replace");
      }
      assert.equal(scene.sent(), 1);
      assert.equal(scene.output("status"), "failed", "the old resource stays");
      green(await scene.replace());
      assert.equal(scene.sent(), 2);
    });

    it(`sends nothing after a lost answer, whatever the proof: ${replaces}`, async () => {
      const scene = new Scene();
      scene.world.service.fault({ match: GOLIVE, status: 500 });
      red(await scene.up(), "LAUNCH_INDETERMINATE");
      for (let i = 0; i < 2; i += 1) {
        red(await up(scene, { replaces }), "REPLACED_BY_ENGINE");
        await scene.world.clock.advance(HOUR);
      }
      assert.equal(scene.sent(), 1);
      assert.equal(scene.output("status"), "indeterminate");
    });

    it(`follows a launch that runs: ${replaces}`, async () => {
      const scene = new Scene();
      red(await scene.up({ ...PROGRAM, timeout: "1h" }), "TIMED_OUT");
      green(await up(scene, { replaces }));
      assert.equal(scene.sent(), 1);
      assert.equal(scene.output("status"), "succeeded");
    });

    it(`ends what it follows within bounds, though nothing of it is stored: ${replaces}`, async () => {
      const scene = new Scene();
      const { clock, service } = scene.world;
      service.failNextLaunch(OFFER_NAME, { messages: ["No quota"] });
      const stuck = { how: "stuck", from: "launch", afterMs: 1_000 } as const;
      for (const source of ["list", "status"] as const) service.distort(OFFER_NAME, { source, ...stuck });
      red(await scene.up({ ...PROGRAM, timeout: "1h" }), "TIMED_OUT");
      red(await up(scene, { replaces }, { ...PROGRAM, timeout: "1h" }), "TIMED_OUT");
      await clock.advance(2 * HOUR);
      const short = { ...PROGRAM, timeout: "10m" };
      for (let i = 0; i < 2; i += 1)
        red(
          await up(scene, { replaces }, short),
          "LAUNCH_UNCONFIRMED",
          "contradicts itself",
          "Raise timeout",
        );
      red(await up(scene, { replaces }, { ...PROGRAM, timeout: "1h" }), "REPLACED_BY_ENGINE", "No quota");
      assert.equal(scene.output("status"), "running", "the old resource stays");
      assert.equal(scene.sent(), 1);
    });

    it(`launches another version: ${replaces}`, async () => {
      const scene = await failedLaunch();
      scene.world.service.publish(OFFER_NAME);
      await scene.world.clock.advance(HOUR);
      green(await up(scene, { replaces }, { ...PROGRAM, offerVersion: 3 }));
      assert.equal(scene.sent(), 2);
      assert.equal(scene.output("liveVersion"), "3");
    });

    it(`finds what is live: ${replaces}`, async () => {
      const scene = new Scene();
      green(await scene.up());
      green(await up(scene, { replaces }));
      assert.equal(scene.sent(), 1);
      assert.equal(scene.output("status"), "succeeded");
    });
  }

  it("launches no other version unseen when versions are not compared", async () => {
    const scene = new Scene();
    scene.world.service.fault({ match: GOLIVE, status: 500 });
    const program = { ...PROGRAM, verifyVersion: false };
    red(await scene.up(program), "LAUNCH_INDETERMINATE");
    const other = { ...program, offerVersion: 3 };
    red(await up(scene, { replaces: "unshown" }, other), "REPLACED_BY_ENGINE");
    assert.equal(scene.sent(), 1);
  });

  it("resumes what it launched itself when a hook retries", async () => {
    const scene = await failedLaunch();
    scene.world.service.publish(OFFER_NAME);
    await scene.world.clock.advance(HOUR);
    const program = { ...PROGRAM, offerVersion: 3, timeout: "1h" };
    green(await up(scene, { replaces: "shown", retries: 3 }, program));
    assert.equal(scene.sent(), 2);
  });

  it("is told in the preview as it ends in up", async () => {
    const scene = await failedLaunch();
    const { inputs: old, outputs } = scene.stack.stored!;
    const urn = "urn:pulumi:dev::app::marketplace:OfferGoLive::offer";
    const preview = { urn, preview: true };
    const { clock } = scene.world;
    for (const show of ["diff", "delete", "check"] as const) {
      const run = scene.world.run();
      if (show === "delete") remove(outputs, preview, run);
      else {
        const { inputs } = await check(old, PROGRAM, preview, run);
        if (show === "diff") await clock.drive(diff(outputs, inputs, preview, run));
      }
      const { inputs, failures } = await clock.drive(check({}, PROGRAM, preview, run));
      assert.equal("launches" in inputs, false);
      assert.deepEqual(failures, []);
      assert.match(scene.world.said.at(-1) ?? "", /^warn: .*REPLACED_BY_ENGINE/, show);
    }
    const strict = scene.world.run({ settings: { strictPreview: true } });
    await check(old, PROGRAM, preview, strict);
    const { failures } = await clock.drive(check({}, PROGRAM, preview, strict));
    assert.deepEqual(
      failures.map(({ code }) => code),
      ["REPLACED_BY_ENGINE"],
    );
  });
});

describe("the user's own --replace", () => {
  for (const deletesFirst of [false, true]) {
    it(`launches a failed version again${deletesFirst ? ", with deleteBeforeReplace, too" : ""}`, async () => {
      const scene = await failedLaunch();
      const { clock } = scene.world;
      green(await clock.drive(scene.stack.replace(PROGRAM, scene.world.run(), { deletesFirst })));
      assert.equal(scene.sent(), 2);
      assert.equal(scene.output("status"), "succeeded");
    });
  }
});

describe("a launch that no policy was shown", () => {
  it("is not sent", async () => {
    const { world } = new Scene();
    const run = world.run();
    const { inputs } = await check({}, PROGRAM, { preview: false }, run);
    const { launches, ...unseen } = inputs;
    assert.equal(launches, true);
    const refused = world.clock.drive(create(unseen, { preview: false }, run));
    await assert.rejects(refused, /no policy was asked.*\[LAUNCH_INDETERMINATE\]/);
    assert.equal(world.posts().length, 0);
  });
});
