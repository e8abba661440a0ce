import assert from "node:assert/strict";
import type { Fault } from "../../../../simulator";
import { HOUR, green, red } from "../../../support/scene";
import { ACCOUNTS, IngestionScene, NAME, type IngestionSceneOptions } from "../../../support/ingestionScene";

const POST: NonNullable<Fault["match"]> = { method: "POST", path: "/configure" };
const MINUTE = 60_000;

/** Another client may do this, and this one never does: the same call with `lifecycleState`. */
function takeOffSale(scene: IngestionScene, productId: string, number: string): void {
  const schema = "https://schema.mp.microsoft.com/schema";
  const submission = {
    $schema: `${schema}/submission/2022-03-01-preview2`,
    id: `submission/${productId}/${number}`,
    product: `product/${productId}`,
    target: { targetType: "live" },
    lifecycleState: "deprecated",
  };
  const body = { $schema: `${schema}/configure/2022-03-01-preview2`, resources: [submission] };
  const reply = scene.world.service.handle({
    method: "POST",
    url: "https://service.test/rp/product-ingestion/configure",
    headers: { authorization: "Bearer somebody" },
    body: JSON.stringify(body),
  });
  assert.ok(reply.kind === "response" && reply.response.status === 202, JSON.stringify(reply));
}

/** Milliseconds between the reads of some time, of whatever documents. */
function gapsBetween(scene: IngestionScene, from: number, to: number): number[] {
  const times = scene.world.service.requests
    .filter(({ method, time }) => method === "GET" && time > from && time < to)
    .map(({ time }) => time);
  return times.map((time, index) => time - (times[index - 1] ?? from));
}

/** One launch was sent and accepted, and the declared number is live. */
function launchedOnce(scene: IngestionScene): void {
  assert.equal(scene.output("status"), "succeeded");
  assert.equal(scene.output("liveVersion"), scene.program["offerVersion"]);
  assert.deepEqual([scene.sent(), scene.accepted()], [1, 1]);
}

describe("a launch through Product Ingestion", () => {
  for (const ends of ["live", "failed"] as const) {
    it(`is that of somebody who came first with the same number, and ends as it does: ${ends}`, async () => {
      const scene = new IngestionScene("kept", { launchTime: 2 * HOUR });
      const { service } = scene.world;
      if (ends === "failed") service.failNextLaunch(NAME, { certification: true });
      const startedAt = scene.world.clock.now();
      const result = await scene.up(scene.program, {
        network: (request, handle) => {
          if (request.method === "POST") service.goLive(NAME);
          return handle(request);
        },
      });
      if (ends === "live") green(result);
      else {
        // Only its own job tells why.
        red(result, "LAUNCH_FAILED", "gives no reason");
        assert.ok(!result.error?.message.includes("In Progress"), result.error?.message);
      }
      assert.ok(scene.world.clock.now() - startedAt >= 2 * HOUR);
      assert.equal(scene.sent(), 1);
    });
  }

  it("ends unconfirmed when its entry looks like the failure before it, and its job never ends", async () => {
    const scene = new IngestionScene("kept", { ingestion: { liveCreated: "publish" }, launchTime: 20_000 });
    scene.world.service.failNextLaunch(NAME, {});
    red(await scene.up(scene.program), "LAUNCH_FAILED");
    scene.world.service.distort(NAME, { source: "operation", how: "stuck" });
    scene.world.service.failNextLaunch(NAME, {});
    const startedAt = scene.world.clock.now();
    // Each request waits for its slot, up to a minute.
    red(await scene.replace(scene.program), "LAUNCH_UNCONFIRMED", 'the operation says "running"');
    const minutes = (scene.world.clock.now() - startedAt) / MINUTE;
    assert.ok(minutes >= 30 && minutes <= 36, `${minutes} min`);
    assert.deepEqual([scene.sent(), scene.accepted()], [2, 2]);
  });
});

