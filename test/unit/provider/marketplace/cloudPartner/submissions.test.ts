import assert from "node:assert/strict";
import fc from "fast-check";
import { MarketplaceError } from "../../../../../provider/errors";
import { parseSubmissions } from "../../../../../provider/marketplace/cloudPartner/submissions";

const urlOf = (id: string): string | undefined =>
  id === ".." ? undefined : `https://x.example/operations/${id}`;

function parse(...items: unknown[]) {
  return parseSubmissions(JSON.stringify(items), urlOf);
}

describe("parseSubmissions", () => {
  it("reads an item whole, and takes no revision stamp for a version", () => {
    const body =
      '[{"id":"4f1c","offerVersion":3,"submissionType":"publish","submissionState":"Running","publishingVersion":2,' +
      '"slot":"staging","version":636576975611768314,"changedTime":"2018-03-26T21:46:01.179948Z"}]';
    assert.deepEqual(parseSubmissions(body, urlOf), [
      {
        id: "4f1c",
        kind: "publish",
        status: "running",
        word: "Running",
        version: "3",
        changedAt: Date.UTC(2018, 2, 26, 21, 46, 1, 179),
        operationUrl: "https://x.example/operations/4f1c",
      },
    ]);
    assert.equal(parse({ id: "a", version: 7 })[0]?.version, undefined);
  });

  const kinds: readonly (readonly [slot: string | undefined, type: string | undefined, kind: string])[] = [
    ["staging", "publish", "publish"],
    ["Staging", "goLive", "launch"],
    ["staging", undefined, "publish"],
    ["staging", "certify", "other"],
    ["draft", "publish", "other"],
    ["draft", undefined, "other"],
    ["production", "cancel", "other"],
    ["staging", "Cancel", "other"],
    ["production", "promote", "launch"],
    [undefined, "Publish/GGoLive", "launch"],
    [undefined, "Cancel", "other"],
    [undefined, "transfer", "other"],
    ["preview", undefined, "publish"],
    ["production", "publish", "launch"],
    ["live", "publish", "launch"],
    [undefined, "Publish", "publish"],
    [undefined, "GoLive", "launch"],
    [undefined, undefined, "other"],
  ];
  for (const [slot, submissionType, kind] of kinds) {
    it(`calls slot ${String(slot)} with type ${String(submissionType)} a ${kind}`, () => {
      assert.equal(parse({ id: "a", slot, submissionType })[0]?.kind, kind);
    });
  }

  it("leaves out what has no id that a URL can hold", () => {
    assert.deepEqual(
      parse({ id: "" }, {}, null, 5, [], { id: ".." }, { id: 12 }, { id: "b" }).map(({ id }) => id),
      ["12", "b"],
    );
  });

  it("keeps an unknown or missing state as one that has not ended", () => {
    assert.deepEqual(
      parse({ id: "a", submissionState: "archived\u001b[31m" }, { id: "b" }).map(({ status, word }) => [
        status,
        word,
      ]),
      [
        [undefined, "archived"],
        [undefined, "(no state)"],
      ],
    );
  });

  it("takes a time without a zone for UTC, wherever it runs", () => {
    const zone = process.env["TZ"];
    process.env["TZ"] = "Asia/Tokyo";
    try {
      assert.equal(
        parse({ id: "a", changedTime: "2020-01-02T03:04:05" })[0]?.changedAt,
        Date.UTC(2020, 0, 2, 3, 4, 5),
      );
    } finally {
      if (zone === undefined) delete process.env["TZ"];
      else process.env["TZ"] = zone;
    }
  });

  it("reads an item in the form of the property table", () => {
    const item = {
      id: "4f1c",
      submissionType: "GoLive",
      status: "completed",
      createdDateTime: "2018-03-26T21:00:00Z",
      lastActionDateTime: "2018-03-26T21:46:01Z",
      error: null,
    };
    assert.deepEqual(parse(item), [
      {
        id: "4f1c",
        kind: "launch",
        status: "succeeded",
        word: "completed",
        changedAt: Date.UTC(2018, 2, 26, 21, 46, 1),
        operationUrl: "https://x.example/operations/4f1c",
      },
    ]);
    const { lastActionDateTime: _unknown, ...created } = item;
    assert.equal(parse(created)[0]?.changedAt, Date.UTC(2018, 2, 26, 21));
  });

  const times: readonly (readonly [item: object, changedAt: number | undefined])[] = [
    [
      { definition: { changedTime: "2020-01-02T03:04:05.1234567+01:00" } },
      Date.UTC(2020, 0, 2, 2, 4, 5, 123),
    ],
    [{ changedTime: "yesterday" }, undefined],
    [{ changedTime: "yesterday", createdDateTime: "2020-01-02T03:04:05Z" }, Date.UTC(2020, 0, 2, 3, 4, 5)],
    [{ changedTime: "2020-13-02T03:04:05Z" }, undefined],
    [{ changedTime: 5 }, undefined],
  ];
  for (const [item, changedAt] of times) {
    it(`reads the time of ${JSON.stringify(item)}`, () => {
      assert.equal(parse({ id: "a", ...item })[0]?.changedAt, changedAt);
    });
  }

  for (const body of ['{"value":[]}', '{"items":[]}', "null", ""]) {
    it(`refuses ${body === "" ? "nothing" : body}`, () => {
      assert.throws(() => parseSubmissions(body, urlOf), { code: "RESPONSE_INVALID" });
    });
  }

  it("throws nothing but RESPONSE_INVALID, whatever JSON comes", () => {
    fc.assert(
      fc.property(fc.json(), fc.array(fc.jsonValue()), (body, items) => {
        for (const text of [
          body,
          JSON.stringify(items.map((item) => ({ id: item, slot: item, changedTime: item }))),
        ]) {
          try {
            parseSubmissions(text, urlOf);
          } catch (error) {
            assert.ok(error instanceof MarketplaceError && error.code === "RESPONSE_INVALID", String(error));
          }
        }
      }),
    );
  });
});
