import assert from "node:assert/strict";
import type { Distortion, Fault, SimulatorOptions } from "../../../../simulator";
import { LAUNCH_MS, scene, timed } from "../../../support/conflictScene";
import { GOLIVE, green, HOUR, PROGRAM, red, Scene } from "../../../support/scene";
import { OFFER_NAME, type RunRest } from "../../../support/world";

const MINUTE = 60_000;
/** No document's word is waited for longer than this after it was first said. */
const BOUND_MS = 35 * MINUTE;

function fail(made: Scene): Scene {
  made.world.service.failNextLaunch(OFFER_NAME, { messages: ["No quota"] });
  return made;
}

function publishNamed(): SimulatorOptions {
  return { documents: { goliveNames: "publish" } };
}

describe("documents that contradict each other (row 1, a false success)", () => {
  it("are not live because the status shows the last success and the operation was the publish's", async () => {
    const made = fail(scene(publishNamed(), { source: "status", how: "lastSuccess", from: "launch" }));
    const [result, ms] = await timed(made, () => made.up());
    red(result, "LAUNCH_UNCONFIRMED", "production shows version 1");
    assert.ok(ms >= 30 * MINUTE && ms <= BOUND_MS);
    await made.world.clock.advance(LAUNCH_MS);
    const [later, laterMs] = await timed(made, () => made.up());
    red(later, "LAUNCH_FAILED", "No quota");
    assert.ok(laterMs <= BOUND_MS);
    red(await made.up(), "LAUNCH_FAILED");
    assert.equal(made.sent(), 1);
  });

  it("end as canceled when the status returns to the old success after a cancel", async () => {
    const made = scene({}, { source: "status", how: "lastSuccess", from: "launchEnd" });
    const { clock, service } = made.world;
    clock.at(clock.now() + HOUR, () => service.cancel(OFFER_NAME));
    const [result, ms] = await timed(made, () => made.up());
    red(result, "LAUNCH_CANCELED");
    assert.ok(ms <= HOUR + BOUND_MS, `${ms / MINUTE} min`);
  });

  it("do not turn a remembered failure into a success, versions not compared", async () => {
    const program = { ...PROGRAM, verifyVersion: false };
    const made = fail(scene());
    red(await made.up(program), "LAUNCH_FAILED");
    made.world.service.distort(OFFER_NAME, { source: "status", how: "lastSuccess" });
    red(await made.up(program), "LAUNCH_FAILED");
    assert.equal(made.output("status"), "failed");
  });

  for (const isAsleep of [false, true]) {
    const how = isAsleep ? "slept" : "was stopped";
    it(`are read again when the machine ${how} for two hours while it read them`, async () => {
      const made = scene({ launchTime: 20_000, productionLagMs: 8 * MINUTE });
      const { clock } = made.world;
      const from = clock.now() + 5 * MINUTE;
      let stops = 0;
      const result = await made.up(PROGRAM, {
        network: (request, handle) => {
          if (request.url.includes("/status") && clock.now() >= from) {
            stops += 1;
            if (stops === 1) clock.stop(2 * HOUR, isAsleep);
          }
          return handle(request);
        },
      });
      green(result);
      assert.ok(stops > 0);
      assert.equal(made.output("status"), "succeeded");
    });
  }

  it("end unconfirmed when all but production say that it is live, and are looked at again", async () => {
    const made = scene(
      {},
      { source: "production", how: "stuck", from: "launch", forMs: LAUNCH_MS + 2 * HOUR },
    );
    const [result, ms] = await timed(made, () => made.up());
    red(result, "LAUNCH_UNCONFIRMED", "production shows version 1");
    assert.ok(ms <= LAUNCH_MS + BOUND_MS);
    assert.equal(made.output("status"), "running");
    red(await made.up(), "LAUNCH_UNCONFIRMED");
    await made.world.clock.advance(2 * HOUR);
    green(await made.up());
    assert.equal(made.sent(), 1);
  });

  it("count as live when production cannot be read, and two others say so for half an hour", async () => {
    const made = scene();
    const { clock, service } = made.world;
    clock.at(clock.now() + HOUR, () =>
      service.fault({ match: { path: "/slot/production" }, status: 500, times: 1_000 }),
    );
    const [result, ms] = await timed(made, () => made.up());
    green(result);
    assert.ok(ms <= LAUNCH_MS + BOUND_MS);
    assert.ok(
      made.world.said.some((line) => line.startsWith("warn: ") && line.includes("could not be read")),
    );
  });
});

