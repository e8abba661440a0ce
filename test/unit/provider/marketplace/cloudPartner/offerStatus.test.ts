import assert from "node:assert/strict";
import fc from "fast-check";
import { MarketplaceError } from "../../../../../provider/errors";
import { parseOfferStatus } from "../../../../../provider/marketplace/cloudPartner/offerStatus";
import type { OfferPhase } from "../../../../../provider/marketplace/service";

/** A status document with one step before sign-off, as `validate/sign-off/live`; `-` leaves a step out. */
function documentOf(word: string | undefined, states: string | undefined, messages: unknown[] = []): string {
  const names = [
    ["displaydummycertify", "Validate Pre-Requisites"],
    ["publisher-signoff", "Publisher signoff"],
    ["live", "Live"],
  ] as const;
  const steps = states
    ?.split("/")
    .map((status, index) => ({ id: names[index]?.[0], stepName: names[index]?.[1], status, messages: [] }))
    .filter(({ status }) => status !== "-");
  return JSON.stringify({ status: word, messages, steps, previewLinks: [], liveLinks: [] });
}

describe("phase of an offer", () => {
  const table: readonly (readonly [
    word: string | undefined,
    states: string | undefined,
    phase: OfferPhase,
  ])[] = [
    ["neverPublished", undefined, "unpublished"],
    ["NeverPublished", "notStarted/notStarted/notStarted", "unpublished"],
    ["notStarted", undefined, "unpublished"],
    ["not started", "notStarted/notStarted/notStarted", "preparing"],
    ["running", undefined, "preparing"],
    ["Running", "inProgress/notStarted/notStarted", "preparing"],
    ["running", "complete/notStarted/notStarted", "preparing"],
    ["running", "blocked/notStarted/notStarted", "preparing"],
    ["running", "WaitingForApproval/notStarted/complete", "preparing"],
    ["running", "inProgress/notStarted/complete", "preparing"],
    ["running", "complete/waitingForPublisherReview/notStarted", "readyToLaunch"],
    ["running", "complete/Waiting For Publisher-Review/complete", "readyToLaunch"],
    ["succeeded", "complete/waitingForPublisherReview/notStarted", "readyToLaunch"],
    ["WaitingForPublisherReview", undefined, "readyToLaunch"],
    ["waitingForPublisherReview", "complete/notStarted/notStarted", "readyToLaunch"],
    ["running", "complete/complete/notStarted", "launching"],
    ["running", "complete/complete/inProgress", "launching"],
    ["running", "complete/complete/blocked", "launching"],
    ["running", "notStarted/notStarted/inProgress", "launching"],
    ["succeeded", "complete/complete/running", "launching"],
    ["somethingNew", "complete/complete/notStarted", "launching"],
    [undefined, "complete/complete/notStarted", "launching"],
    ["running", "complete/complete/complete", "live"],
    ["succeeded", "notStarted/notStarted/complete", "live"],
    ["Succeeded", undefined, "live"],
    ["published", "-/-/Complete", "live"],
    ["somethingNew", "-/-/complete", "live"],
    ["failed", undefined, "publishFailed"],
    ["Failed", "complete/complete/inProgress", "launchFailed"],
    ["failed", "complete/waitingForPublisherReview/notStarted", "publishFailed"],
    ["cancelled", "complete/complete/complete", "launchCanceled"],
    ["Canceled", undefined, "publishCanceled"],
    ["succeeded", "complete/complete/notStarted", "launching"],
    ["succeeded", "complete/notStarted/notStarted", "unknown"],
    ["succeeded", "notStarted/notStarted/waitingForApproval", "launching"],
    ["succeeded", "complete/complete/blocked", "launching"],
    ["succeeded", "complete/complete/rejected", "launchFailed"],
    ["running", "complete/complete/rejected", "launchFailed"],
    ["running", "complete/complete/failed", "launchFailed"],
    ["running", "complete/complete/canceled", "launchCanceled"],
    ["running", "inProgress/notStarted/rejected", "preparing"],
    ["running", "complete/notStarted/rejected", "preparing"],
    ["running", "complete/waitingForPublisherReview/rejected", "readyToLaunch"],
    ["somethingNew", undefined, "unknown"],
    ["somethingNew", "inProgress/notStarted/notStarted", "preparing"],
  ];
  for (const [word, states, phase] of table) {
    it(`is ${phase} for ${String(word)} with ${states ?? "no steps"}`, () => {
      assert.equal(parseOfferStatus(documentOf(word, states)).phase, phase);
    });
  }

  it("is not known from a document without status and steps", () => {
    assert.throws(
      () => parseOfferStatus(documentOf(undefined, undefined)),
      /neither status nor steps.*\[RESPONSE_INVALID\]/s,
    );
  });

  const ends: readonly (readonly [word: string, states: string | undefined, phase: OfferPhase])[] = [
    ["failed", "complete/complete/failed", "launchFailed"],
    ["failed", "complete/complete/notStarted", "launchFailed"],
    ["failed", "notStarted/notStarted/rejected", "launchFailed"],
    ["canceled", "complete/complete/canceled", "launchCanceled"],
    ["failed", "failed/notStarted/notStarted", "publishFailed"],
    ["canceled", "complete/canceled/canceled", "publishCanceled"],
    ["failed", "complete/waitingForPublisherReview/notStarted", "publishFailed"],
    ["failed", undefined, "publishFailed"],
    ["running", "complete/complete/inProgress", "launching"],
  ];
  for (const [word, states, phase] of ends) {
    it(`tells a launch from a publish: ${word} with ${states ?? "no steps"} is ${phase}`, () => {
      assert.equal(parseOfferStatus(documentOf(word, states)).phase, phase);
    });
  }
});

