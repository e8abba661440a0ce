import assert from "node:assert/strict";
import { INGESTION_FAULTS } from "../../../../simulator/productIngestion/faults";
import { HOUR, green, red, Scene } from "../../../support/scene";
import { ACCOUNTS, IngestionScene, NAME, type IngestionSceneOptions } from "../../../support/ingestionScene";

/** Nothing was sent, and the next run, of what is right, launches once. */
async function nothingIsLost(scene: IngestionScene): Promise<void> {
  assert.equal(scene.sent(), 0);
  assert.equal(scene.stack.stored, undefined);
  green(await scene.up(scene.program));
  assert.deepEqual([scene.sent(), scene.accepted()], [1, 1]);
}

describe("bad input for Product Ingestion gets a clear error, and nothing is lost", () => {
  it("a version that looks like one of the other API", async () => {
    const scene = new IngestionScene("kept");
    red(await scene.up({ ...scene.program, offerVersion: 2 }), "SUPERSEDED", 'set api to "cloudPartner"');
    await nothingIsLost(scene);
  });

  it("several products of one offer id, which are named", async () => {
    const twins = new Scene({
      offers: ["contoso", "fabrikam"].map((publisherId) => ({ publisherId, offerId: "app", preview: 1 })),
    });
    const guids = twins.world.service.offers.map(({ productId }) => `product/${productId}`);
    const program = {
      ...{ publisherId: "contoso", offerId: "app", api: "productIngestion" },
      offerVersion: twins.world.service.offer(NAME).previewSubmission,
    };
    red(await twins.up(program), "OFFER_UNKNOWN", "2 products", ...guids);
    assert.equal(twins.sent(), 0);
    assert.equal(twins.stack.stored, undefined);
  });

  it("an offer id that no product can have", async () => {
    const scene = new IngestionScene("kept");
    for (const offerId of ["App", "app.one"]) {
      const { step, error } = await scene.up({ ...scene.program, offerId });
      assert.equal(step, "checkFailed");
      assert.match(String(error?.message), /lower-case.*Product Ingestion.*\[INPUT_INVALID\]/s);
    }
    assert.equal(scene.world.service.requests.length, 0);
    await nothingIsLost(scene);
  });

  it("a number too large for a program that does not quote it", async () => {
    const scene = new IngestionScene("kept");
    const { step, error } = await scene.up({ ...scene.program, offerVersion: Number("1152921505700000001") });
    assert.equal(step, "checkFailed");
    assert.match(String(error?.message), /quote/);
    await nothingIsLost(scene);
  });

  it("a schema version that the service has withdrawn", async () => {
    const scene = new IngestionScene("kept", { ingestion: { withdrawnSchemas: ["2022-03-01-preview2"] } });
    const refused = await scene.up(scene.program);
    assert.match(String(refused.error?.message), /azure-marketplace:ingestionSchema/);
    assert.equal(scene.sent(), 0);
    assert.equal(scene.stack.stored, undefined);
    green(await scene.up(scene.program, { settings: { ingestionSchema: "2022-03-01-preview3" } }));
    assert.equal(scene.accepted(), 1);
  });

  it("a token of another audience, and an application without its role", async () => {
    for (const [fault, code, ...words] of [
      ["wrongAudience", "UNAUTHORIZED", "AZURE_MARKETPLACE_GRAPH_ACCESS_TOKEN"],
      ["notManager", "FORBIDDEN", "role Manager", "publisher's account"],
    ] as const) {
      const scene = new IngestionScene("kept");
      scene.world.service.fault(INGESTION_FAULTS[fault]);
      red(await scene.up(scene.program), code, ...words);
      await nothingIsLost(scene);
    }
  });

  for (const list of ACCOUNTS) {
    const oddities: readonly (readonly [string, IngestionSceneOptions])[] = [
      ["a job that vanishes", { ingestion: { jobLifetime: HOUR } }],
      ["words that nobody knows", { ingestion: { words: { running: "pondering", pending: "brewing" } } }],
      ["the id of the job in the other spelling", { ingestion: { jobId: "jobID" } }],
      ["placeholders for dates", { ingestion: { jobEndBefore: "0001-01-01" } }],
      ["a real time that means nothing", { ingestion: { jobEndBefore: "start" } }],
    ];
    for (const [title, options] of oddities) {
      it(`${title}: followed by the list, never an end by mistake, the entry in preview ${list}`, async () => {
        const scene = new IngestionScene(list, options);
        const short = await scene.up({ ...scene.program, timeout: "2h" });
        red(short, "TIMED_OUT");
        assert.equal(scene.output("status"), "running");
        green(await scene.up(scene.program));
        assert.deepEqual([scene.sent(), scene.output("status")], [1, "succeeded"]);
      });
    }

    it(`words that nobody knows at the end, too: the list decides, the entry in preview ${list}`, async () => {
      const scene = new IngestionScene(list);
      const garbled = JSON.stringify({ jobId: "x", jobStatus: "completed", jobResult: "pondering" });
      scene.world.service.fault({
        match: { method: "GET", path: "/configure/" },
        body: garbled,
        status: 200,
        times: 10_000,
      });
      green(await scene.up(scene.program));
      assert.deepEqual([scene.sent(), scene.output("status")], [1, "succeeded"]);
    });

    it(`details of a failure as an object: the reason is told, the entry in preview ${list}`, async () => {
      const scene = new IngestionScene(list, { ingestion: { errorDetails: "object" } });
      scene.world.service.failNextLaunch(NAME, { messages: ["No quota"] });
      red(await scene.up(scene.program), "LAUNCH_FAILED", "No quota");
      assert.equal(scene.sent(), 1);
    });
  }
});