describe("documents that contradict each other while production cannot be read", () => {
  function unreadable(made: Scene, fromMs: number): void {
    const { clock, service } = made.world;
    clock.at(clock.now() + fromMs, () =>
      service.fault({ match: { path: "/slot/production" }, status: 500, times: 10_000 }),
    );
  }

  /** The network of a run that can read production once. */
  function readOnce(): RunRest {
    let reads = 0;
    return {
      network: (request, handle) => {
        const reply = handle(request);
        if (!request.url.includes("/slot/production") || reply.kind !== "response") return reply;
        reads += 1;
        return reads === 1 ? reply : { ...reply, response: { ...reply.response, status: 500, body: "{}" } };
      },
    };
  }

  it("are not live because the publish's operation says complete, and the status shows the last success", async () => {
    const made = fail(scene(publishNamed(), { source: "status", how: "lastSuccess", from: "launch" }));
    unreadable(made, MINUTE);
    made.world.service.distort(OFFER_NAME, { source: "list", how: "silent", from: "launch" });
    red(await made.up(), "LAUNCH_UNCONFIRMED", "could not be read");
    assert.equal(made.output("status"), "running");
  });

  it("are not live because the operation and the list show a success that was there before", async () => {
    const made = scene({ launchTime: 20_000, documents: { listOmits: ["time"] } });
    const { clock, service } = made.world;
    service.goLive(OFFER_NAME);
    for (const source of ["production", "status"] as const)
      service.distort(OFFER_NAME, { source, how: "stuck" });
    await clock.advance(HOUR);
    const result = await made.up(PROGRAM, readOnce());
    red(result, "LAUNCH_UNCONFIRMED", "could not be read");
    assert.equal(made.output("origin"), "adopted");
  });

  it("are live when the operation and the status say so, which were seen to run before", async () => {
    const made = scene(
      {},
      { source: "list", how: "silent", from: "launch" },
      { source: "production", how: "stuck", from: "launch" },
    );
    red(await made.up({ ...PROGRAM, timeout: "2h" }), "TIMED_OUT");
    assert.deepEqual(made.output("seenRunning"), ["operation", "status"]);
    await made.world.clock.advance(2 * HOUR);
    green(await made.up(PROGRAM, readOnce()));
    assert.equal(made.output("seenRunning"), undefined);
  });

  it("are not live because somebody launched a later version while an answer was lost, and the list is empty", async () => {
    const made = scene({ launchTime: 20_000, publishTime: 20_000, documents: { previewClears: true } });
    const { service, clock } = made.world;
    service.distort(OFFER_NAME, { source: "list", how: "silent" });
    service.fault({ match: GOLIVE, status: 500 });
    red(await made.up(), "LAUNCH_INDETERMINATE");
    service.publish(OFFER_NAME);
    await clock.advance(MINUTE);
    service.goLive(OFFER_NAME);
    await clock.advance(HOUR);
    for (let runs = 0; runs < 3; runs += 1) {
      red(await made.up(), "LAUNCH_INDETERMINATE");
      assert.equal(made.output("status"), "indeterminate");
    }
    assert.equal(made.sent(), 1);
  });
});

