import assert from "node:assert/strict";
import fc from "fast-check";
import { MarketplaceError } from "../../../../provider/errors";
import {
  asRecord,
  fieldOf,
  numberField,
  parseJson,
  stringField,
  textField,
} from "../../../../provider/values/json";

function refusal(text: string): MarketplaceError {
  try {
    parseJson(text, "The document");
  } catch (error) {
    assert.ok(error instanceof MarketplaceError);
    assert.equal(error.code, "RESPONSE_INVALID");
    return error;
  }
  throw new assert.AssertionError({ message: "nothing was thrown" });
}

describe("parseJson", () => {
  it("keeps the digits of numbers that a JavaScript number cannot hold", () => {
    assert.deepEqual(parseJson("[636576975611768314,-9007199254740993,1e400,9007199254740991,1.5,0]", "x"), [
      "636576975611768314",
      "-9007199254740993",
      "1e400",
      9007199254740991,
      1.5,
      0,
    ]);
  });

  it("tolerates a byte order mark", () => assert.deepEqual(parseJson('\ufeff{"a":1}', "x"), { a: 1 }));

  it("makes prototype keys plain fields", () => {
    const parsed = parseJson('{"__proto__":{"status":"failed"},"constructor":{"prototype":{"x":1}}}', "x");
    assert.equal(stringField(parsed, "status"), undefined);
    assert.equal(({} as Record<string, unknown>)["x"], undefined);
    assert.equal(fieldOf({}, "constructor"), undefined);
  });

  it("refuses depth before it parses, and counts no brackets in strings", () => {
    const nested = (levels: number): string => "[".repeat(levels) + "]".repeat(levels);
    assert.match(refusal(nested(101)).message, /nested more than 100 levels/);
    assert.match(refusal("[".repeat(2_000_000)).message, /nested/);
    assert.doesNotThrow(() => parseJson(nested(100), "x"));
    assert.equal(parseJson(JSON.stringify(`"\\${"[".repeat(500)}`), "x"), `"\\${"[".repeat(500)}`);
  });

  const garbled: readonly (readonly [title: string, text: string, message: RegExp])[] = [
    [
      "HTML",
      "<html>\u001b[31mSign in</html>",
      /The document is not JSON; it begins: <html>Sign in<\/html>\. Check/,
    ],
    ["nothing", "  ", /is empty\. Check/],
    ["a cut document", '{"status":"run', /is not JSON; it begins: \{"status":"run/],
  ];
  for (const [title, text, message] of garbled) {
    it(`refuses ${title}`, () => assert.match(refusal(text).message, message));
  }

  it("quotes no more than 200 characters", () => {
    assert.ok(refusal("x".repeat(5000)).message.length < 450);
  });

  it("reads what JSON.parse reads, and throws nothing of its own", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const text = JSON.stringify(value);
        assert.equal(JSON.stringify(parseJson(text, "x")).replaceAll('"', ""), text.replaceAll('"', ""));
      }),
    );
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...Array.from('[]{}":,\\ax1 ')), maxLength: 30 }),
        (text) => {
          let expected: unknown;
          try {
            expected = JSON.parse(text) as unknown;
          } catch {
            refusal(text);
            return;
          }
          assert.deepEqual(parseJson(text, "x"), expected);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe("fields of untrusted values", () => {
  it("read only what has the type", () => {
    const value = { text: "a", blank: " ", count: 3, half: 1.5, list: [] };
    assert.equal(stringField(value, "text"), "a");
    assert.equal(stringField(value, "blank"), undefined);
    assert.equal(stringField(value, "count"), undefined);
    assert.equal(textField(value, "count"), "3");
    assert.equal(textField(value, "half"), undefined);
    assert.equal(numberField(value, "half"), 1.5);
    assert.equal(numberField(value, "text"), undefined);
    assert.equal(asRecord(value.list), undefined);
    assert.equal(fieldOf(null, "a"), undefined);
  });
});
