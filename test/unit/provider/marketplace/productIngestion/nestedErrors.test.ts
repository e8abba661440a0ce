import assert from "node:assert/strict";
import { problemsOf, schemaAdvice } from "../../../../../provider/marketplace/productIngestion/nestedErrors";
import { explain } from "../../../../../provider/marketplace/productIngestion/api";

describe("why a job failed", () => {
  it("is every message once, outer ones first, without markup", () => {
    const details = [{ code: "invalidResource", message: "<b>Price</b> is missing" }];
    const errors = [
      { resourceId: "plan/1", code: "badRequest", message: "Correct it", details },
      { resourceId: { x: 1 }, code: "badRequest", message: "Correct it", details },
    ];
    assert.deepEqual(problemsOf(errors), [
      { message: "badRequest: Correct it" },
      { message: "invalidResource: Price is missing" },
    ]);
  });

  it("may have its details as an object, as text, or not at all", () => {
    const message = (details: unknown) =>
      problemsOf([{ code: "conflict", details }]).map((one) => one.message);
    assert.deepEqual(message({ code: "x", message: "y" }), ["conflict", "x: y"]);
    assert.deepEqual(message(["as text"]), ["conflict", "as text"]);
    assert.deepEqual(message(null), ["conflict"]);
    assert.deepEqual(problemsOf({ code: "alone" }), [{ message: "alone" }]);
    assert.deepEqual(problemsOf([{ details: [{ message: "only inside" }] }]), [{ message: "only inside" }]);
    for (const nothing of [undefined, null, [], "text", 5, [{}], [null]])
      assert.deepEqual(problemsOf(nothing), []);
  });

  it("is bounded in number and depth", () => {
    const many = Array.from({ length: 50 }, (_, index) => ({ code: `c${index}` }));
    assert.equal(problemsOf(many).length, 20);
    const deep = Array.from({ length: 50 }).reduce<unknown>(
      (inner) => ({ code: "x", message: "y", details: [inner] }),
      {
        message: "the innermost",
      },
    );
    assert.deepEqual(problemsOf([deep]), [{ message: "x: y" }]);
  });

  it("is permanent when certification failed, at whatever depth that is said", () => {
    const certification = {
      code: "internalServerError",
      message: "Failed",
      details: [
        {
          code: "invalidState",
          message: "Certification",
          details: [{ code: "InvalidState", message: "Issues found during Certification." }],
        },
      ],
    };
    const problems = problemsOf([certification]);
    assert.ok(problems.every(({ step }) => step === "Certification"));
    assert.match(
      problems.at(-1)?.message ?? "",
      /This submission can never pass.*Partner Center.*declare its number/,
    );
  });

  const races = [
    "An In Progress submission 1152921505700000003 already exists.",
    "The submission cannot be pushed to live as its not the latest submission.",
    "The submission cannot be pushed to preview as its not the latest submission.",
  ];
  for (const message of races) {
    it(`is a race when the service says: ${message}`, () => {
      const [said, advice] = problemsOf([{ code: "conflict", message }]);
      assert.equal(said?.message, `conflict: ${message}`);
      assert.match(advice?.message ?? "", /Somebody published or launched in between\. Look again/);
    });
  }

  it("names the setting when a schema was withdrawn", () => {
    const message = "The schema version 2022-03-01-preview2 is deprecated.";
    assert.match(
      problemsOf([{ code: "badRequest", message }])[1]?.message ?? "",
      /azure-marketplace:ingestionSchema/,
    );
    assert.match(
      schemaAdvice("Invalid resource: schema not found") ?? "",
      /AZURE_MARKETPLACE_INGESTION_SCHEMA/,
    );
    assert.equal(schemaAdvice("the product is not found"), undefined);
    assert.equal(schemaAdvice("schemaValidationError: price must be a number"), undefined);
  });
});

describe("the advice of the API", () => {
  const table: readonly (readonly [number, string, RegExp])[] = [
    [
      401,
      "",
      /is not for https:\/\/graph\.microsoft\.com.*AZURE_MARKETPLACE_GRAPH_ACCESS_TOKEN.*applications/,
    ],
    [403, "", /role Manager.*publisher's account.*not as a user/],
    [409, "", /Another submission/],
    [412, "", /Another submission/],
    [423, "", /Another submission/],
    [400, "Schema version deprecated", /azure-marketplace:ingestionSchema/],
  ];
  for (const [status, text, pattern] of table) {
    it(`says what to do about ${status} ${text}`, () =>
      assert.match(explain({ status, text }) ?? "", pattern));
  }

  it("says nothing of its own about others", () => {
    for (const status of [400, 404, 429, 500, 503]) assert.equal(explain({ status }), undefined);
  });
});