describe("documents that contradict each other (row 2, a POST against the evidence)", () => {
  it("launch nothing again while status and production lag and the list shows the success, state lost", async () => {
    const made = scene(
      {},
      { source: "status", how: "stuck", forMs: LAUNCH_MS + 20 * MINUTE },
      { source: "production", how: "stuck", forMs: LAUNCH_MS + 20 * MINUTE },
    );
    made.world.service.goLive(OFFER_NAME);
    await made.world.clock.advance(LAUNCH_MS + MINUTE);
    green(await made.up());
    assert.equal(made.output("origin"), "adopted");
    assert.equal(made.sent(), 0);
  });

  for (const how of ["silent", "unknownWords", "lastSuccess"] as const) {
    it(`launch nothing when no status says that sign-off waits: ${how}`, async () => {
      const made = scene({}, { source: "status", how });
      red(await made.up(), "NOT_READY", "Partner Center");
      assert.equal(made.sent(), 0);
      made.world.service.restore(OFFER_NAME, "status");
      green(await made.up());
    });
  }

  it("launch no version again in place of one that was published since, while preview and status lag", async () => {
    const made = fail(scene({ launchTime: 10 * MINUTE, publishTime: 20_000 }));
    const { clock, service } = made.world;
    red(await made.up(), "LAUNCH_FAILED");
    await clock.advance(10 * MINUTE);
    for (const source of ["preview", "status"] as const)
      service.distort(OFFER_NAME, { source, how: "stuck", forMs: 8 * MINUTE });
    await clock.advance(2_000);
    service.publish(OFFER_NAME);
    await clock.advance(MINUTE);
    red(await made.replace(), "NOT_READY", "version 3 was published to preview since");
    assert.equal(made.sent(), 1);
  });

  it("launch no version that preview does not show yet", async () => {
    const made = scene({ publishTime: MINUTE, launchTime: 20_000 });
    const { service, clock } = made.world;
    service.distort(OFFER_NAME, { source: "preview", how: "stuck", forMs: 20 * MINUTE });
    service.publish(OFFER_NAME);
    await clock.advance(2 * MINUTE);
    red(await made.up(), "NOT_READY", "version 3 was published to preview since");
    red(await made.up({ ...PROGRAM, waitForReady: true }), "PREVIEW_OTHER_VERSION", "version 3");
    assert.equal(made.sent(), 0);
    green(await made.up({ ...PROGRAM, offerVersion: 3 }));
  });

  it("launch nothing again over a success that an unordered list hides behind an old failure", async () => {
    const made = scene({ documents: { listOmits: ["time"] } });
    const { service, clock } = made.world;
    service.failNextLaunch(OFFER_NAME, {});
    service.goLive(OFFER_NAME);
    await clock.advance(LAUNCH_MS);
    service.goLive(OFFER_NAME);
    await clock.advance(LAUNCH_MS - MINUTE);
    for (const source of ["status", "production"] as const)
      service.distort(OFFER_NAME, { source, how: "stuck" });
    service.distort(OFFER_NAME, { source: "status", how: "unknownWords" });
    await clock.advance(HOUR);
    const result = await made.up();
    red(result, "LAUNCH_UNCONFIRMED");
    assert.equal(made.sent(), 0);
  });
});

