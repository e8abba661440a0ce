import assert from "node:assert/strict";
import { check, type CheckResult } from "../../../../provider/resource/check";
import { create, diff } from "../../../../provider/resource/lifecycle";
import type { Properties } from "../../../../provider/resource/properties";
import type { Run } from "../../../../provider/resource/run";
import type { LaunchState } from "../../../../provider/decision/launchState";
import { toOutputs } from "../../../../provider/resource/storedState";
import type { SimulatorOptions } from "../../../../simulator";
import { UNKNOWN } from "../../../../provider/values/unknown";
import { stateOf } from "../../../support/builders";
import { createWorld, OFFER_NAME, type RunRest, type World } from "../../../support/world";

const PROGRAM = { publisherId: "contoso", offerId: "vm", offerVersion: 2 };
const HOUR = 3_600_000;
const PREVIEW = { preview: true } as const;
const UP = { preview: false } as const;

function checked(run: Run, news: Properties = PROGRAM, olds: Properties = {}): Promise<CheckResult> {
  return check(olds, news, PREVIEW, run);
}

async function previewed(
  world: World,
  news: Properties = PROGRAM,
  olds: Properties = {},
  rest: RunRest = {},
): Promise<string[]> {
  const before = world.said.length;
  await world.clock.drive(checked(world.run(rest), news, olds));
  return world.said.slice(before);
}

async function preview(options: SimulatorOptions = {}, news: Properties = PROGRAM): Promise<string> {
  return (await previewed(createWorld(options), news)).join("\n");
}

/** One preview of three resources, one after the other as the engine checks them. */
async function previewThree(world: World): Promise<void> {
  const run = world.run();
  for (const offerId of ["vm", "app", "data"]) {
    const urn = `urn:pulumi:dev::app::marketplace:OfferGoLive::${offerId}`;
    await world.clock.drive(check({}, { ...PROGRAM, offerId }, { urn, preview: true }, run));
  }
}