for (const list of ACCOUNTS) {
  describe(`a launch through Product Ingestion, the entry in preview ${list}`, () => {
    const smooth: readonly (readonly [string, IngestionSceneOptions])[] = [
      ["a first version", { isFirst: true }],
      ["an older one live", {}],
      ["ids of jobs in the other spelling", { ingestion: { jobId: "jobID" } }],
      ["placeholders for the end", { ingestion: { jobEndBefore: "start" } }],
      ["old hosts and unknown members", { ingestion: { oldSchemaHosts: true, extraMembers: true } }],
      ["words in other letters", { ingestion: { words: { running: "Running", completed: "Completed" } } }],
      ["words that nobody knows while it runs", { ingestion: { words: { running: "pondering" } } }],
      ["numbers that fall", { ingestion: { numbers: "falling" } }],
      ["the time of the publish for the launch", { ingestion: { liveCreated: "publish" } }],
      ["jobs that are forgotten", { ingestion: { jobLifetime: HOUR } }],
      ["a list that lags for four minutes", { submissionsLagMs: 4 * MINUTE }],
      ["a list that lags for twenty minutes", { submissionsLagMs: 20 * MINUTE }],
      ["many products on many pages", { ingestion: { pageSize: 1, nextLink: "relative" } }],
    ];
    for (const [title, options] of smooth) {
      it(`is sent once and followed to its end: ${title}`, async () => {
        const scene = new IngestionScene(list, options);
        green(await scene.up(scene.program));
        launchedOnce(scene);
        assert.equal((await scene.up(scene.program)).step, "same");
        assert.equal(scene.sent(), 1);
      });
    }

    const lost: readonly (readonly [string, Fault])[] = [
      ["500 after the effect", { status: 500, after: true }],
      ["502 without a body after the effect", { status: 502, after: true }],
      ["a reset after the effect", { reset: "after" }],
      ["silence after the effect", { hang: "after" }],
      ["409 after the effect", { status: 409, after: true }],
      ["423 after the effect", { status: 423, after: true }],
      ["202 without a job", { status: 202, after: true, body: "{}" }],
    ];
    for (const [title, fault] of lost) {
      for (const submissionsLagMs of [0, 4 * MINUTE]) {
        it(`is found when its answer is lost: ${title}, the list late by ${submissionsLagMs / MINUTE} min`, async () => {
          const scene = new IngestionScene(list, { submissionsLagMs });
          scene.world.service.fault({ ...fault, match: POST });
          green(await scene.up(scene.program));
          launchedOnce(scene);
        });
      }
    }

    for (const status of [400, 401, 403, 404, 422, 429]) {
      it(`is an error when it is refused with ${status}, and nothing is stored`, async () => {
        const scene = new IngestionScene(list);
        const body = JSON.stringify({ error: { code: "Nope", message: "not today" } });
        scene.world.service.fault({ match: POST, status, body });
        red(await scene.up(scene.program), "GOLIVE_REFUSED", `HTTP ${status}`, "not today");
        assert.equal(scene.stack.stored, undefined);
        green(await scene.up(scene.program));
        assert.equal(scene.accepted(), 1);
      });
    }

    it("ends with the reason, and certification as permanent", async () => {
      for (const errorDetails of ["list", "object"] as const) {
        const scene = new IngestionScene(list, { ingestion: { errorDetails } });
        scene.world.service.failNextLaunch(NAME, { certification: true });
        const failed = await scene.up(scene.program);
        red(failed, "LAUNCH_FAILED", 'in step "Certification"', "This submission can never pass");
        red(await scene.up(scene.program), "LAUNCH_FAILED", "This submission can never pass");
        assert.equal(scene.sent(), 1);
      }
    });

    it("is refused in words when another version waits, with a hint when that is of the other API", async () => {
      const scene = new IngestionScene(list);
      const waits = String(scene.program["offerVersion"]);
      const other = await scene.up({ ...scene.program, offerVersion: "1152921505799999999" });
      red(other, "PREVIEW_OTHER_VERSION", waits);
      assert.ok(!other.error?.message.includes("other API"));
      red(await scene.up({ ...scene.program, offerVersion: 2 }), "SUPERSEDED", 'set api to "cloudPartner"');
      const portal = { publisherId: "contoso", offerId: "app", offerVersion: waits };
      red(await scene.up(portal), "PREVIEW_OTHER_VERSION", 'Set api to "productIngestion"');
      assert.equal(scene.sent(), 0);
    });

    it("is refused for another product of the same offer id than before, and nothing is sent", async () => {
      const scene = new IngestionScene(list);
      green(await scene.up(scene.program));
      const guid = String(scene.output("productId"));
      assert.match(guid, /^[0-9a-f-]{36}$/);
      const stored = scene.stack.stored;
      assert.ok(stored !== undefined);
      const other = "77777777-1111-4222-8333-444444444444";
      scene.stack.stored = { ...stored, outputs: { ...stored.outputs, productId: other } };
      scene.world.service.publish(NAME, { duration: 0 });
      const next = { ...scene.program, offerVersion: scene.submission() };
      red(await scene.up(next), "OFFER_CHANGED", guid, other);
      await scene.refresh();
      assert.ok(scene.world.said.some((line) => line.startsWith("warn:") && line.includes(other)));
      assert.equal(scene.output("productId"), other);
      assert.equal(scene.sent(), 1);
    });

    it("is neither live nor launched when the offer was taken off sale, until a new version waits", async () => {
      const scene = new IngestionScene(list);
      scene.world.service.goLive(NAME, { duration: 0 });
      const { productId, productionSubmission: number } = scene.world.service.offer(NAME);
      takeOffSale(scene, productId, String(number));
      const refusedBoth = async (): Promise<void> => {
        for (const verifyVersion of [true, false]) {
          const refused = await scene.up({ ...scene.program, verifyVersion });
          assert.match(String(refused.error?.message), /off sale|preview is empty/);
        }
      };
      await refusedBoth();
      await scene.world.clock.drive(scene.world.clock.sleep(4 * HOUR));
      await refusedBoth();
      const before = scene.sent();
      scene.world.service.publish(NAME, { duration: 0 });
      green(await scene.up({ ...scene.program, offerVersion: scene.submission() }));
      assert.equal(scene.output("liveVersion"), scene.submission());
      assert.equal(scene.sent() - before, 1);
      assert.ok(scene.world.said.some((line) => /^warn: .*puts it back on sale/.test(line)));
    });

    const races: readonly (readonly [string, (scene: IngestionScene) => void])[] = [
      ["somebody publishes", (scene) => scene.world.service.publish(NAME)],
      ["somebody published", (scene) => scene.world.service.publish(NAME, { duration: 0 })],
    ];
    for (const [title, happens] of races) {
      it(`ends as failed, with advice, when ${title} between the look and the POST`, async () => {
        const scene = new IngestionScene(list, { ingestion: { refusalTime: 3 * MINUTE } });
        let done = false;
        const failed = await scene.up(scene.program, {
          onExchange(request, moment) {
            if (done || request.method !== "POST" || moment !== "before") return;
            done = true;
            happens(scene);
          },
        });
        red(failed, "LAUNCH_FAILED", "Somebody published or launched in between");
        assert.equal(scene.sent(), 1);
      });
    }

    it("finds live what somebody else launched", async () => {
      const scene = new IngestionScene(list);
      scene.world.service.goLive(NAME, { duration: 0 });
      green(await scene.up(scene.program));
      assert.equal(scene.output("origin"), "alreadyLive");
      assert.equal(scene.sent(), 0);
    });

    it("adopts what somebody else launches", async () => {
      const scene = new IngestionScene(list);
      scene.world.service.goLive(NAME);
      green(await scene.up(scene.program));
      assert.equal(scene.output("origin"), "adopted");
      assert.equal(scene.sent(), 0);
    });

    it("resumes after its time was up", async () => {
      const scene = new IngestionScene(list);
      const short = { ...scene.program, timeout: "30m" };
      red(await scene.up(short), "TIMED_OUT");
      red(await scene.up(short), "TIMED_OUT");
      green(await scene.up(scene.program));
      launchedOnce(scene);
    });

    it("is live where what was in preview is, versions not compared, whatever was published since", async () => {
      const scene = new IngestionScene(list);
      const program = { ...scene.program, verifyVersion: false };
      scene.world.service.fault({ match: POST, status: 500, after: true });
      red(await scene.up({ ...program, timeout: "1m" }), "TIMED_OUT");
      await scene.world.clock.advance(HOUR * 4);
      scene.world.service.publish(NAME);
      await scene.world.clock.advance(HOUR * 4);
      green(await scene.up(program));
      assert.equal(scene.output("status"), "succeeded");
      assert.equal(scene.sent(), 1);
    });

    it("asks for the job first when it resumes, which tells an end that the list leaves out", async () => {
      const scene = new IngestionScene(list, { ingestion: { canceledEntry: "gone" } });
      red(await scene.up({ ...scene.program, timeout: "1m" }), "TIMED_OUT");
      scene.world.service.cancel(NAME);
      // Cut short at the first look, which finds nothing in the list.
      await scene.refresh();
      await scene.world.clock.advance(HOUR);
      red(await scene.up(scene.program), "LAUNCH_CANCELED");
      assert.equal(scene.sent(), 1);
    });

    for (const hours of [1, 3, 96]) {
      it(`asks for one thing at a time, and at most once a minute, while it waits for ${hours} h`, async () => {
        const scene = new IngestionScene(list, { launchTime: hours * HOUR });
        green(await scene.up({ ...scene.program, timeout: "7d" }));
        const posted = scene.world.posts()[0]?.time ?? 0;
        const gaps = gapsBetween(scene, posted, posted + hours * HOUR);
        assert.ok(gaps.length > 10 * hours, `${gaps.length} gaps`);
        assert.ok(
          gaps.every((gap) => gap >= MINUTE),
          String(Math.min(...gaps)),
        );
      });
    }

    it("asks at most once a minute while it waits for the publish to preview, or for what a lost answer left", async () => {
      const scene = new IngestionScene(list, { publishTime: HOUR, launchTime: HOUR });
      scene.world.service.publish(NAME);
      const began = scene.world.clock.now();
      // The number is known as soon as the publish runs.
      const offerVersion = scene.world.service.offer(NAME).running?.submission;
      const program = { ...scene.program, offerVersion, waitForReady: true };
      scene.world.service.fault({ match: POST, status: 502 });
      red(await scene.up({ ...program, timeout: "3h" }), "LAUNCH_INDETERMINATE");
      const posted = scene.world.posts()[0]?.time ?? 0;
      assert.ok(posted - began >= HOUR, "it waited");
      // The first look finds the product as well; the POST rests on a look of the last minute.
      const [, ...before] = gapsBetween(scene, began, posted - MINUTE);
      assert.ok(before.length > 5);
      assert.ok(
        before.every((gap) => gap >= MINUTE),
        String(Math.min(...before)),
      );
      const after = gapsBetween(scene, posted + 1, Infinity).slice(1);
      assert.ok(
        after.every((gap) => gap >= MINUTE),
        String(Math.min(...after)),
      );
    });

    it("asks for the job at most once a minute, and for the list at most once in a quarter of an hour until it ends", async () => {
      const scene = new IngestionScene(list);
      green(await scene.up(scene.program));
      const posted = scene.world.posts()[0]?.time ?? 0;
      const gapsOf = (action: string): number[] => {
        const times = scene.world.service.requests
          .filter((one) => one.action === action && one.time > posted)
          .map(({ time }) => time - posted);
        return times.map((time, index) => time - (times[index - 1] ?? 0));
      };
      assert.ok(gapsOf("job").length > 10);
      assert.ok(
        gapsOf("job").every((gap) => gap >= MINUTE),
        gapsOf("job").join(" "),
      );
      assert.ok(
        gapsOf("submissions")
          .slice(0, -1)
          .every((gap) => gap >= 15 * MINUTE),
        gapsOf("submissions").join(" "),
      );
    });
  });
}