describe("documents that contradict each other (row 4, waiting for ever)", () => {
  const stuck: readonly (readonly [string, Distortion | undefined, Fault | undefined])[] = [
    ["stuck in running", { source: "operation", how: "stuck", from: "launch" }, undefined],
    [
      "ends in a word that nobody knows",
      { source: "operation", how: "unknownWords", words: { complete: "terminado", failed: "terminado" } },
      undefined,
    ],
    ["answers 500 for ever", undefined, { status: 500 }],
    ["answers 403 for ever", undefined, { status: 403 }],
    ["answers 404 for ever", undefined, { status: 404 }],
  ];
  for (const [title, distortion, fault] of stuck) {
    it(`see the end within 35 minutes when the operation ${title}`, async () => {
      for (const ends of ["live", "failed"] as const) {
        const made = scene({}, ...(distortion === undefined ? [] : [distortion]));
        if (ends === "failed") fail(made);
        if (fault !== undefined)
          made.world.service.fault({ match: { path: "/operations/" }, times: 10_000, ...fault });
        const [result, ms] = await timed(made, () => made.up());
        if (ends === "live") green(result);
        else red(result, "LAUNCH_FAILED");
        assert.ok(ms <= LAUNCH_MS + BOUND_MS, `${ends} after ${ms / MINUTE} min`);
      }
    });
  }

  it("end as failed when the operation says so, and list and status are stuck in running", async () => {
    const made = fail(
      scene(
        {},
        { source: "list", how: "stuck", from: "launch", afterMs: MINUTE },
        { source: "status", how: "stuck", from: "launch", afterMs: MINUTE },
      ),
    );
    const [result, ms] = await timed(made, () => made.up());
    red(result, "LAUNCH_FAILED", "the operation says");
    assert.ok(ms <= LAUNCH_MS + BOUND_MS, `${ms / MINUTE} min`);
    red(await made.up(), "LAUNCH_FAILED");
  });

  it("end as failed when the live step is rejected under a running status", async () => {
    const made = fail(
      scene(
        { documents: { failedLaunchShows: "rejectedStep" } },
        { source: "operation", how: "stuck", from: "launch" },
        { source: "list", how: "silent", from: "launch" },
      ),
    );
    const [result, ms] = await timed(made, () => made.up());
    red(result, "LAUNCH_FAILED");
    assert.ok(ms <= LAUNCH_MS + BOUND_MS, `${ms / MINUTE} min`);
  });

  it("keep a contradiction's half hour over runs that are shorter, also with waitForLive: false", async () => {
    const program = { ...PROGRAM, waitForLive: false };
    const made = fail(scene({}, { source: "operation", how: "stuck", from: "launch" }));
    green(await made.up(program));
    await made.world.clock.advance(LAUNCH_MS + MINUTE);
    red(await made.up(program), "LAUNCH_UNCONFIRMED");
    await made.world.clock.advance(10 * MINUTE);
    red(await made.up(program), "LAUNCH_UNCONFIRMED");
    await made.world.clock.advance(25 * MINUTE);
    red(await made.up(program), "LAUNCH_FAILED", "No quota");
    red(await made.up(program), "LAUNCH_FAILED");
    assert.equal(made.sent(), 1);
  });

  it("end when sign-off waits again after the launch was seen to run", async () => {
    const made = scene(
      {
        launchTime: HOUR,
        documents: { goliveNames: "publish", canceledLaunchShows: "signOffAgain" },
      },
      { source: "list", how: "silent", from: "launchEnd" },
      { source: "operation", how: "silent", from: "launchEnd" },
    );
    const { clock, service } = made.world;
    clock.at(clock.now() + HOUR / 2, () => service.cancel(OFFER_NAME));
    const [result, ms] = await timed(made, () => made.up());
    red(result, "LAUNCH_FAILED", "has waited for sign-off again");
    assert.ok(ms <= HOUR + BOUND_MS, `${ms / MINUTE} min`);
  });
});

describe("documents that contradict each other (row 4, one document tells the end)", () => {
  const SOURCES = ["operation", "list", "status"] as const;
  for (const teller of SOURCES) {
    for (const minutes of [61, 64, 67, 70, 73, 76, 180]) {
      it(`see a failure that the ${teller} alone tells within 35 minutes, ${minutes} minutes after the POST`, async () => {
        const others = SOURCES.filter((one) => one !== teller);
        const made = fail(
          scene(
            { launchTime: minutes * MINUTE },
            ...others.map((source): Distortion => ({ source, how: "stuck", from: "launch", afterMs: 1_000 })),
          ),
        );
        const [result, ms] = await timed(made, () => made.up());
        red(result, "LAUNCH_FAILED", 'says "failed"');
        const waited = ms - minutes * MINUTE;
        assert.ok(waited >= 10 * MINUTE && waited <= BOUND_MS, `${waited / MINUTE} min`);
        assert.equal(made.sent(), 1);
      });
    }
  }

  for (const minutes of [61, 64, 67, 70, 73, 76, 180]) {
    it(`see within 35 minutes what production alone tells, live ${minutes} minutes after the POST`, async () => {
      const made = scene(
        { launchTime: minutes * MINUTE },
        ...SOURCES.map((source): Distortion => ({ source, how: "stuck", from: "launch", afterMs: 1_000 })),
      );
      const [result, ms] = await timed(made, () => made.up());
      green(result);
      assert.ok(ms <= minutes * MINUTE + BOUND_MS, `${(ms - minutes * MINUTE) / MINUTE} min`);
    });
  }
});

