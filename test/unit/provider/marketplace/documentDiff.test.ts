import assert from "node:assert/strict";
import fc from "fast-check";
import { differences, differenceText } from "../../../../provider/marketplace/documentDiff";

function lines(from: unknown, to: unknown): string[] {
  return differences(from, to).map(differenceText);
}

const PLAN = { planId: "basic", price: 5, images: ["a"] };
const DOCUMENT = {
  version: 1,
  changedTime: "x",
  definition: { displayText: "Old", plans: [PLAN, { planId: "pro" }] },
};

describe("what would become public", () => {
  it("is nothing but what differs, by path, whatever the service counts up itself", () => {
    assert.deepEqual(lines(DOCUMENT, { ...DOCUMENT, version: 2, changedTime: "y" }), []);
    const to = {
      ...DOCUMENT,
      definition: { displayText: "New", plans: [{ planId: "max" }, { ...PLAN, price: 6 }] },
    };
    assert.deepEqual(lines(DOCUMENT, to), [
      "- definition.plans[pro]: 1 members",
      "+ definition.plans[max]: 1 members",
      "~ definition.plans[basic].price: 5 => 6",
      '~ definition.displayText: "Old" => "New"',
    ]);
    const stamped = { ...DOCUMENT, definition: { ...DOCUMENT.definition, changedTime: "z" } };
    assert.deepEqual(lines(DOCUMENT, stamped), []);
  });

  it("takes entries that nothing tells apart by their place", () => {
    assert.deepEqual(lines({ a: [1, 1] }, { a: [1, 3, 4] }), ["~ a[1]: 1 => 3", "+ a[2]: 4"]);
  });

  it("takes plain entries by their value", () => {
    assert.deepEqual(lines({ a: ["x", "y"] }, { a: ["w", "x", "y"] }), ['+ a[w]: "w"']);
    assert.deepEqual(lines({ a: [1, 2] }, { a: [1, 3] }), ["- a[2]: 2", "+ a[3]: 3"]);
  });

  const shown: readonly (readonly [string, unknown, unknown, string])[] = [
    [
      "the end of long texts",
      `${"x".repeat(99)}abc`,
      `${"x".repeat(99)}abd`,
      `"…${"x".repeat(18)}abc" => "…${"x".repeat(18)}abd"`,
    ],
    ["the type of a value", 1, "1", '1 => "1"'],
    ["true and null", true, null, "true => null"],
    ["no query", "x", "ABFSS://s.test/a?sv=1", '"x" => "ABFSS://s.test/a?..."'],
    ["no query by itself", "x", "?sv=1&sig=SECRET end", '"x" => "?... end"'],
    ["no address of a person", "x", "jo@contoso.com", '"x" => "redacted@redacted.invalid"'],
  ];
  for (const [title, from, to, expected] of shown) {
    it(`shows ${title}`, () => {
      assert.deepEqual(lines({ a: from }, { a: to }), [`~ a: ${expected}`]);
    });
  }

  it("hides what members with the name of a secret hold", () => {
    const to = { sasUri: "B", list: [{ clientSecret: { a: "C" } }], urls: ["https://s.test/?sig=D"] };
    assert.deepEqual(lines({ sasUri: "A", list: [{}], urls: [] }, to), [
      "~ sasUri: (hidden) => (hidden)",
      "+ list[0].clientSecret: (hidden)",
      '+ urls[https://s.test/]: "https://s.test/?..."',
    ]);
  });

  it("names what is added by its title, and a long address by host and file", () => {
    const vhd = `https://store.test/${"folder/".repeat(20)}image-1.2.0.vhd`;
    const plan = { planId: "max", "skus.skuTitle": "Contoso Max", images: {} };
    assert.deepEqual(lines({ plans: [] }, { plans: [plan], osVhdUrl: vhd }), [
      '+ plans[max]: "Contoso Max", 3 members',
      `+ osVhdUrl: "https://store.test/…${vhd.slice(-(60 - "https://store.test/".length - 1))}"`,
    ]);
  });

  it("marks addresses that are only signed again", () => {
    const from = { logo: "https://s.test/a.png?sig=1", shots: [{ imageUrl: "https://s.test/b.png?sig=1" }] };
    const to = { logo: "https://s.test/a.png?sig=2", shots: [{ imageUrl: "https://s.test/b.png?sig=2" }] };
    assert.deepEqual(
      differences(from, to).map(({ queryAlone }) => queryAlone),
      [true, true],
    );
    assert.deepEqual(lines(from, { ...from, logo: "https://s.test/c.png?sig=1" }).length, 1);
  });

  it("hides keys, and no words that only contain the letters", () => {
    const hidden = ["apiKey", "primary_key", "accessKey", "sasUri", "imageSas", "SASToken"];
    const shown = ["salesAssistance", "disasterRecovery", "keywords"];
    for (const name of [...hidden, ...shown]) {
      const [line = ""] = lines({ [name]: "a" }, { [name]: "b" });
      assert.equal(line.includes("(hidden)"), hidden.includes(name), name);
    }
  });

  it("takes texts of ten million characters", () => {
    for (const piece of [
      "AccountKey=aaa",
      "eyJhbGciOi",
      "sig=",
      String.raw`\"token\":\"`,
      "jo@contoso.com",
    ]) {
      const text = piece.repeat(10_000_000 / piece.length);
      assert.equal(differences({ a: text }, { a: `${text}b` }).length, 1);
    }
  });

  it("shows no signature of an address, and no terminal sequence", () => {
    const [line] = lines({ a: "x" }, { a: "https://store.test/image.vhd?sig=SECRET&se=1 \u001b[31mred" });
    assert.equal(line, '~ a: "x" => "https://store.test/image.vhd?... red"');
  });

  it("tells every member that differs, and no other", () => {
    const documents = fc.dictionary(fc.string(), fc.oneof(fc.integer(), fc.string(), fc.boolean()));
    fc.assert(
      fc.property(documents, documents, (from, to) => {
        const names = new Set([...Object.keys(from), ...Object.keys(to)]);
        const differing = [...names].filter((name) => from[name] !== to[name]);
        assert.equal(differences({ x: from }, { x: to }).length, differing.length);
      }),
    );
  });

  it("takes whatever JSON can say", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (from, to) => {
        differences(from, to);
        assert.deepEqual(differences(from, from), []);
      }),
    );
  });
});
