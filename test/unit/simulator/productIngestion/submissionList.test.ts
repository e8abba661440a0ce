import assert from "node:assert/strict";
import { ingestionStage, NAME } from "../../../support/ingestionClient";

describe("simulator: submissions of Product Ingestion", () => {
  const [draft, preview, live] = ["draft 0", "preview 2 completed succeeded", "live 1 completed succeeded"];

  it("lists draft, preview and live, with what they are", () => {
    const stage = ingestionStage();
    assert.deepEqual(stage.list(), [draft, preview, live]);
    const [first, second] = stage.entries();
    assert.deepEqual(first, {
      $schema: "https://schema.mp.microsoft.com/schema/submission/2022-03-01-preview2",
      id: `submission/${stage.productId}/0`,
      product: `product/${stage.productId}`,
      target: { targetType: "draft" },
    });
    assert.deepEqual(
      [second?.id, second?.created, second?.lifecycleState],
      [`submission/${stage.productId}/${stage.number()}`, "2025-12-31T23:00:00.000Z", "generallyAvailable"],
    );
  });

  it("keeps the preview entry of what is launched", () => {
    const stage = ingestionStage();
    stage.goLive();
    assert.deepEqual(stage.list(), [draft, preview, live, "live 2 running pending"]);
    stage.advance(1000);
    assert.deepEqual(stage.list(), [draft, preview, "live 2 completed succeeded"]);
  });

  it("lets it vanish, as the other account has it", () => {
    const stage = ingestionStage({ list: "vanished" });
    assert.deepEqual(stage.list(), [draft, preview, live]);
    stage.goLive();
    assert.deepEqual(stage.list(), [draft, live, "live 2 running pending"]);
    stage.advance(1000);
    assert.deepEqual(stage.list(), [draft, "live 2 completed succeeded"]);
    stage.publish();
    assert.deepEqual(stage.list(), [draft, "preview 3 running pending", "live 2 completed succeeded"]);
  });

  it("lists a launch late, and its preview entry not in between", () => {
    const stage = ingestionStage({ list: "vanished" }, { submissionsLagMs: 300 });
    stage.goLive();
    stage.advance(299);
    assert.deepEqual(stage.list(), [draft, live]);
    stage.advance(1);
    assert.equal(stage.list().at(-1), "live 2 running pending");
  });

  it("shows a failed publish, and a failed launch beside what is live", () => {
    const stage = ingestionStage();
    stage.service.failNextLaunch(NAME);
    stage.goLive();
    stage.advance(1000);
    assert.deepEqual(stage.list(), [draft, preview, live, "live 2 completed failed"]);
    stage.service.failNextPublish(NAME);
    stage.publish();
    stage.advance(1000);
    assert.deepEqual(stage.list()[1], "preview 3 completed failed");
  });

  const canceled = {
    failed: "live 2 completed failed",
    cancelled: "live 2 completed cancelled",
    gone: live,
  } as const;
  for (const [canceledEntry, expected] of Object.entries(canceled)) {
    it(`shows a canceled launch as ${canceledEntry}`, () => {
      const stage = ingestionStage({ canceledEntry: canceledEntry as keyof typeof canceled });
      stage.goLive();
      stage.service.cancel(NAME);
      assert.equal(stage.list().at(-1), expected);
    });
  }

  it("filters by target, and finds one by its number", () => {
    const stage = ingestionStage();
    const filtered = stage.value(`submission/${stage.productId}?targetType=live`) as { value: object[] };
    assert.equal(filtered.value.length, 1);
    const one = stage.value(`submission/${stage.productId}/${stage.number()}`) as { id: string };
    assert.ok(one.id.endsWith(stage.number()));
    assert.equal(stage.get(`submission/${stage.productId}/7`).status, 404);
    assert.equal(stage.get("submission/no-product").status, 404);
  });

  it("takes the time of the publish for the time of a launch, when told to", () => {
    const stage = ingestionStage({ liveCreated: "publish" });
    stage.goLive();
    assert.equal(stage.entries().at(-1)?.created, "2025-12-31T23:00:00.000Z");
    const other = ingestionStage();
    other.goLive();
    assert.equal(other.entries().at(-1)?.created, "2026-01-01T00:00:00.000Z");
  });

  it("can count down", () => {
    const stage = ingestionStage({ numbers: "falling" });
    const before = BigInt(stage.number());
    stage.publish();
    stage.advance(1000);
    assert.ok(BigInt(stage.number()) < before);
  });

  it("is one with the Cloud Partner Portal's offers", () => {
    const stage = ingestionStage();
    const number = stage.number();
    stage.service.goLive(NAME);
    assert.equal(stage.list().at(-1), "live 2 running pending");
    stage.advance(1000);
    assert.deepEqual(
      [stage.service.offer(NAME).productionVersion, stage.service.offer(NAME).productionSubmission],
      [2, number],
    );
  });

  it("shows what a distortion of the list or of the operation makes of it", () => {
    const stage = ingestionStage();
    stage.service.distort(NAME, { source: "list", how: "stuck" });
    stage.service.distort(NAME, { source: "operation", how: "ahead" });
    stage.advance(1);
    const { jobId } = stage.goLive();
    assert.deepEqual(stage.list(), [draft, preview, live]);
    assert.equal(stage.job(jobId).jobResult, "succeeded");
    stage.service.distort(NAME, { source: "list", how: "silent" });
    stage.service.distort(NAME, { source: "operation", how: "silent" });
    assert.deepEqual(stage.list(), []);
    assert.equal(stage.get(`configure/${jobId}/status`).status, 404);
  });
});