describe("an operation that was the publish's, and says complete from the beginning", () => {
  for (const options of [publishNamed(), { goliveContinuesPublish: true }]) {
    it(`does not make the service's ordinary lag a contradiction: ${JSON.stringify(options)}`, async () => {
      const lag = { statusLagMs: 2 * MINUTE, productionLagMs: 8 * MINUTE, submissionsLagMs: 2 * MINUTE };
      for (const minutes of [28, 40]) {
        const waiting = scene({ ...options, ...lag, launchTime: minutes * MINUTE });
        green(await waiting.up());
        const made = scene({ ...options, ...lag, launchTime: minutes * MINUTE });
        const program = { ...PROGRAM, waitForLive: false };
        green(await made.up(program));
        await made.world.clock.advance((minutes + 2) * MINUTE);
        green(await made.up(program));
        assert.equal(made.sent(), 1);
      }
    });
  }
});

describe("a launch whose answer was lost, while the list lags", () => {
  for (const verifyVersion of [true, false]) {
    it(`is found by the status alone: verifyVersion ${verifyVersion}`, async () => {
      const made = scene({ submissionsLagMs: 8 * MINUTE });
      await made.world.clock.advance(10 * HOUR);
      made.world.service.fault({ match: GOLIVE, status: 502, after: true });
      green(await made.up({ ...PROGRAM, verifyVersion }));
      assert.equal(made.sent(), 1);
    });
  }
});

describe("a launch that somebody else began, and that the list does not show", () => {
  it("is followed to its end, versions not compared", async () => {
    const made = scene({ goliveContinuesPublish: true });
    made.world.service.goLive(OFFER_NAME);
    await made.world.clock.advance(5 * MINUTE);
    green(await made.up({ ...PROGRAM, verifyVersion: false }));
  });
});

describe("an entry in an unknown word and without a time, after a reply without a location", () => {
  it("leads to its operation, which tells the end", async () => {
    const made = fail(
      scene(
        { documents: { listOmits: ["time"] } },
        { source: "list", how: "unknownWords", from: "launch" },
        { source: "status", how: "stuck" },
      ),
    );
    made.world.service.fault({ match: GOLIVE, status: 202, after: true, body: "{}" });
    const [result, ms] = await timed(made, () => made.up());
    red(result, "LAUNCH_FAILED", "No quota");
    assert.ok(ms <= LAUNCH_MS + BOUND_MS, `${ms / MINUTE} min`);
  });
});

