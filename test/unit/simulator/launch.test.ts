import assert from "node:assert/strict";
import { OFFER, stage } from "../../support/simulatorClient";

const DONE = [
  "displaydummycertify complete",
  "displaycertify complete",
  "displayprovision complete",
  "displaypackage complete",
];

describe("simulator: publishing and launching", () => {
  it("takes a version live, step by step", () => {
    const market = stage();
    assert.deepEqual(market.steps("status"), [
      ...DONE,
      "publisher-signoff waitingForPublisherReview",
      "live notStarted",
    ]);
    const { Location: location = "" } = market.post("golive").headers;
    const seen: unknown[] = [];
    for (let ms = 0; ms <= 1000; ms += 250) {
      seen.push([
        market.document("status").status,
        market.steps("status").at(-1),
        market.document(location).status,
        ...market.steps(location),
      ]);
      market.advance(250);
    }
    const [signedOff, provisioned, packaged] = [
      "publisher-signoff complete",
      "displayprovision complete",
      "displaypackage complete",
    ];
    assert.deepEqual(seen, [
      [
        "running",
        "live 0",
        "running",
        signedOff,
        "displayprovision 0",
        "displaypackage notStarted",
        "live notStarted",
      ],
      [
        "running",
        "live 25",
        "running",
        signedOff,
        "displayprovision 62",
        "displaypackage notStarted",
        "live notStarted",
      ],
      ["running", "live 50", "running", signedOff, provisioned, "displaypackage 50", "live notStarted"],
      ["running", "live 75", "running", signedOff, provisioned, packaged, "live 37"],
      ["succeeded", "live complete", "complete", signedOff, provisioned, packaged, "live complete"],
    ]);
    assert.equal(market.document("slot/production").version, 1);
    assert.equal(market.document("slot/preview").version, 1);
  });

  it("moves production at the end, not before", () => {
    const market = stage();
    market.post("golive");
    market.advance(999);
    assert.equal(market.send("GET", "slot/production").status, 404);
    assert.deepEqual(market.view().running, {
      id: "408a4835-0000-1000-0000-000000000002",
      kind: "goLive",
      version: 1,
      submission: market.view().previewSubmission,
      percent: 99,
    });
    market.advance(1);
    assert.equal(market.view().productionVersion, 1);
    assert.equal(market.view().running, undefined);
  });

  it("publishes the draft as the next version", () => {
    const market = stage();
    const save = (text: string) => {
      const body = JSON.stringify({ definition: { displayText: text } });
      assert.equal(market.send("PUT", OFFER, { body, headers: { "If-Match": "*" } }).status, 200);
    };
    save("Two");
    assert.equal(market.post("publish", '{"metadata":{"notification-emails":"a@x"}}').status, 202);
    save("Three");
    market.advance(500);
    assert.deepEqual(market.steps("status").slice(0, 3), [
      "displaydummycertify complete",
      "displaycertify 80",
      "displayprovision notStarted",
    ]);
    assert.equal(market.view().previewVersion, 1);
    market.advance(500);
    const { version, definition } = market.document("slot/preview");
    assert.deepEqual([version, definition.displayText], [2, "Two"]);
    assert.equal(market.document("versions/1").definition.displayText, "vm");
    assert.equal(market.document("slot/draft").definition.displayText, "Three");
    assert.equal(market.view().waitsForSignOff, true);
    assert.match(market.send("GET", "submissions/").body, /"emails":"a@x"/);
  });

  it("runs one operation at a time", () => {
    const market = stage();
    market.post("golive");
    for (const action of ["golive", "publish"]) {
      const refused = market.post(action);
      assert.deepEqual([refused.status, refused.body], [409, ""], action);
    }
    market.advance(1000);
    assert.equal(market.post("publish").status, 202);
    assert.equal(market.post("golive").status, 409);
    market.advance(1000);
    assert.equal(
      market.post("publish").status,
      202,
      "an offer that waits for sign-off can be published again",
    );
  });

  it("fails a launch where it is told to, once", () => {
    const market = stage();
    market.service.failNextLaunch("contoso/vm", { step: "displaypackage", messages: ["<b>No</b>"] });
    const { Location: location = "" } = market.post("golive").headers;
    market.advance(599);
    assert.equal(market.document(location).status, "running");
    market.advance(1);
    const failed = market.document(location);
    assert.deepEqual(market.steps(location), [
      "publisher-signoff complete",
      "displayprovision complete",
      "displaypackage failed",
      "live notStarted",
    ]);
    const messages = [{ messageHtml: "<b>No</b>", level: "error", timestamp: "2026-01-01T00:00:00.600Z" }];
    assert.deepEqual([failed.status, failed.steps[2]?.messages], ["failed", messages]);
    const status = market.document("status");
    assert.deepEqual(
      [status.status, status.steps[5]?.status, status.steps[5]?.messages],
      ["failed", "failed", messages],
    );
    assert.deepEqual([market.view().previewVersion, market.view().productionVersion], [1, undefined]);
    assert.equal(market.post("golive").status, 202);
    market.advance(1000);
    assert.equal(market.view().productionVersion, 1);
  });

  it("fails a publish where it is told to", () => {
    const market = stage();
    market.service.failNextPublish("contoso/vm");
    market.post("publish");
    market.advance(600);
    assert.deepEqual(market.steps("status").slice(0, 3), [
      "displaydummycertify complete",
      "displaycertify failed",
      "displayprovision notStarted",
    ]);
    assert.deepEqual([market.view().status, market.view().previewVersion], ["failed", 1]);
    assert.throws(
      () => market.service.failNextPublish("contoso/vm", { step: "live" }),
      /publish has no step live, only display/,
    );
  });

  it("cancels a launch and allows another", () => {
    const market = stage();
    const { Location: location = "" } = market.post("golive").headers;
    market.advance(500);
    assert.equal(market.post("cancel").headers["Location"], location);
    market.advance(5000);
    assert.equal(market.document(location).status, "canceled");
    assert.deepEqual(market.steps(location).slice(1), [
      "displayprovision complete",
      "displaypackage canceled",
      "live notStarted",
    ]);
    assert.deepEqual([market.view().status, market.steps("status").at(-1)], ["canceled", "live canceled"]);
    assert.equal(market.submissions()[0]?.submissionState, "canceled");
    assert.equal(market.view().productionVersion, undefined);
    assert.equal(market.post("golive").status, 202);
  });
  it("lets somebody else act", () => {
    const market = stage();
    assert.equal(market.service.publish("contoso/vm", { duration: 0 }).version, 2);
    assert.equal(market.view().previewVersion, 2);
    assert.equal(market.service.goLive("contoso/vm").kind, "goLive");
    assert.throws(() => market.service.publish("contoso/vm"), /publish of contoso\/vm is refused: busy/);
    assert.equal(market.service.cancel("contoso/vm")?.version, 2);
    assert.equal(market.service.goLive("contoso/vm", { duration: 0 }).percent, 100);
    assert.equal(market.service.cancel("contoso/vm"), undefined);
    assert.throws(
      () => market.service.offer("contoso/other"),
      /holds no offer contoso\/other, only contoso\/vm/,
    );
    assert.deepEqual(market.service.requests, []);
  });
});
