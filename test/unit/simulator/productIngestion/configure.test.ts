import assert from "node:assert/strict";
import {
  ingestionStage,
  NAME,
  type IngestionStage,
  type JobDocument,
} from "../../../support/ingestionClient";

function end({ jobStatus, jobResult, errors }: JobDocument): unknown[] {
  return [jobStatus, jobResult, ...errors.map(({ code, message }) => `${code}: ${message}`)];
}

describe("simulator: configure of Product Ingestion", () => {
  it("takes a version live, and tells its job", () => {
    const stage = ingestionStage();
    const begun = stage.goLive();
    assert.deepEqual([...end(begun), begun.jobEnd], ["notStarted", "pending", "0001-01-01T00:00:00"]);
    stage.advance(999);
    assert.deepEqual(end(stage.job(begun.jobId)), ["running", "pending"]);
    assert.equal(
      stage.get(`configure/${begun.jobId}`).status,
      404,
      "what a job makes is not there before its end",
    );
    stage.advance(1);
    const done = stage.job(begun.jobId);
    assert.deepEqual([...end(done), done.jobEnd], ["completed", "succeeded", "2026-01-01T00:00:01.000Z"]);
    assert.equal(stage.get(`configure/${begun.jobId}`).status, 200);
    assert.equal(stage.service.offer(NAME).productionVersion, 2);
  });

  it("says of a launch that it has just begun, though time goes on while it works", () => {
    let time = Date.UTC(2026, 0, 1);
    const stage = ingestionStage({}, { now: () => (time += 1) });
    assert.deepEqual(end(stage.goLive()), ["notStarted", "pending"]);
  });

  it("publishes to preview, with or without the number of the draft", () => {
    const stage = ingestionStage();
    stage.publish();
    stage.advance(1000);
    assert.equal(stage.post("configure", stage.configure(stage.submission("preview", "0"))).status, 202);
    stage.advance(1000);
    assert.equal(stage.service.offer(NAME).previewVersion, 4);
  });

  it("accepts a launch while something runs, and fails its job", () => {
    const stage = ingestionStage({ refusalTime: 50 });
    const first = stage.goLive();
    const second = stage.goLive();
    assert.equal(second.jobResult, "pending");
    stage.advance(50);
    assert.deepEqual(end(stage.job(second.jobId)), [
      "completed",
      "failed",
      `internalServerError: An In Progress submission ${stage.number()} already exists.`,
    ]);
    stage.advance(1000);
    assert.equal(stage.job(first.jobId).jobResult, "succeeded");
  });

  it("accepts a launch of another number than the latest, and fails its job", () => {
    const stage = ingestionStage();
    const older = (BigInt(stage.number()) - 1n).toString();
    assert.match(
      String(end(stage.goLive(older))[2]),
      /^conflict: The submission cannot be pushed to live as its not/,
    );
    stage.service.failNextPublish(NAME);
    const number = stage.number();
    stage.publish();
    stage.advance(1000);
    assert.equal(
      stage.goLive(number).jobResult,
      "failed",
      "a later publish failed: the number is not the latest",
    );
    assert.equal(stage.service.offer(NAME).productionVersion, 1);
  });

  it("does not launch again what is live", () => {
    const stage = ingestionStage();
    stage.goLive();
    stage.advance(1000);
    assert.equal(stage.goLive().jobResult, "failed");
  });

  for (const number of [undefined, "0"]) {
    it(`refuses a launch of the number ${number}, at once or by its job`, () => {
      const strict = ingestionStage();
      const refused = strict.post("configure", strict.configure(strict.submission("live", number)));
      assert.equal(refused.status, 400);
      assert.match(refused.body, /"badRequest","message":"The submission id must not be null or 0/);
      const late = ingestionStage({ launchWithoutNumber: "job" });
      const answer = late.post("configure", late.configure(late.submission("live", number)));
      assert.equal((JSON.parse(answer.body) as JobDocument).jobResult, "failed");
    });
  }

  it("takes the offer off sale by the state of a live submission, and back by publishing again", () => {
    const stage = ingestionStage();
    const [entry] = stage.entries().filter(({ target }) => target.targetType === "live");
    const number = entry?.id.split("/").at(-1);
    const body = stage.configure(stage.submission("live", number, { lifecycleState: "deprecated" }));
    assert.equal(stage.post("configure", body).status, 202);
    assert.deepEqual(
      [stage.list().at(-1), stage.entries().at(-1)?.lifecycleState],
      ["live 1 running pending", "deprecated"],
    );
    stage.advance(1000);
    const view = stage.service.offer(NAME);
    assert.deepEqual([view.productionVersion, view.previewVersion], [undefined, 2]);
    assert.equal(stage.get(`resource-tree/product/${stage.productId}?targetType=live`).status, 400);
    stage.goLive();
    stage.advance(1000);
    assert.equal(stage.service.offer(NAME).productionVersion, 2);
    stage.service.stopSelling(NAME);
    stage.advance(1000);
    assert.throws(() => stage.service.stopSelling(NAME), /refused: nothingLive/);
  });

  it("tells a failure, and one of certification as permanent", () => {
    const stage = ingestionStage();
    stage.service.failNextLaunch(NAME, { messages: ["The price is missing."] });
    const failed = stage.goLive();
    stage.advance(1000);
    assert.deepEqual(stage.job(failed.jobId).errors, [
      {
        code: "internalServerError",
        message: "The step live failed.",
        details: [{ code: "invalidState", message: "The price is missing.", details: [] }],
      },
    ]);
    stage.service.failNextLaunch(NAME, { certification: true });
    for (const attempt of ["first", "second"]) {
      const { jobId } = stage.goLive();
      stage.advance(1000);
      const text = JSON.stringify(stage.job(jobId).errors);
      assert.match(text, /"invalidState","message":"Certification"/, attempt);
      assert.match(text, /"Issues found during Certification\."/, attempt);
    }
  });

  it("cancels a job that runs, and refuses when it has ended", () => {
    const stage = ingestionStage();
    const { jobId } = stage.goLive();
    const canceled = stage.post(`configure/${jobId}/cancel`);
    assert.deepEqual([canceled.status, stage.job(jobId).jobResult], [200, "cancelled"]);
    const refused = stage.post(`configure/${jobId}/cancel`);
    assert.deepEqual(
      [refused.status, refused.body.includes("Cannot cancel job, job has already completed.")],
      [400, true],
    );
    assert.equal(stage.service.offer(NAME).running, undefined);
    assert.equal(stage.post("configure/none/cancel").status, 404);
  });

  it("changes the draft, which the next publish takes along", () => {
    const stage = ingestionStage();
    const [plan] = (stage.value(`plan?product=product/${stage.productId}`) as { value: { id: string }[] })
      .value;
    const changed = stage.post("configure", stage.configure({ ...plan, alias: "Basic, better" }));
    assert.equal((JSON.parse(changed.body) as JobDocument).jobResult, "succeeded");
    const alias = (target: string) =>
      (
        stage.value(`resource-tree/product/${stage.productId}?targetType=${target}`) as {
          resources: { id: string; alias?: string }[];
        }
      ).resources.find(({ id }) => id === plan?.id)?.alias;
    assert.deepEqual([alias("draft"), alias("preview")], ["Basic, better", "basic"]);
    stage.publish();
    stage.advance(1000);
    assert.deepEqual([alias("preview"), alias("live")], ["Basic, better", "basic"]);
  });

  const bodies: readonly (readonly [string, (stage: IngestionStage) => unknown, RegExp])[] = [
    ["no JSON", () => "{", /Invalid resource:/],
    ["no resources", (s) => ({ ...s.configure(), resources: [] }), /\/resources must NOT have fewer than 1/],
    [
      "the old host of schemas",
      (s) => ({
        ...s.configure(s.submission("preview")),
        $schema: "https://product-ingestion.azureedge.net/schema/configure/2022-03-01-preview2",
      }),
      /\/\$schema must match pattern/,
    ],
    [
      "an unknown schema",
      (s) =>
        s.configure({
          ...s.submission("preview"),
          $schema: "https://schema.mp.microsoft.com/schema/other/2022-07-01",
        }),
      /the schema of \/resources\/0 was not found/,
    ],
    [
      "a null id",
      (s) => s.configure(s.submission("preview", undefined, { id: null })),
      /\/resources\/0\/id must be string/,
    ],
    [
      "an unknown target",
      (s) => s.configure(s.submission("production")),
      /\/target\/targetType must be equal to one of/,
    ],
    [
      "no target",
      (s) => s.configure(s.submission("live", "1", { target: undefined })),
      /required property 'target'/,
    ],
    [
      "an unknown product",
      (s) => s.configure(s.submission("preview", undefined, { product: "product/none" })),
      /the product product\/none was not found/,
    ],
    [
      "a submission of another product",
      (s) => s.configure(s.submission("live", "1", { id: `submission/${"0".repeat(36)}/1` })),
      /does not belong to the product/,
    ],
    [
      "two submissions",
      (s) => s.configure(s.submission("preview"), s.submission("preview")),
      /one submission only/,
    ],
    ["a draft as target", (s) => s.configure(s.submission("draft")), /has to be preview or live/],
  ];
  for (const [title, body, message] of bodies) {
    it(`refuses ${title}`, () => {
      const stage = ingestionStage();
      const answer = stage.post("configure", body(stage));
      assert.equal(answer.status, 400);
      assert.match(answer.body, message);
      assert.equal(stage.service.offer(NAME).running, undefined);
    });
  }

  it("finds the product by its external id, too", () => {
    const stage = ingestionStage();
    const product = { externalId: "sample-vm" };
    assert.equal(
      stage.post("configure", stage.configure(stage.submission("preview", undefined, { product }))).status,
      202,
    );
    assert.equal(stage.service.requests[0]?.offer, NAME);
  });

  it("takes $version for a ceiling, checks its form, and withdraws versions", () => {
    const stage = ingestionStage({ withdrawnSchemas: ["2022-03-01-preview3"] });
    const body = stage.configure(stage.submission("preview"));
    assert.match(stage.post("configure?$version=2022-03-01-preview1", body).body, /\$version is older than/);
    assert.match(
      stage.post("configure?%24version=soon", body).body,
      /\$version has to be the version of a schema/,
    );
    assert.match(stage.get("product?$version=2022-03-01-preview3").body, /2022-03-01-preview3 is deprecated/);
    assert.equal(stage.post("configure?$version=2022-07-01", body).status, 202);
  });

  it("records publishes and launches as such, with version and number", () => {
    const stage = ingestionStage();
    const number = stage.number();
    stage.goLive();
    stage.post(
      "configure",
      stage.configure(stage.submission("live", number, { target: { targetType: "live" }, id: 3 })),
    );
    const path = "/rp/product-ingestion/configure";
    const call = {
      time: Date.UTC(2026, 0, 1),
      method: "POST",
      path,
      api: "productIngestion",
      action: "golive",
      offer: NAME,
    };
    assert.deepEqual(stage.service.requests, [
      { ...call, status: 202, accepted: true, version: 2, submission: number },
      { ...call, status: 400, accepted: false },
    ]);
  });
});