describe("documents that contradict each other (row 4, a status stuck in running)", () => {
  it("end unconfirmed when production rose to a number that nothing explains", async () => {
    const made = scene(
      { publishRemainsRunning: true, documents: { versionRisesAtGolive: true } },
      { source: "status", how: "stuck", from: "launch", afterMs: 1_000 },
    );
    made.world.service.fault({ match: { path: "/operations/" }, times: 10_000, status: 404 });
    const [result, ms] = await timed(made, () => made.up());
    red(result, "LAUNCH_UNCONFIRMED", 'the offer\'s status says "running", and production shows version 3');
    assert.ok(ms <= LAUNCH_MS + BOUND_MS, `${ms / MINUTE} min`);
    assert.equal(made.output("status"), "running");
  });

  it("end as canceled within 35 minutes, and stay so, also for a new resource", async () => {
    const made = scene({}, { source: "status", how: "stuck", from: "launch" });
    const { clock, service } = made.world;
    clock.at(clock.now() + MINUTE, () => service.cancel(OFFER_NAME));
    red(await made.up(), "LAUNCH_CANCELED");
    const [again, ms] = await timed(made, () => made.up());
    red(again, "LAUNCH_CANCELED");
    assert.ok(ms < MINUTE);
    const [replaced, replacedMs] = await timed(made, () => made.replace());
    red(replaced, "LAUNCH_CANCELED");
    assert.ok(replacedMs <= BOUND_MS, `${replacedMs / MINUTE} min`);
    assert.equal(made.sent(), 1);
  });

  const listed = 'the list of operations says "succeeded", and production shows version 2';
  const over: readonly (readonly [string, SimulatorOptions, string])[] = [
    ["preview is empty", { documents: { previewClears: true } }, listed],
    [
      "preview is empty, and the list names no versions",
      { documents: { previewClears: true, listOmits: ["version"] } },
      listed,
    ],
    [
      "preview is empty, and the list shows a publish alone",
      { publishRemainsRunning: true, documents: { previewClears: true } },
      'the offer\'s status says "running", but nothing else has been seen of it',
    ],
    [
      "the number rose, and the list counts otherwise and tells no times",
      { documents: { versionRisesAtGolive: true, operationVersionShift: 7, listOmits: ["time"] } },
      'the offer\'s status says "running", but nothing else has been seen of it',
    ],
    [
      "the list shows a publish alone, and preview the same",
      { publishRemainsRunning: true },
      'the offer\'s status says "running", but nothing else has been seen of it',
    ],
  ];
  for (const [title, options, said] of over) {
    it(`end unconfirmed when a launch that was found is over, and versions are not compared: ${title}`, async () => {
      const made = scene(
        { launchTime: 20_000, ...options },
        { source: "status", how: "stuck", from: "launch" },
      );
      made.world.service.goLive(OFFER_NAME);
      await made.world.clock.advance(HOUR);
      const [result, ms] = await timed(made, () => made.up({ ...PROGRAM, verifyVersion: false }));
      red(result, "LAUNCH_UNCONFIRMED", said);
      assert.ok(ms <= BOUND_MS, `${ms / MINUTE} min`);
      assert.equal(made.sent(), 0);
    });
  }
});

describe("documents that contradict each other (row 5, refused for ever)", () => {
  const entries: readonly (readonly [string, SimulatorOptions])[] = [
    ["in the form of the property table", { documents: { listForm: "table" } }],
    ["without version, time and slot", { documents: { listOmits: ["version", "time", "slot"] } }],
    ["newest first", { documents: { listOrder: "newestFirst" } }],
    ["in no order", { documents: { listOrder: "unordered" } }],
  ];
  for (const [title, options] of entries) {
    it(`launch with a list ${title}`, async () => {
      const made = scene(options);
      green(await made.up());
      assert.equal(made.sent(), 1);
    });
  }

  it("launch over an old entry in an unknown word, and one of slot draft", async () => {
    const made = scene();
    const { service } = made.world;
    service.addEntry(OFFER_NAME, {
      type: "golive",
      slot: "production",
      state: "pondering",
      version: 1,
      agoMs: 400 * HOUR,
    });
    service.addEntry(OFFER_NAME, {
      type: "publish",
      slot: "draft",
      state: "pondering",
      version: 1,
      agoMs: 400 * HOUR,
    });
    green(await made.up());
  });

  it("never adopt a cancel, and name it while it runs", async () => {
    const made = scene();
    made.world.service.addEntry(OFFER_NAME, {
      type: "cancel",
      slot: "production",
      version: 2,
      agoMs: 0,
      runsMs: HOUR,
    });
    red(await made.up(), "LAUNCH_IN_THE_WAY", "neither a publish nor a launch");
    await made.world.clock.advance(HOUR);
    green(await made.up());
    assert.equal(made.output("origin"), "launched");
  });
});

describe("an offer that the list alone knows", () => {
  it("is not unknown while its launch is followed", async () => {
    const made = new Scene({
      offers: [{ publisherId: "contoso", offerId: "vm", preview: 2 }],
      launchTime: LAUNCH_MS,
      documents: { previewClears: true },
    });
    for (const source of ["status", "production"] as const)
      made.world.service.distort(OFFER_NAME, { source, how: "silent", from: "launch" });
    const [result, ms] = await timed(made, () => made.up());
    red(result, "LAUNCH_UNCONFIRMED", 'the list of operations says "succeeded"');
    assert.ok(ms <= LAUNCH_MS + BOUND_MS, `${ms / MINUTE} min`);
  });
});

