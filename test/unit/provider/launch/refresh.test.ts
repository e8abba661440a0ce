import assert from "node:assert/strict";
import { green, HOUR, PROGRAM, red, Scene } from "../../../support/scene";
import { IngestionScene } from "../../../support/ingestionScene";
import { OFFER_NAME } from "../../../support/world";

describe("refresh", () => {
  it("tells that an unfinished launch has ended, and launches nothing", async () => {
    const scene = new Scene();
    red(await scene.up({ ...PROGRAM, timeout: "1h" }), "TIMED_OUT");
    await scene.world.clock.advance(4 * HOUR);
    green(await scene.refresh());
    assert.equal(scene.output("status"), "succeeded");
    assert.equal((await scene.up()).step, "same");
    assert.equal(scene.sent(), 1);
  });

  it("warns of drift and keeps the settled status", async () => {
    const scene = new Scene();
    green(await scene.up());
    const { service, clock, said } = scene.world;
    service.publish(OFFER_NAME);
    await clock.advance(HOUR);
    service.goLive(OFFER_NAME, { duration: 1_000 });
    await clock.advance(HOUR);
    green(await scene.refresh());
    assert.equal(scene.output("status"), "succeeded");
    assert.equal(scene.output("liveVersion"), "3");
    assert.ok(
      said.some(
        (line) =>
          line.startsWith("warn:") && line.includes("version 3 is live, but this stack launched version 2"),
      ),
    );
    assert.equal(scene.sent(), 1);
  });

  it("takes no late number of production for drift", async () => {
    const scene = new Scene();
    green(await scene.up());
    scene.world.service.distort(OFFER_NAME, { source: "production", how: "silent", forMs: HOUR });
    // As it was stored when production could not be read.
    const { liveVersion: _live, confirmedVersion: _confirmed, ...outputs } = scene.stack.stored!.outputs;
    scene.stack.stored = { ...scene.stack.stored!, outputs };
    const said = scene.world.said.length;
    green(await scene.refresh());
    assert.equal(scene.output("liveVersion"), undefined);
    await scene.world.clock.advance(HOUR);
    for (let i = 0; i < 2; i += 1) green(await scene.refresh());
    assert.equal(scene.output("liveVersion"), "2");
    assert.deepEqual(
      scene.world.said.slice(said).filter((line) => line.startsWith("warn")),
      [],
    );
  });

  it("leaves nothing in the state that the launch does not show any more", async () => {
    const scene = new Scene();
    red(await scene.up({ ...PROGRAM, timeout: "1h" }), "TIMED_OUT");
    const since = new Date(scene.world.clock.now() - HOUR).toISOString();
    const outputs = { ...scene.stack.stored!.outputs, contradictions: { end: since } };
    scene.stack.stored = { ...scene.stack.stored!, outputs };
    green(await scene.refresh());
    assert.equal(scene.output("status"), "running");
    assert.equal(scene.output("contradictions"), undefined);
    assert.notEqual(scene.output("beginning"), undefined);
    green(await scene.up());
  });

  it("does not judge an unfinished launch by another product", async () => {
    const scene = new IngestionScene("kept");
    red(await scene.up({ ...scene.program, timeout: "1h" }), "TIMED_OUT");
    const outputs = { ...scene.stack.stored!.outputs, productId: "another" };
    scene.stack.stored = { ...scene.stack.stored!, outputs };
    await scene.world.clock.advance(4 * HOUR);
    green(await scene.refresh());
    assert.deepEqual(scene.stack.stored.outputs, outputs);
    assert.match(scene.world.said.at(-1) ?? "", /^warn: .*was product another/);
  });

  it("notes as the end when the look was over", async () => {
    const scene = new Scene();
    red(await scene.up({ ...PROGRAM, timeout: "1h" }), "TIMED_OUT");
    await scene.world.clock.advance(4 * HOUR);
    scene.world.service.fault({ match: { path: "/vm/status" }, delayMs: 20_000 });
    const asked = scene.world.clock.now();
    green(await scene.refresh());
    assert.ok(Date.parse(String(scene.output("endTime"))) >= asked + 20_000);
  });

  it("compares with what was confirmed, not with what it saw last", async () => {
    const scene = new Scene();
    green(await scene.up());
    scene.world.service.publish(OFFER_NAME);
    await scene.world.clock.advance(HOUR);
    scene.world.service.goLive(OFFER_NAME, { duration: 1_000 });
    await scene.world.clock.advance(HOUR);
    for (let i = 0; i < 2; i += 1) {
      const said = scene.world.said.length;
      green(await scene.refresh());
      assert.match(
        scene.world.said.slice(said).join(),
        /warn: .*version 3 is live, but this stack launched version 2; somebody changed it elsewhere/,
      );
    }
  });

  for (const [what, fault] of [
    ["a 503", { status: 503 }],
    ["a reset", { reset: "before" }],
  ] as const) {
    it(`tries an unfinished launch again after ${what}`, async () => {
      const scene = new Scene();
      red(await scene.up({ ...PROGRAM, timeout: "1h" }), "TIMED_OUT");
      scene.world.service.fault(fault);
      green(await scene.refresh());
      assert.equal(scene.output("status"), "running");
    });
  }

  it("warns of an offer that is gone, and keeps what is known of its launch", async () => {
    for (const timeout of ["1h", "5h"]) {
      const scene = new Scene();
      await scene.up({ ...PROGRAM, timeout });
      const status = scene.output("status");
      scene.world.service.fault({ match: { path: "/contoso/offers/vm" }, status: 404, times: 1_000 });
      green(await scene.refresh());
      assert.equal(scene.output("status"), status);
      assert.match(scene.world.said.at(-1) ?? "", /^warn: /);
      assert.ok(scene.world.said.some((line) => /^warn: .*knows no offer "vm"/.test(line)));
    }
  });
});