describe("an offer of both APIs", () => {
  it("is unknown to the one that does not hold it, which names the other", async () => {
    const scene = new IngestionScene("kept", { seed: { apis: ["cloudPartner"] } });
    red(await scene.up(scene.program), "OFFER_UNKNOWN", 'set api to "cloudPartner"');
    const other = new IngestionScene("kept", { seed: { apis: ["productIngestion"] } });
    const program = { publisherId: "contoso", offerId: "app", offerVersion: 2 };
    red(await other.up(program), "OFFER_UNKNOWN", 'api to "productIngestion"');
  });

  it("moves from one to the other with its next version, and only so", async () => {
    const scene = new IngestionScene("kept");
    const portal = { publisherId: "contoso", offerId: "app", offerVersion: 2 };
    green(await scene.up(portal));
    red(await scene.up({ ...portal, api: "productIngestion" }), "API_CHANGED");
    scene.world.service.publish(NAME, { duration: 0 });
    green(await scene.up({ ...scene.program, offerVersion: scene.submission() }));
    assert.equal(scene.output("liveVersion"), scene.submission());
    assert.equal(scene.sent(), 2);
  });
});

describe("a launch whose entry is not listed yet", () => {
  for (const list of ACCOUNTS) {
    it(`is not taken for the earlier one that failed: the entry in preview ${list}`, async () => {
      const scene = new IngestionScene(list, {
        isFirst: true,
        submissionsLagMs: 2 * MINUTE,
        launchTime: MINUTE / 3,
      });
      const { service, clock } = scene.world;
      service.failNextLaunch(NAME, { messages: ["No quota"] });
      service.goLive(NAME);
      await clock.advance(10 * MINUTE);
      service.publish(NAME);
      await clock.advance(HOUR);
      const program = { ...scene.program, offerVersion: scene.submission() };
      green(await scene.up(program));
      assert.equal(scene.output("liveVersion"), program.offerVersion);
    });
  }
});

describe("a number that falls", () => {
  for (const list of ACCOUNTS) {
    it(`does not make the one that is live a later version: the entry in preview ${list}`, async () => {
      const scene = new IngestionScene(list, { ingestion: { numbers: "falling" }, launchTime: 3 * HOUR });
      red(await scene.up({ ...scene.program, timeout: "1h" }), "TIMED_OUT");
      green(await scene.up(scene.program));
      launchedOnce(scene);
    });
  }
});