describe("an offer that is gone from every document", () => {
  it("ends the run unconfirmed half an hour later, and shows the launch again when it is back", async () => {
    const made = scene();
    const { clock } = made.world;
    const goneAt = clock.now() + 10 * MINUTE;
    const [result, ms] = await timed(made, () =>
      made.up(PROGRAM, {
        network: (request, handle) => {
          const reply = handle(request);
          return clock.now() < goneAt || reply.kind !== "response"
            ? reply
            : { ...reply, response: { ...reply.response, status: 404, body: "{}" } };
        },
      }),
    );
    red(result, "LAUNCH_UNCONFIRMED", "the service does not show the offer");
    assert.ok(ms <= 10 * MINUTE + BOUND_MS, `${ms / MINUTE} min`);
    assert.equal(made.output("status"), "running");
    green(await made.up());
    assert.equal(made.sent(), 1);
  });

  it("ends the search for a launch after a lost answer", async () => {
    const made = scene();
    made.world.service.fault({ match: GOLIVE, reset: "before" });
    const [result, ms] = await timed(made, () =>
      made.up(PROGRAM, {
        network: (request, handle) => {
          const reply = handle(request);
          return made.sent() === 0 || request.method === "POST" || reply.kind !== "response"
            ? reply
            : { ...reply, response: { ...reply.response, status: 404, body: "{}" } };
        },
      }),
    );
    red(result, "LAUNCH_INDETERMINATE");
    assert.ok(ms < 10 * MINUTE, `${ms / MINUTE} min`);
    assert.equal(made.output("status"), "indeterminate");
  });
});

describe("an entry that nothing connects with a launch", () => {
  it("does not end what the status alone says is running", async () => {
    const made = scene({ goliveContinuesPublish: true, documents: { listOmits: ["version", "time"] } });
    const { service } = made.world;
    service.addEntry(OFFER_NAME, { type: "golive", slot: "production", state: "canceled", agoMs: 48 * HOUR });
    service.goLive(OFFER_NAME);
    green(await made.up());
    assert.equal(made.output("origin"), "adopted");
  });
});

describe("a launch that ended, and runs again at the same address", () => {
  it("is followed when somebody launches the version again", async () => {
    const made = fail(scene({ goliveContinuesPublish: true }));
    red(await made.up(), "LAUNCH_FAILED");
    red(await made.up(), "LAUNCH_FAILED");
    made.world.service.goLive(OFFER_NAME);
    green(await made.up());
    assert.equal(made.output("status"), "succeeded");
    assert.equal(made.sent(), 1);
  });
});

describe("documents that contradict each other (row 5, an entry in an unknown word)", () => {
  it("end unconfirmed when that entry alone may still run, versions not compared", async () => {
    const made = fail(scene({ documents: { listOmits: ["time"] } }));
    const { service, clock } = made.world;
    service.addEntry(OFFER_NAME, { type: "golive", slot: "production", state: "pondering", version: 1 });
    service.goLive(OFFER_NAME);
    await clock.advance(LAUNCH_MS + MINUTE);
    const [result, ms] = await timed(made, () => made.up({ ...PROGRAM, verifyVersion: false }));
    red(result, "LAUNCH_UNCONFIRMED", '"pondering"), which may have ended');
    assert.ok(ms <= BOUND_MS, `${ms / MINUTE} min`);
    assert.equal(made.sent(), 0);
  });

  it("end unconfirmed when the offer waits for sign-off, too, versions not compared", async () => {
    const made = scene({ documents: { listOmits: ["time"] } });
    const { service } = made.world;
    service.addEntry(OFFER_NAME, { type: "golive", slot: "production", state: "pondering", version: 1 });
    const [result, ms] = await timed(made, () => made.up({ ...PROGRAM, verifyVersion: false }));
    red(result, "LAUNCH_UNCONFIRMED", '"pondering"), which may have ended');
    assert.ok(ms <= BOUND_MS, `${ms / MINUTE} min`);
    assert.equal(made.sent(), 0);
  });
});

