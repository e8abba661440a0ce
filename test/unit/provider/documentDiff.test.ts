import assert from "node:assert/strict";
import fc from "fast-check";
import { differences, differenceText } from "../../../provider/documentDiff";

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
      '~ definition.displayText: "Old" => "New"',
      '~ definition.plans[basic].price: "5" => "6"',
      "- definition.plans[pro]: 1 members",
      "+ definition.plans[max]: 1 members",
    ]);
  });

  it("takes entries that nothing tells apart by their place", () => {
    assert.deepEqual(lines({ a: [1, 2] }, { a: [1, 3, 4] }), ['~ a[1]: "2" => "3"', '+ a[2]: "4"']);
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
