import assert from "node:assert/strict";
import { sdk } from "../../../../provider/plugin/sdk";
import { fromWire, secret, toWire } from "../../../../provider/plugin/wire";
import { UNKNOWN } from "../../../../provider/values/unknown";

const UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const SIGNATURE = "4dabf18193072939515e22adb298388d";

function received(value: unknown): unknown {
  return fromWire(sdk.Struct.fromJavaScript({ value } as never))["value"];
}

describe("plugin: wire", () => {
  const incoming: readonly [string, unknown, unknown][] = [
    ["a text", "a", "a"],
    ["a number", 2, 2],
    ["null", null, null],
    ["a list in an object", { list: [1, { deep: true }] }, { list: [1, { deep: true }] }],
    ["an unknown value", UNKNOWN_TEXT, UNKNOWN],
    ["an unknown number", "3eeb2bf0-c639-47a8-9e75-3b44932eb421", UNKNOWN],
    ["an unknown flag in a list", ["1c4a061d-8072-4f0a-a4cb-0ff528b18fe7"], [UNKNOWN]],
    ["a secret", secret("hidden"), "hidden"],
    ["a secret that is not known yet", secret(UNKNOWN_TEXT), UNKNOWN],
    ["a secret in a secret", secret({ inner: secret(1) }), { inner: 1 }],
    ["an output", { [SIGNATURE]: "d0e6a833031e9bbcd3f4e8bde6ca49a4", value: 3 }, 3],
    ["an output without a value", { [SIGNATURE]: "d0e6a833031e9bbcd3f4e8bde6ca49a4" }, UNKNOWN],
    [
      "an asset, which stays an object",
      { [SIGNATURE]: "other", text: "x" },
      { [SIGNATURE]: "other", text: "x" },
    ],
  ];
  for (const [title, sent, expected] of incoming) {
    it(`reads ${title}`, () => assert.deepEqual(received(sent), expected));
  }

  it("reads properties that were not sent as none", () => assert.deepEqual(fromWire(undefined), {}));

  const outgoing: readonly [string, unknown, unknown][] = [
    ["UNKNOWN as Pulumi's text", UNKNOWN, UNKNOWN_TEXT],
    ["a Date as text", new Date(0), "1970-01-01T00:00:00.000Z"],
    ["a bigint as text", 2n ** 60n, "1152921504606846976"],
    ["a list with a gap", [1, undefined], [1, null]],
    ["an object without what has no word", { a: 1, b: undefined, c: () => 1, d: Symbol("x") }, { a: 1 }],
  ];
  for (const [title, value, expected] of outgoing) {
    it(`writes ${title}`, () => assert.deepEqual(toWire({ value }).toJavaScript(), { value: expected }));
  }

  it("leaves out a property without a value", () => {
    assert.deepEqual(toWire({ gone: undefined, kept: false }).toJavaScript(), { kept: false });
  });

  it("what is written can be sent and read again", () => {
    const bytes = toWire({ a: UNKNOWN, b: ["x"] }).serializeBinary();
    assert.deepEqual(fromWire(sdk.Struct.deserializeBinary(bytes)), { a: UNKNOWN, b: ["x"] });
  });
});
