import assert from "node:assert/strict";
import type { DocumentOptions, SimulatorOptions } from "../../../../simulator/index";
import { stage, type Stage } from "../../../support/simulatorClient";

const SEED = [{ publisherId: "contoso", offerId: "vm", preview: 2, production: 1 }];

function market(documents: DocumentOptions, options: SimulatorOptions = {}): Stage {
  return stage({ offers: SEED, documents, ...options });
}

type Entry = Readonly<Record<string, unknown>>;

function entries(one: Stage): Entry[] {
  return one.get("submissions/") as Entry[];
}

function signOff(one: Stage): string[] {
  const { status, steps } = one.document("status");
  return [status, ...steps.filter(({ id }) => id === "publisher-signoff").map((step) => step.status)];
}

describe("simulator: documents in doubtful forms", () => {
  it("writes list entries as the property table has them", () => {
    const one = market({ listForm: "table" });
    one.post("golive");
    assert.deepEqual(entries(one)[0], {
      id: "408a4835-0000-1000-0000-000000000004",
      submissionType: "GoLive",
      createdDateTime: "2026-01-01T00:00:00.000Z",
      lastActionDateTime: "2026-01-01T00:00:00.000Z",
      status: "running",
    });
    one.advance(1000);
    const [launch] = entries(one);
    assert.deepEqual(
      [launch?.["status"], launch?.["lastActionDateTime"]],
      ["completed", "2026-01-01T00:00:01.000Z"],
    );
  });

  it("leaves out what it is told to", () => {
    const full = ["changedTime", "offerVersion", "slot", "version"];
    const kept = (documents: DocumentOptions) =>
      full.filter((name) => Object.hasOwn(entries(market(documents))[0] ?? {}, name));
    assert.deepEqual(kept({}), full);
    assert.deepEqual(kept({ listOmits: ["version"] }), ["changedTime", "slot", "version"]);
    assert.deepEqual(kept({ listOmits: ["time"] }), ["offerVersion", "slot"]);
    assert.deepEqual(kept({ listOmits: ["slot", "version", "time"] }), []);
  });

  it("orders the list as asked", () => {
    const order = (listOrder: DocumentOptions["listOrder"] & string) =>
      entries(market({ listOrder }))
        .map(({ id }) => String(id).slice(-1))
        .join("");
    assert.deepEqual([order("newestFirst"), order("oldestFirst"), order("unordered")], ["321", "123", "213"]);
  });

  it("lists a cancel as an entry of its own", () => {
    const one = market({ listCancels: true });
    one.post("golive");
    one.advance(10);
    one.post("cancel");
    assert.deepEqual(
      one
        .submissions()
        .slice(0, 2)
        .map(({ submissionType, submissionState }) => [submissionType, submissionState]),
      [
        ["cancel", "complete"],
        ["goLive", "canceled"],
      ],
    );
  });

  it("lists what was added, running for as long as asked", () => {
    const one = market({}, { entries: [{ type: "cancel", state: "odd", slot: "draft", agoMs: 5000 }] });
    one.service.addEntry("contoso/vm", { version: 7, runsMs: 100 });
    const told = () =>
      one
        .submissions()
        .map((entry) => [entry.submissionType, entry.submissionState, entry.slot, entry.offerVersion]);
    const seeded = ["publish", "complete", "staging", 2];
    assert.deepEqual(told().slice(0, 3), [
      ["publish", "running", "staging", 7],
      ["cancel", "odd", "draft", undefined],
      seeded,
    ]);
    one.advance(100);
    assert.equal(told()[0]?.[1], "complete");
    assert.throws(() => one.service.addEntry("contoso/vm", { agoMs: -1 }), /agoMs/);
    assert.throws(
      () => one.service.addEntry("contoso/vm", { type: 3 as unknown as string }),
      /type has to be text/,
    );
  });

  it("numbers operations otherwise than slots", () => {
    const one = market({ operationVersionShift: 40 });
    const { Location: location = "" } = one.post("golive").headers;
    assert.equal(one.submissions()[0]?.offerVersion, 42);
    assert.equal((one.get(location) as { offerVersion: number }).offerVersion, 42);
    assert.equal(one.document("slot/preview").version, 2);
  });

  it("raises the version when a launch ends", () => {
    const one = market({ versionRisesAtGolive: true });
    one.post("golive");
    one.advance(1000);
    assert.deepEqual([one.document("slot/production").version, one.document("slot/preview").version], [3, 2]);
    assert.equal(one.send("POST", "golive").status, 400, "what is in preview is live already");
    one.post("publish");
    one.advance(1000);
    assert.equal(one.document("slot/preview").version, 4);
  });

  it("empties preview when a launch ends, and not before", () => {
    const one = market({ previewClears: true });
    one.post("golive");
    one.advance(999);
    assert.equal(one.document("slot/preview").version, 2);
    one.advance(1);
    assert.equal(one.send("GET", "slot/preview").status, 404);
    assert.match(one.send("POST", "golive").body, /OfferNotInPreview/);
    one.post("publish");
    one.advance(1000);
    assert.deepEqual([one.document("slot/preview").version, one.post("golive").status], [3, 202]);
  });

  const signOffs = [
    ["step", ["running", "waitingForPublisherReview"]],
    ["offer", ["waitingForPublisherReview", "notStarted"]],
    ["both", ["waitingForPublisherReview", "waitingForPublisherReview"]],
    ["nothing", ["running", "notStarted"]],
  ] as const;
  for (const [signOffShownBy, expected] of signOffs) {
    it(`shows by ${signOffShownBy} that sign-off waits`, () => {
      const one = market({ signOffShownBy });
      assert.deepEqual(signOff(one), expected);
      one.post("golive");
      assert.deepEqual(signOff(one), ["running", "complete"]);
    });
  }

  const ends = [
    [{ failedLaunchShows: "rejectedStep" }, ["running", "complete", "rejected"]],
    [{ failedLaunchShows: "signOffAgain" }, ["running", "waitingForPublisherReview", "notStarted"]],
    [{ failedLaunchShows: "lastSuccess" }, ["succeeded", "notStarted", "complete"]],
    [{ canceledLaunchShows: "signOffAgain" }, ["running", "waitingForPublisherReview", "notStarted"]],
    [{ canceledLaunchShows: "lastSuccess" }, ["succeeded", "notStarted", "complete"]],
  ] as const;
  for (const [documents, expected] of ends) {
    it(`ends a launch with ${JSON.stringify(documents)}`, () => {
      const one = market(documents);
      const fails = "failedLaunchShows" in documents;
      if (fails) one.service.failNextLaunch("contoso/vm");
      one.post("golive");
      one.advance(500);
      if (!fails) one.post("cancel");
      one.advance(500);
      const { status, steps } = one.document("status");
      assert.deepEqual([status, steps[4]?.status, steps[5]?.status], expected);
      assert.equal(one.view().status, fails ? "failed" : "canceled", "what is true stays true");
    });
  }

  it("shows the failure where no launch succeeded before", () => {
    const one = stage({ documents: { failedLaunchShows: "lastSuccess" } });
    one.service.failNextLaunch("contoso/vm");
    one.post("golive");
    one.advance(1000);
    assert.equal(one.document("status").status, "failed");
  });

  for (const location of ["relative", "legacy"] as const) {
    it(`names the earlier publish in the answer to a launch, ${location}`, () => {
      const one = market({ goliveNames: "publish" }, { location });
      const { Location: named = "" } = one.post("golive").headers;
      assert.equal(one.document(named).status, "complete");
      assert.deepEqual(one.submissions()[0]?.submissionState, "running");
      assert.equal(one.submissions()[0]?.submissionType, "goLive");
    });
  }

  it("changes what documents look like at any time", () => {
    const one = market({ signOffShownBy: "both" });
    one.service.changeDocuments({ signOffShownBy: "offer" });
    one.service.changeDocuments({ listForm: "table" });
    assert.deepEqual(signOff(one), ["waitingForPublisherReview", "notStarted"]);
    assert.equal(entries(one)[0]?.["status"], "completed");
  });

  it("names the sign-off step of migrated offers by its id", () => {
    const names = (["relative", "absolute", "legacy"] as const).map((location) => {
      const status = market({}, { location }).get("status") as { steps: { stepName: string }[] };
      return status.steps[4]?.stepName;
    });
    assert.deepEqual(names, ["publisher-signoff", "Publisher signoff", "Publisher signoff"]);
  });

  const bad: readonly (readonly [object, RegExp])[] = [
    [{ listForm: "other" }, /documents.listForm: give one of sample, table/],
    [{ listOmits: ["id"] }, /documents.listOmits: give a list of version, time, slot/],
    [{ listOmits: "time" }, /documents.listOmits/],
    [{ operationVersionShift: 0.5 }, /documents.operationVersionShift: give a whole number/],
    [{ toString: "x" }, /documents.toString: unknown; there are listForm/],
  ];
  for (const [documents, message] of bad) {
    it(`refuses ${JSON.stringify(documents)}`, () => {
      assert.throws(() => market(documents), message);
      assert.throws(() => market({}).service.changeDocuments(documents), message);
    });
  }
});
