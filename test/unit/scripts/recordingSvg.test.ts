import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { recordingSvg } from "../../../scripts/recordingSvg";
import { root } from "../../support/root";

function textsOf(svg: string): string[] {
  return [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, text = ""]) => text);
}

/** At which share of the time how many lines are uncovered. */
function uncovered(svg: string): [number, number][] {
  const [, frames = ""] = /@keyframes cover \{ (.*) \}/.exec(svg) ?? [];
  return [...frames.matchAll(/([\d.]+)% \{ transform: translateY\((\d+)px\)/g)].map(([, at, y]) => [
    Number(at),
    Number(y) / 17,
  ]);
}

describe("the picture of a terminal", () => {
  it("shows each line when it came, with long pauses cut to a second", () => {
    const svg = recordingSvg("t", [
      { at: 0, text: "$ npm start" },
      { at: 500, text: "one" },
      { at: 60_000, text: "two" },
      { at: 60_000, text: "three" },
    ]);
    assert.deepEqual(textsOf(svg), ["$ npm start", "one", "two", "three"]);
    // 1.5 s of lines and 6 s of rest.
    assert.deepEqual(uncovered(svg), [
      [0, 1],
      [6.67, 2],
      [20, 4],
    ]);
    assert.match(svg, /animation: cover 7\.5s step-end infinite/);
  });

  it("scrolls when its rows are full", () => {
    const lines = Array.from({ length: 30 }, (_, index) => ({ at: index, text: String(index) }));
    assert.match(recordingSvg("t", lines), /#lines \{[^}]*transform: translateY\(-68px\)/);
  });

  it("breaks long lines, and escapes what would be markup", () => {
    const svg = recordingSvg('a "title"', [{ at: 0, text: `<&>${"x".repeat(120)}\u001b[2J` }]);
    assert.deepEqual(textsOf(svg), [`&lt;&amp;&gt;${"x".repeat(105)}`, `${"x".repeat(15)}[2J`]);
    assert.match(svg, /aria-label="a &quot;title&quot;"/);
  });

  it("in docs/images is what npm start says, and loads nothing", () => {
    const svg = readFileSync(join(root, "docs/images/npm-start.svg"), "utf8");
    const texts = textsOf(svg).map((text) => text.replaceAll("&quot;", '"'));
    const demo = readFileSync(join(root, "scripts/demo.ts"), "utf8");
    const said = [...demo.matchAll(/say\((["'])(.*?)\1\)/g)].map(([, , text = ""]) => `=== ${text}`);
    assert.ok(said.length >= 3, said.join());
    for (const heading of said) assert.ok(texts.includes(heading), heading);
    assert.ok(texts.some((text) => /^\s+version 2 live\s+yes$/.test(text)));
    assert.doesNotMatch(
      svg.replace('xmlns="http://www.w3.org/2000/svg"', ""),
      /https?:|<script|<image|@import/,
    );
  });
});
