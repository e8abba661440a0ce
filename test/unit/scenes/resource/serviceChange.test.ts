import assert from "node:assert/strict";
import { green, PROGRAM, red, Scene } from "../../../support/scene";

/** As if the state came from a stack that used another service. */
function moveElsewhere(scene: Scene): void {
  const stored = scene.stack.stored!;
  const service = "https://elsewhere.test";
  scene.stack.stored = {
    ...stored,
    inputs: { ...stored.inputs, service },
    outputs: { ...stored.outputs, service },
  };
}

describe("another service under the same state", () => {
  it("is looked at, and launched at", async () => {
    const scene = new Scene();
    green(await scene.up());
    assert.equal((await scene.up()).step, "same");
    const moved = new Scene();
    moved.stack.stored = scene.stack.stored;
    moveElsewhere(moved);
    green(await moved.up());
    assert.equal(moved.sent(), 1);
    assert.equal(moved.output("origin"), "launched");
    assert.equal(moved.output("service"), "https://service.test");
    assert.equal((await moved.up()).step, "same");
  });

  it("is found live without a launch", async () => {
    const scene = new Scene();
    green(await scene.up());
    moveElsewhere(scene);
    green(await scene.up());
    assert.equal(scene.sent(), 1);
    assert.equal(scene.output("origin"), "alreadyLive");
  });

  it("means the present one where an old state names none", async () => {
    const scene = new Scene();
    green(await scene.up());
    const { service, ...outputs } = scene.stack.stored!.outputs;
    const { service: sameService, ...inputs } = scene.stack.stored!.inputs;
    assert.equal(service, sameService);
    scene.stack.stored = { ...scene.stack.stored!, inputs, outputs };
    assert.equal((await scene.up()).step, "same");
  });

  it("is seen by the inputs alone, which an unchanged run brings up to date", async () => {
    const scene = new Scene();
    green(await scene.up());
    const { service, ...outputs } = scene.stack.stored!.outputs;
    assert.ok(service !== undefined);
    scene.stack.stored = { ...scene.stack.stored!, outputs };
    moveElsewhere(scene);
    scene.stack.stored = { ...scene.stack.stored, outputs };
    assert.equal((await scene.up()).step, "update");
  });

  it("takes no launch of the other one for its own", async () => {
    const scene = new Scene();
    red(await scene.up({ ...PROGRAM, timeout: "1h" }), "TIMED_OUT");
    const moved = new Scene();
    moved.stack.stored = scene.stack.stored;
    moveElsewhere(moved);
    green(await moved.up());
    assert.equal(moved.sent(), 1);
    assert.match(moved.world.said.join("\n"), /warn: .*version 2 at the earlier service.*no longer followed/);
  });

  it("is not asked by a refresh, which says so", async () => {
    const scene = new Scene();
    green(await scene.up());
    moveElsewhere(scene);
    const requests = scene.world.service.requests.length;
    const before = scene.stack.stored?.outputs;
    green(await scene.refresh());
    assert.equal(scene.world.service.requests.length, requests);
    assert.deepEqual(scene.stack.stored?.outputs, before);
    assert.match(
      scene.world.said.at(-1) ?? "",
      /not refreshed, since the state is about https:\/\/elsewhere.test/,
    );
  });
});
