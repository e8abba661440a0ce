import assert from "node:assert/strict";
import { check } from "../../../../provider/resource/check";
import { create, remove } from "../../../../provider/resource/lifecycle";
import type { Properties } from "../../../../provider/resource/properties";
import { GOLIVE, PROGRAM, red, Scene } from "../../../support/scene";
import { clean } from "../../../../provider/values/plainData";

const URN = "urn:pulumi:dev::app::marketplace:OfferGoLive::";
const SPELLED = { ...PROGRAM, publisherId: "Contoso", offerId: "VM" };

describe("ids that differ in case alone", () => {
  it("declare one offer", async () => {
    const run = new Scene().world.run();
    const first = await check({}, PROGRAM, { urn: `${URN}first`, preview: false }, run);
    assert.deepEqual(first.failures, []);
    const second = await check({}, SPELLED, { urn: `${URN}second`, preview: false }, run);
    assert.deepEqual(
      second.failures.map(({ code }) => code),
      ["OFFER_DECLARED_TWICE"],
    );
    assert.match(second.failures[0]?.reason ?? "", /::first and by .*::second.*case/);
  });

  it("are sent as they were typed", async () => {
    const { world } = new Scene();
    const { inputs } = await check({}, SPELLED, { preview: false }, world.run());
    assert.equal(inputs["publisherId"], "Contoso");
    assert.equal(inputs["offerId"], "VM");
  });

  it("are launched once in one process", async () => {
    const { world } = new Scene({ offers: ["contoso/vm@2", "Contoso/VM@2"] });
    world.service.fault({ match: GOLIVE, status: 409 });
    const run = world.run();
    const launched = async (program: Properties): Promise<unknown> => {
      const { inputs } = await check({}, program, { preview: false }, run);
      return world.clock.drive(create(clean(inputs), { preview: false }, run));
    };
    for (const program of [PROGRAM, SPELLED])
      assert.match(JSON.stringify(await launched(program)), /not sent again.*\[LAUNCH_INDETERMINATE\]/i);
    assert.equal(world.posts().length, 1);
  });

  it("remember what was shown of the other spelling", async () => {
    const scene = new Scene();
    scene.world.service.failNextLaunch("contoso/vm");
    red(await scene.up(), "LAUNCH_FAILED");
    const run = scene.world.run();
    remove(scene.stack.stored!.outputs, { preview: false }, run);
    const { inputs } = await check({}, SPELLED, { preview: false }, run);
    assert.equal("launches" in inputs, false);
  });
});

describe("a resource that stands for another offer after it was deleted and created again", () => {
  it("remembers nothing of the earlier offer", async () => {
    const scene = new Scene({ offers: ["contoso/vm@2", "contoso/app@2"] });
    scene.world.service.failNextLaunch("contoso/vm");
    red(await scene.up(), "LAUNCH_FAILED");
    const run = scene.world.run();
    const context = { urn: `${URN}offer`, preview: false };
    remove(scene.stack.stored!.outputs, context, run);
    const { inputs } = await check({}, { ...PROGRAM, offerId: "app" }, context, run);
    assert.equal(inputs["launches"], true);
    const end = await scene.world.clock.drive(create(clean(inputs), context, run));
    assert.equal(end.kind, "done");
    assert.equal(end.outputs["status"], "succeeded");
  });
});

describe("the limit of launches in a preview", () => {
  it("counts an offer once, however it is spelled", () => {
    const { world } = new Scene();
    const { preview } = world.run({ settings: { maxLaunches: 1 } });
    preview.beforePost({ publisherId: "contoso", offerId: "vm" });
    preview.beforePost({ publisherId: "Contoso", offerId: "VM" });
    assert.throws(() => preview.beforePost({ publisherId: "contoso", offerId: "app" }), /TOO_MANY_LAUNCHES/);
  });
});
