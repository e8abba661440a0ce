import assert from "node:assert/strict";
import { stage, type OfferDocument } from "../../../support/simulatorClient";

describe("simulator: what is listed", () => {
  it("lists operations newest first, filtered as asked", () => {
    const market = stage();
    market.post("golive");
    const told = (query?: string) =>
      market.submissions(query).map((one) => [one.submissionType, one.slot, one.submissionState]);
    const [launch, publish] = [
      ["goLive", "production", "running"],
      ["publish", "staging", "complete"],
    ];
    assert.deepEqual(told(), [launch, publish]);
    assert.deepEqual(told("status=Running"), [launch]);
    assert.deepEqual(told("submissionState=complete"), [publish]);
    assert.deepEqual(told("status=failed"), []);
  });

  it("lists new operations late", () => {
    const market = stage({ submissionsLagMs: 300 });
    market.post("golive");
    market.advance(299);
    assert.equal(market.submissions().length, 1);
    assert.equal(market.steps("status").at(-1), "live 29");
    market.advance(1);
    assert.equal(market.submissions().length, 2);
  });

  it("shows an offer's status late", () => {
    const market = stage({ statusLagMs: 300 });
    const told = () => [market.document("status").status, market.steps("status").at(-1)];
    const before = told();
    market.post("golive");
    market.advance(299);
    assert.deepEqual(told(), before);
    market.advance(1);
    assert.deepEqual(told(), ["running", "live 0"]);
    market.advance(200);
    market.post("cancel");
    market.advance(299);
    assert.deepEqual(told(), ["running", "live 49"]);
    market.advance(1);
    assert.equal(told()[0], "canceled");
  });

  it("shows late in production what went live", () => {
    const market = stage({ productionLagMs: 300 });
    market.post("golive");
    market.advance(1299);
    assert.equal(market.document("status").status, "succeeded");
    assert.equal(market.send("GET", "slot/production").status, 404);
    market.advance(1);
    assert.equal(market.send("GET", "slot/production").status, 200);
  });

  it("keeps the publish running until the launch ends", () => {
    const market = stage({ publishRemainsRunning: true });
    const told = () => market.submissions().map((one) => [one.id, one.slot, one.submissionState]);
    const id = "408a4835-0000-1000-0000-000000000001";
    assert.deepEqual(told(), [[id, "staging", "running"]]);
    assert.ok(market.post("golive").headers["Location"]?.includes(id));
    assert.deepEqual(told(), [[id, "staging", "running"]]);
    assert.equal(market.steps(`operations/${id}`).at(-1), "live 0");
    market.advance(1000);
    assert.deepEqual(told(), [[id, "staging", "complete"]]);
    market.post("publish");
    market.advance(1000);
    market.post("publish");
    assert.deepEqual(
      market.submissions().map((one) => one.submissionState),
      ["running", "canceled", "complete"],
    );
    market.advance(1000);
    market.service.failNextPublish("contoso/vm");
    market.post("publish");
    market.advance(1000);
    assert.equal(market.submissions()[0]?.submissionState, "failed");
  });

  it("answers a launch with the publish that is complete all along", () => {
    const market = stage({ goliveContinuesPublish: true });
    const { Location: location = "" } = market.post("golive").headers;
    assert.ok(location.includes("408a4835-0000-1000-0000-000000000001"));
    assert.equal(market.document(location).status, "complete");
    assert.deepEqual(
      [market.document("status").status, market.steps("status").at(-1)],
      ["running", "live 0"],
    );
    assert.equal(market.submissions().length, 1);
    market.service.cancel("contoso/vm");
    assert.deepEqual([market.document(location).status, market.view().status], ["complete", "canceled"]);
  });

  it("respells words on the wire", () => {
    const market = stage({ words: { complete: "Completed", succeeded: "published" } });
    market.post("golive");
    market.advance(1000);
    assert.equal(market.submissions("status=completed")[0]?.submissionState, "Completed");
    assert.deepEqual(
      [market.document("status").status, market.steps("status").at(-1)],
      ["published", "live Completed"],
    );
  });

  it("wraps an operation in an array when asked", () => {
    const market = stage({ operationShape: "array" });
    const [document] = market.get("operations/408a4835-0000-1000-0000-000000000001") as OfferDocument[];
    assert.equal(document?.status, "complete");
  });

  const hints = [
    [{ launchTime: 59_999 }, "1"],
    [{ launchTime: 60_000 }, undefined],
    [{ launchTime: 60_000, retryAfterSeconds: 7 }, "7"],
  ] as const;
  for (const [options, expected] of hints) {
    it(`sends Retry-After ${expected ?? "never"} with ${JSON.stringify(options)}`, () => {
      const market = stage(options);
      assert.equal(market.send("GET", "status").headers["Retry-After"], undefined);
      const { Location: location = "" } = market.post("golive").headers;
      assert.equal(market.send("GET", "status").headers["Retry-After"], expected);
      assert.equal(market.send("GET", location).headers["Retry-After"], expected);
      market.advance(60_000);
      assert.equal(market.send("GET", location).headers["Retry-After"], undefined);
    });
  }
});
