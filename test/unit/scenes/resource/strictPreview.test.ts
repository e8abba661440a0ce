import assert from "node:assert/strict";
import { check } from "../../../../provider/resource/check";
import { failureText } from "../../../../provider/resource/declaration";
import { diff } from "../../../../provider/resource/lifecycle";
import type { Properties } from "../../../../provider/resource/properties";
import type { Settings } from "../../../../provider/settings/settings";
import { UNKNOWN } from "../../../../provider/values/unknown";
import type { SimulatorOptions } from "../../../../simulator";
import { assertReadable } from "../../../support/readable";
import { PROGRAM, red, Scene } from "../../../support/scene";
import { createWorld, OFFER_NAME, type World } from "../../../support/world";

const PREVIEW = { urn: "urn:pulumi:dev::app::marketplace:OfferGoLive::offer", preview: true } as const;

/** The failures of a preview of a new resource. */
async function failures(
  world: World,
  settings: Partial<Settings>,
  program: Properties = PROGRAM,
): Promise<string[]> {
  const found = await world.clock.drive(check({}, program, PREVIEW, world.run({ settings })));
  for (const line of world.said) if (line.startsWith("warn: ")) assertReadable(line);
  return found.failures.map(failureText);
}

const READY: SimulatorOptions = {};

describe("a strict preview", () => {
  const rows: readonly (readonly [string, SimulatorOptions, Properties, (world: World) => void, string])[] = [
    ["another version in preview", READY, { offerVersion: 7 }, () => undefined, "PREVIEW_OTHER_VERSION"],
    ["an offer that is not held", READY, { offerId: "none" }, () => undefined, "OFFER_UNKNOWN"],
    ["a token that is rejected", { accessToken: "another" }, {}, () => undefined, "UNAUTHORIZED"],
    [
      "a publisher that the identity may not use",
      READY,
      {},
      (world) => world.service.fault({ status: 403, times: 99 }),
      "FORBIDDEN",
    ],
    [
      "a service that does not answer",
      READY,
      {},
      (world) => world.service.fault({ hang: "before", times: 99 }),
      "SERVICE_UNAVAILABLE",
    ],
    [
      "a launch of another version",
      READY,
      { offerVersion: 3 },
      (world) => world.service.goLive(OFFER_NAME),
      "LAUNCH_IN_THE_WAY",
    ],
  ];
  for (const [title, options, change, prepare, code] of rows) {
    it(`fails where up would: ${title}; without it, it is a warning`, async () => {
      const strict = createWorld(options);
      prepare(strict);
      const [failure = "", ...others] = await failures(
        strict,
        { strictPreview: true },
        { ...PROGRAM, ...change },
      );
      assert.match(failure, new RegExp(`\\[${code}\\]$`));
      assert.equal(failure.split(`[${code}]`).length, 2, failure);
      assert.deepEqual(others, []);
      assert.deepEqual(strict.said, [], "said once");

      const plain = createWorld(options);
      prepare(plain);
      assert.deepEqual(await failures(plain, {}, { ...PROGRAM, ...change }), []);
      assert.match(plain.said.join("\n"), /^warn: /);
    });
  }

  it("passes where up would launch, wait, or find nothing to do", async () => {
    for (const program of [PROGRAM, { ...PROGRAM, offerVersion: UNKNOWN }]) {
      assert.deepEqual(await failures(createWorld(), { strictPreview: true }, program), []);
    }
    const live = createWorld();
    live.service.goLive(OFFER_NAME, { duration: 1 });
    await live.clock.advance(60_000);
    assert.deepEqual(await failures(live, { strictPreview: true }), []);
  });

  it("looks although previews are told not to", async () => {
    const world = createWorld();
    assert.deepEqual(await failures(world, { skipPreviewLook: true }), []);
    assert.equal(world.service.requests.length, 0);
    const wrong = { ...PROGRAM, offerVersion: 7 };
    const strict = await failures(world, { skipPreviewLook: true, strictPreview: true }, wrong);
    assert.match(strict.join(), /PREVIEW_OTHER_VERSION/);
  });

  it("fails for one launch too many, of whichever resource", async () => {
    const world = createWorld({ offers: ["contoso/vm@2", "contoso/app@2"] });
    const run = world.run({ settings: { strictPreview: true, maxLaunches: 1 } });
    const codes: string[] = [];
    for (const offerId of ["vm", "vm", "app"]) {
      const context = { ...PREVIEW, urn: `${PREVIEW.urn}-${offerId}` };
      const found = await world.clock.drive(check({}, { ...PROGRAM, offerId }, context, run));
      codes.push(found.failures[0]?.code ?? "");
    }
    assert.deepEqual(codes, ["", "", "TOO_MANY_LAUNCHES"]);
  });

  it("fails for a resource that exists, too", async () => {
    const scene = new Scene();
    scene.world.service.failNextLaunch(OFFER_NAME, { messages: ["No quota"] });
    red(await scene.up(), "LAUNCH_FAILED");
    const { inputs, outputs } = scene.stack.stored!;
    const run = scene.world.run({ settings: { strictPreview: true } });
    await assert.rejects(
      scene.world.clock.drive(diff(outputs, inputs, PREVIEW, run)),
      /No quota.*\[LAUNCH_FAILED\]$/,
    );
  });
});

describe("a rehearsal", () => {
  it("is a strict preview that passes and says once what would be launched", async () => {
    const world = createWorld();
    assert.deepEqual(await failures(world, { strictPreview: true, readOnly: true }), []);
    assert.equal(world.said.length, 1);
    assert.match(world.said[0] ?? "", /^info: contoso\/vm: up would launch version 2.*a rehearsal/);
  });

  it("of up stops before the launch, stores nothing, and says how to rehearse", async () => {
    const scene = new Scene();
    red(
      await scene.up(PROGRAM, { settings: { readOnly: true } }),
      "READ_ONLY",
      "strictPreview",
      "pulumi preview",
    );
    assert.equal(scene.stack.stored, undefined);
    assert.equal(scene.sent(), 0);
  });
});

describe("an identity that lacks something", () => {
  const identity = {
    method: "incomplete",
    problem: "ARM_CLIENT_ID names an application, and no secret",
  } as const;

  it("fails the preview of what launches, and not that of what is live", async () => {
    const scene = new Scene();
    await scene.up();
    const { inputs, outputs } = scene.stack.stored!;
    const { accessToken, ...settings } = scene.world.run().settings();
    assert.ok(accessToken !== undefined);
    const run = { ...scene.world.run(), settings: () => ({ ...settings, identity }) };
    const unchanged = await check(inputs, PROGRAM, PREVIEW, run);
    assert.deepEqual(unchanged.failures, []);
    assert.deepEqual(await diff(outputs, unchanged.inputs, PREVIEW, run), { changes: false });
    const { failures: found } = await check(inputs, { ...PROGRAM, offerVersion: 3 }, PREVIEW, run);
    assert.deepEqual(
      found.map(({ code }) => code),
      ["CREDENTIAL_MISSING"],
    );
  });
});