describe("a preview", () => {
  it("says which version would be launched, what is live, and what would become public", async () => {
    const offers = [{ publisherId: "contoso", offerId: "vm", production: 1, preview: 2 }];
    const said = await preview({ offers });
    assert.match(
      said,
      /^info: contoso\/vm: up would launch version 2, which is ready \(live now: version 1, in preview: version 2\)/,
    );
    assert.match(said, /would become public \(|does not differ/);
  });

  it("warns, as up does, that it would follow a launch of another version, versions not compared", async () => {
    const program = { ...PROGRAM, verifyVersion: false };
    const world = createWorld({
      offers: [{ publisherId: "contoso", offerId: "vm", production: 1, preview: 7 }],
    });
    world.service.goLive(OFFER_NAME);
    const other = "the launch that is followed is of version 7, while offerVersion is 2";
    const [said = ""] = await previewed(world, program);
    assert.match(said, /^warn: contoso\/vm: up would follow the launch/);
    assert.ok(said.includes(other), said);
    await world.clock.drive(create(program, UP, world.run()));
    assert.ok(
      world.said.some((line) => line.startsWith("warn: versions were not compared") && line.includes(other)),
    );
  });

  it("says that nothing is live yet", async () => {
    const said = await preview({ offers: [{ publisherId: "contoso", offerId: "vm", preview: 2 }] });
    assert.match(said, /nothing of this offer is live yet/);
  });

  it("says that a launch under way would be adopted", async () => {
    const world = createWorld();
    world.service.goLive(OFFER_NAME);
    assert.match(
      (await previewed(world)).join(),
      /up would follow the launch of version 2 that is already running/,
    );
  });

  it("says that there is nothing to launch", async () => {
    const world = createWorld();
    world.service.goLive(OFFER_NAME, { duration: 1 });
    await world.clock.advance(HOUR);
    assert.match((await previewed(world)).join(), /up would launch nothing, since version 2 is already live/);
  });

  it("warns of what up would refuse, in its words and with its code", async () => {
    const said = await preview({}, { ...PROGRAM, offerVersion: 7 });
    assert.match(
      said,
      /^warn: contoso\/vm: preview contains version 2, but offerVersion is 7.*\[PREVIEW_OTHER_VERSION\]/,
    );
  });

  it("says what could not be looked at, in one line, and fails nothing", async () => {
    const world = createWorld();
    world.service.fault({ status: 403, times: 99 });
    const said = await previewed(world);
    assert.equal(said.length, 1);
    assert.match(said[0] ?? "", /^warn: cannot check contoso\/vm: .*\[FORBIDDEN\]$/);
  });

  it("waits ten seconds for an offer at most", async () => {
    const world = createWorld();
    world.service.fault({ hang: "before", times: 99 });
    const started = world.clock.now();
    assert.match((await previewed(world)).join(), /no response within 10 s/);
    assert.ok(world.clock.now() - started <= 10_000);
  });

  it("never writes", async () => {
    const world = createWorld();
    await previewed(world);
    assert.ok(world.service.requests.length > 0);
    assert.deepEqual(
      world.service.requests.filter((one) => one.method !== "GET"),
      [],
    );
  });

  it("costs an unchanged resource no request, nor one that is no preview", async () => {
    const world = createWorld();
    const { inputs } = await check({}, PROGRAM, UP, world.run());
    assert.deepEqual(await previewed(world, PROGRAM, inputs), []);
    assert.equal(world.service.requests.length, 0);
  });

  it("looks once, however often the engine checks", async () => {
    const world = createWorld();
    const run = world.run();
    for (let i = 0; i < 3; i++) await world.clock.drive(checked(run));
    assert.equal(world.said.length, 1);
  });

  it("goes on with inputs that are not known yet", async () => {
    const said = await preview({}, { ...PROGRAM, offerVersion: UNKNOWN });
    assert.match(said, /only up can say whether it launches/);
  });

  it("says the same as up about a launch that failed, is in doubt, or is another's", async () => {
    const states: readonly (readonly [Partial<LaunchState>, number, RegExp])[] = [
      [
        { status: "failed", failure: { code: "LAUNCH_FAILED", message: "No quota" } },
        2,
        /^warn: .*No quota.*pulumi up --replace.*\[LAUNCH_FAILED\]/,
      ],
      [
        { status: "indeterminate", startedAt: Date.UTC(2026, 0, 1) },
        2,
        /^warn: .*may or may not be launching: no confirmation.*\[LAUNCH_INDETERMINATE\]/s,
      ],
      [{ version: "1", status: "succeeded", liveVersion: "1" }, 2, /^info: .*up would launch version 2/],
    ];
    for (const [state, offerVersion, pattern] of states) {
      const world = createWorld();
      const { inputs } = await check({}, { ...PROGRAM, offerVersion }, UP, world.run());
      const full = stateOf(state);
      const olds = { ...inputs, ...toOutputs(full), offerVersion: full.version };
      await world.clock.drive(diff(olds, inputs, PREVIEW, world.run()));
      assert.match(world.said.join("\n"), pattern);
    }
  });

  it("takes times of the future in the state for now, as up does", async () => {
    for (const offerVersion of [2, 3]) {
      const world = createWorld();
      const { inputs } = await check({}, { ...PROGRAM, offerVersion }, UP, world.run());
      const at = Date.UTC(2099, 0, 1);
      const beginning = { at, preview: "2", phase: "readyToLaunch", endedBefore: [] } as const;
      const olds = toOutputs(stateOf({ status: "indeterminate", startedAt: at, beginning }));
      await world.clock.drive(diff({ ...inputs, ...olds, offerVersion: "2" }, inputs, PREVIEW, world.run()));
      assert.match(world.said.join("\n"), /2026-01-01.*\[LAUNCH_INDETERMINATE\]/s);
      assert.doesNotMatch(world.said.join("\n"), /2099/);
    }
  });

  it("warns of an offer that the service does not hold, as up would", async () => {
    const said = await preview({ offers: ["contoso/other@1"] });
    assert.match(said, /^warn: The service knows no offer "vm".*\[OFFER_UNKNOWN\]$/s);
  });

  it("asks no more once the service has not answered, and says so of every offer", async () => {
    const world = createWorld();
    world.service.fault({ hang: "before", times: 99 });
    await previewThree(world);
    assert.equal(world.said.filter((line) => line.includes("no response within 10 s")).length, 3);
    assert.equal(
      world.said.filter((line) => line.includes("not checked, since there was no response for another offer"))
        .length,
      2,
    );
    assert.deepEqual(new Set(world.service.requests.map(({ offer }) => offer)), new Set([OFFER_NAME]));
  });

  it("looks at the others when one alone got no answer", async () => {
    const world = createWorld({ offers: ["contoso/vm@2", "contoso/app@2", "contoso/data@2"] });
    world.service.fault({ match: { path: "/app/status" }, hang: "before" });
    await previewThree(world);
    assert.equal(world.said.filter((line) => line.includes("up would launch version 2")).length, 2);
  });

  it("tells of a launch that failed since what up would", async () => {
    const world = createWorld();
    world.service.failNextLaunch(OFFER_NAME, { messages: ["No quota"] });
    const run = world.run();
    const { inputs } = await check({}, { ...PROGRAM, waitForLive: false }, UP, run);
    const { outputs } = await world.clock.drive(create(inputs, UP, run));
    await world.clock.advance(4 * HOUR);
    await world.clock.drive(diff(outputs, inputs, PREVIEW, world.run()));
    assert.match(world.said.at(-1) ?? "", /^warn: .*No quota.*\[LAUNCH_FAILED\]$/);
  });

  it("shows nothing as becoming public while it would wait for another version", async () => {
    const world = createWorld({ publishTime: HOUR });
    world.service.publish(OFFER_NAME);
    const said = (await previewed(world, { ...PROGRAM, offerVersion: 3, waitForReady: true })).join();
    assert.match(said, /up would wait: preview contains version 2, but offerVersion is 3/);
    assert.doesNotMatch(said, /public|differ/);
  });

  it("survives documents of ten million characters", async () => {
    const world = createWorld({
      offers: [{ publisherId: "contoso", offerId: "vm", preview: 2, production: 1 }],
    });
    const body = JSON.stringify({ version: 2, definition: { note: "AccountKey=aaa".repeat(650_000) } });
    world.service.fault({ match: { path: "/slot/preview" }, body });
    assert.match((await previewed(world)).join(), /up would launch version 2/);
  });
});