describe("documents that contradict each other (row 6, the own launch taken for a foreign one)", () => {
  const numbered: readonly (readonly [string, NonNullable<SimulatorOptions["documents"]>])[] = [
    ["a list without versions", { listOmits: ["version"] }],
    ["operations numbered one higher than slots", { operationVersionShift: 1 }],
    ["a version that rises at golive", { versionRisesAtGolive: true }],
    ["a preview that clears", { previewClears: true }],
  ];
  for (const [title, documents] of numbered) {
    it(`is followed to its end: ${title}`, async () => {
      for (const dropHeaders of [[], ["Location"]]) {
        const made = scene({ documents });
        made.world.service.fault({ match: GOLIVE, dropHeaders });
        red(await made.up({ ...PROGRAM, timeout: "1h" }), "TIMED_OUT");
        const [result, ms] = await timed(made, () => made.up());
        green(result);
        assert.ok(ms <= LAUNCH_MS + BOUND_MS);
        assert.equal(made.output("status"), "succeeded");
        assert.equal(made.sent(), 1);
      }
    });
  }
});

describe("time that is not what it seems (row 8)", () => {
  it("looks once more after a machine slept past the deadline, and finds the launch live", async () => {
    const made = scene();
    const { clock } = made.world;
    clock.at(clock.now() + HOUR, () => clock.stop(10 * HOUR));
    green(await made.up());
  });

  it("waits a timeout of 10 s for 10 s when the clock is set back", async () => {
    const made = scene();
    const { clock } = made.world;
    const startedAt = clock.monotonic();
    clock.at(clock.now() + 3_000, () => clock.setWall(-HOUR));
    red(await made.up({ ...PROGRAM, timeout: "10s" }), "TIMED_OUT");
    assert.ok(clock.monotonic() - startedAt < 12_000);
  });

  for (const aheadMs of [-4 * HOUR, 4 * HOUR]) {
    it(`searches for five minutes after a lost answer when the clock is set by ${aheadMs / HOUR} h`, async () => {
      const made = scene();
      const { clock, service } = made.world;
      service.fault({ match: GOLIVE, reset: "before" });
      const startedAt = clock.monotonic();
      clock.at(clock.now() + MINUTE, () => clock.setWall(aheadMs));
      red(await made.up(), "LAUNCH_INDETERMINATE");
      assert.equal(Math.floor((clock.monotonic() - startedAt) / MINUTE), 5);
    });
  }

  it("takes a start in the future for now, so that the proof comes half an hour later", async () => {
    const made = scene();
    const { clock, service } = made.world;
    service.fault({ match: GOLIVE, status: 500 });
    clock.setWall(24 * HOUR);
    red(await made.up(), "LAUNCH_INDETERMINATE");
    clock.setWall(-24 * HOUR);
    red(await made.up(), "LAUNCH_INDETERMINATE", "Do not replace");
    await clock.advance(31 * MINUTE);
    red(await made.up(), "LAUNCH_INDETERMINATE", "was not accepted");
  });
});

describe("a refusal that says something is under way (row 11)", () => {
  for (const listOmits of [[], ["version"]] as const) {
    it(`is looked into no longer than until the list names the publish that runs${listOmits.length > 0 ? ", without its version" : ""}`, async () => {
      const made = scene(
        { publishTime: HOUR, documents: { listOmits } },
        { source: "status", how: "stuck", forMs: HOUR },
      );
      const [result, ms] = await timed(made, () =>
        made.up(PROGRAM, {
          onExchange: ({ method }, moment) => {
            if (method === "POST" && moment === "before") made.world.service.publish(OFFER_NAME);
          },
        }),
      );
      red(result, "GOLIVE_REFUSED", "A publish is running", "operation");
      assert.ok(ms < MINUTE, `${ms} ms`);
    });
  }
});