describe("parseOfferStatus", () => {
  it("finds steps by name where ids are of another kind", () => {
    const steps = [
      { id: "7", stepName: "publisher-signoff", status: "waitingForPublisherReview", progressPercentage: 0 },
      { id: "8", stepName: "Live", status: "notStarted" },
    ];
    const status = parseOfferStatus(JSON.stringify({ status: "running", steps }));
    assert.equal(status.phase, "readyToLaunch");
    assert.deepEqual(status.step, {
      name: "publisher-signoff",
      word: "waitingForPublisherReview",
      percent: 0,
      messages: [],
    });
  });

  it("reads the percentage under either name, and bounds it", () => {
    const percentOf = (step: object): number | undefined =>
      parseOfferStatus(JSON.stringify({ steps: [{ status: "inProgress", ...step }] })).step?.percent;
    assert.equal(percentOf({ progressPercentage: 40 }), 40);
    assert.equal(percentOf({ processPercentage: 250 }), 100);
    assert.equal(percentOf({ progressPercentage: "40" }), undefined);
  });

  it("names the failed step before the running one, and that before the waiting one", () => {
    const step = (states: string): string | undefined =>
      parseOfferStatus(documentOf("running", states)).step?.name;
    assert.equal(step("inProgress/blocked/notStarted"), "Publisher signoff");
    assert.equal(step("waitingForApproval/inProgress/notStarted"), "Publisher signoff");
    assert.equal(step("complete/notStarted/notStarted"), undefined);
  });

  it("reports every message of a step that stopped, and errors elsewhere, cleaned", () => {
    const steps = [
      {
        stepName: "Certification",
        status: "Rejected",
        messages: [{ messageHtml: "<p>Logo\u001b[31m missing</p>", level: "information" }, "Fix &amp; retry"],
      },
      { stepName: "Provisioning", status: "blocked", messages: [] },
      {
        stepName: "Packaging",
        status: "inProgress",
        messages: [
          { messageHtml: "Fine", level: "information" },
          { messageHtml: "Disk full", level: "Error" },
        ],
      },
    ];
    const messages = [{ messageHtml: "Overall", level: "error" }, { messageHtml: "Note" }, 7, null];
    assert.deepEqual(parseOfferStatus(JSON.stringify({ status: "running", steps, messages })).problems, [
      { step: "Certification", message: "Logo missing" },
      { step: "Certification", message: "Fix & retry" },
      { step: "Provisioning", message: "the step is blocked" },
      { step: "Packaging", message: "Disk full" },
      { message: "Overall" },
    ]);
  });

  it("falls back on the messages of a failure when nothing else tells", () => {
    assert.deepEqual(parseOfferStatus(documentOf("failed", undefined, ["Quota exceeded"])).problems, [
      { message: "Quota exceeded" },
    ]);
    assert.deepEqual(parseOfferStatus(documentOf("running", undefined, ["Quota fine"])).problems, []);
  });

  it("bounds the problems it reports", () => {
    const messages = Array.from({ length: 500 }, () => ({ messageHtml: "x".repeat(900), level: "error" }));
    const { problems } = parseOfferStatus(documentOf("failed", undefined, messages));
    assert.equal(problems.length, 20);
    assert.equal(problems[0]?.message.length, 500);
  });

  for (const body of ["[]", "null", '"running"', "", "<html>", '[{"status":"running"}]']) {
    it(`refuses ${body === "" ? "nothing" : body}`, () => {
      assert.throws(() => parseOfferStatus(body), { code: "RESPONSE_INVALID" });
    });
  }

  it("throws nothing but RESPONSE_INVALID, whatever JSON comes", () => {
    const word = fc.constantFrom(
      "running",
      "failed",
      "complete",
      "live",
      "publisher-signoff",
      "",
      5,
      null,
      [],
      {},
    );
    const step = fc.record(
      { id: word, stepName: word, status: word, messages: fc.jsonValue() },
      { requiredKeys: [] },
    );
    const shaped = fc.record(
      { status: word, steps: fc.array(fc.oneof(step, fc.jsonValue())) },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(shaped, fc.jsonValue()), (document) => {
        try {
          parseOfferStatus(JSON.stringify(document));
        } catch (error) {
          assert.ok(error instanceof MarketplaceError && error.code === "RESPONSE_INVALID", String(error));
        }
      }),
    );
  });
});
