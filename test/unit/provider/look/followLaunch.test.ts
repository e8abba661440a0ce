import assert from "node:assert/strict";
import { followLaunch } from "../../../../provider/look/followLaunch";
import { EXIT_CODES, type FollowReport } from "../../../../provider/look/followReport";
import type { SimulatorOptions } from "../../../../simulator";
import { HOUR } from "../../../support/scene";
import { ACCOUNTS, IngestionScene, NAME as NEWER_NAME } from "../../../support/ingestionScene";
import { createWorld, OFFER_NAME, type World } from "../../../support/world";

const OFFER = { publisherId: "contoso", offerId: "vm" };

interface Plan {
  readonly version?: string;
  readonly timeoutMs?: number;
  readonly offerId?: string;
  readonly options?: SimulatorOptions;
  /** Events at the service beforehand. */
  readonly before?: (world: World) => void;
  readonly abortAfterMs?: number;
}

/** The end of following, and the requests that the service saw. */
async function followed({
  version = "2",
  timeoutMs = 5 * HOUR,
  offerId = "vm",
  ...plan
}: Plan): Promise<FollowReport & { readonly world: World; readonly tookMs: number }> {
  const world = createWorld(plan.options);
  plan.before?.(world);
  const stop = new AbortController();
  const run = world.run({ signal: stop.signal });
  if (plan.abortAfterMs !== undefined) {
    void world.clock.sleep(plan.abortAfterMs).then(() => stop.abort());
  }
  const began = world.clock.now();
  const deps = { ...run, service: run.service("cloudPartner"), reporter: run.reporter() };
  const end = await world.clock.drive(
    followLaunch({ offer: { ...OFFER, offerId }, version, timeoutMs }, deps),
  );
  assert.ok(world.service.requests.every(({ method }) => method === "GET"));
  return { ...end, world, tookMs: world.clock.now() - began };
}

function goLive({ service }: World): void {
  service.goLive(OFFER_NAME);
}

describe("follow, from outside Pulumi", () => {
  it("ends with live, after the same lines as up, by reads only", async () => {
    const { result, message, liveVersion, world } = await followed({ before: goLive });
    assert.deepEqual([result, message, liveVersion], ["live", "version 2 of contoso/vm is live", "2"]);
    assert.ok(
      world.said.some((line) => /^progress: step .*waited .*next look in/.test(line)),
      world.said.join("\n"),
    );
    assert.equal(EXIT_CODES[result], 0);
  });

  it("ends at once when the version is live already", async () => {
    const options = { offers: [{ ...OFFER, production: 2 }] };
    const { result, tookMs } = await followed({ options });
    assert.equal(result, "live");
    assert.ok(tookMs < 60_000);
  });

  it("ends with the reason when the launch fails", async () => {
    const { result, message, failure } = await followed({
      before(world) {
        world.service.failNextLaunch(OFFER_NAME, { messages: ["The image does not boot"] });
        goLive(world);
      },
    });
    assert.equal(result, "failed");
    assert.match(message, /^the launch of version 2 of contoso\/vm failed.*The image does not boot/);
    assert.equal(failure?.code, "LAUNCH_FAILED");
    assert.equal(EXIT_CODES[result], 1);
  });

  it("ends when its time is up, while the launch goes on", async () => {
    const { result, message } = await followed({ before: goLive, timeoutMs: HOUR });
    assert.equal(result, "stillRunning");
    assert.match(message, /not live yet.*time is up/);
    assert.equal(EXIT_CODES[result], 3);
  });

  it("finds no launch of a version that waits in preview, after some minutes", async () => {
    const { result, message, tookMs } = await followed({});
    assert.equal(result, "notFound");
    assert.match(message, /no launch of version 2 of contoso\/vm was found/);
    assert.ok(tookMs >= 5 * 60_000 && tookMs < 15 * 60_000, String(tookMs));
    assert.equal(EXIT_CODES[result], 4);
  });

  it("finds a launch that the list shows minutes later", async () => {
    const lags = { submissionsLagMs: 3 * 60_000, statusLagMs: 3 * 60_000 };
    assert.equal((await followed({ before: goLive, options: lags })).result, "live");
  });

  it("does not call live what production does not show", async () => {
    const { result, message } = await followed({
      before(world) {
        world.service.distort(OFFER_NAME, { source: "production", how: "silent" });
        goLive(world);
      },
    });
    assert.equal(result, "unconfirmed", message);
    assert.match(message, /may or may not be live: .*production shows nothing/);
    assert.equal(EXIT_CODES[result], 5);
  });

  it("is interrupted", async () => {
    const { result } = await followed({ before: goLive, abortAfterMs: HOUR });
    assert.equal(result, "interrupted");
  });

  it("does not wait for an offer that is not held", async () => {
    await assert.rejects(followed({ offerId: "none" }), { code: "OFFER_UNKNOWN" });
  });

  for (const list of ACCOUNTS) {
    it(`follows a launch of the Product Ingestion API, at its pace, the entry in preview ${list}`, async () => {
      const { world, program } = new IngestionScene(list);
      world.service.goLive(NEWER_NAME);
      const run = world.run();
      const deps = { ...run, service: run.service("productIngestion"), reporter: run.reporter() };
      const offer = { publisherId: "contoso", offerId: "app" };
      const version = String(program["offerVersion"]);
      const end = await world.clock.drive(followLaunch({ offer, version, timeoutMs: 5 * HOUR }, deps));
      assert.deepEqual([end.result, end.liveVersion], ["live", version]);
      const times = world.service.requests
        .filter(({ action }) => action === "submissions")
        .map(({ time }) => time);
      // The first look is made to find out what no waiting can change.
      const gaps = times.slice(2).map((time, index) => time - (times[index + 1] ?? 0));
      assert.ok(
        gaps.every((gap) => gap >= 60_000),
        gaps.join(" "),
      );
    });
  }
});
