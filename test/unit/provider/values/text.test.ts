import assert from "node:assert/strict";
import fc from "fast-check";
import { cleanPlainText, cleanText } from "../../../../provider/values/text";

const ESC = "\u001b";

/** Text made of the pieces that markup, entities and terminal escapes are made of. */
const hostileText = fc
  .array(
    fc.oneof(
      fc.constantFrom("<", ">", "&", ";", "#", "/", "!", "?", "-", '"', " ", "\n"),
      fc.constantFrom("lt", "amp", "#38", "#60", "#x200b", "script", "style", "b", "--"),
      fc.constantFrom("<!--", "-->", "<b>", "</script>", "&amp;", "&lt;", "&#0;", "[31m", "]8;;", "\\"),
      fc.constantFrom(
        ESC,
        "\u0007",
        "\u009b",
        "\u009d",
        "\u202e",
        "\u200b",
        "\ufeff",
        "\ud83d",
        "\ude00",
        "\u2028",
      ),
      fc.string({ unit: "binary", maxLength: 4 }),
    ),
    { maxLength: 60, size: "max" },
  )
  .map((parts) => parts.join(""));

describe("cleanText", () => {
  const cases: readonly (readonly [title: string, raw: string, clean: string])[] = [
    ["keeps plain text", "Step completed.", "Step completed."],
    ["strips tags", "Certification <b class='x'>failed</b><br/>twice", "Certification failed twice"],
    [
      "drops scripts, styles and comments with their content",
      "a<script>x<b></SCRIPT>b<style>p{}</style>c<!-- <i> -->d",
      "a b c d",
    ],
    ["drops what an unclosed script begins", "a<script>alert(1)", "a"],
    ["makes no tag of the pieces of others", "x <a<b>>y", "x ‹a >y"],
    ["decodes what was encoded twice", "&amp;amp;", "&"],
    ["stops decoding what was encoded time and again", "x &amp;amp;amp;amp;amp;amp;lt;b>", "x amp;lt;b>"],
    ["keeps a comparison", "a < b and c > d", "a < b and c > d"],
    ["decodes entities", "R&amp;D&nbsp;&quot;x&quot; &#65;&#x42; &hellip;", 'R&D "x" AB …'],
    ["shows an encoded comparison", "a &lt; 5 &gt; b", "a ‹ 5 › b"],
    ["keeps what is no entity", "a & b &unknown; &#;", "a & b &unknown; &#;"],
    [
      "shows an encoded angle bracket without making a tag",
      "value &lt;script&gt; of &amp;lt;x",
      "value ‹script› of ‹x",
    ],
    [
      "removes colours and links of a terminal",
      `${ESC}[31mred${ESC}[0m ${ESC}]8;;http://x\u0007link${ESC}]8;;\u0007`,
      "red link",
    ],
    ["removes encoded control characters", "a&#27;[31mb&#x202e;c&#0;d", "a [31mb c d"],
    ["removes bidirectional and zero-width characters", "a\u202eb\u200bc\ufeffd\u2066", "abcd"],
    ["makes white space one space", " a\r\n\t b\u00a0\u2028c ", "a b c"],
    [
      "disarms commands of the Pulumi engine",
      "a <{%fg 1%}>b &lt;{%no%}> <<b>{%x%}>",
      "a ‹{%fg 1%}>b ‹{%no%}> < {%x%}>",
    ],
    ["replaces a code point beyond Unicode", "&#99999999;", "\ufffd"],
  ];
  for (const [title, raw, clean] of cases) {
    it(title, () => assert.equal(cleanText(raw), clean));
  }

  it("cuts at the bound with an ellipsis, and no pair of surrogates in two", () => {
    assert.equal(cleanText("abcdef", 4), "abc…");
    assert.equal(cleanText("ab😀def", 4), "ab…");
    assert.equal(cleanText("ab cdef", 4), "ab…");
    assert.equal(cleanText("x".repeat(600)).length, 500);
  });

  it("never prints a control character, never exceeds the bound, and is idempotent", () => {
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 1, max: 80 }), (raw, bound) => {
        const clean = cleanText(raw, bound);
        assert.doesNotMatch(clean, /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        assert.ok(clean.length <= bound);
        assert.equal(cleanText(clean, bound), clean);
        assert.doesNotMatch(clean, /<[a-z/!?][^<>]*>/i);
      }),
      { numRuns: 3000 },
    );
  });

  it("takes time in proportion to the length", () => {
    const size = 2_000_000;
    for (const piece of [
      "<",
      "<a ",
      "<!--",
      "<script>",
      "&amp;",
      `${ESC}[`,
      `${ESC}]`,
      " ",
      "<style></style>",
    ]) {
      const raw = piece.repeat(size / piece.length);
      const started = process.hrtime.bigint();
      cleanText(raw);
      assert.ok(process.hrtime.bigint() - started < 4_000_000_000n, `slow for ${JSON.stringify(piece)}`);
    }
  });
});

describe("cleanPlainText", () => {
  it("keeps angle brackets and entities, and removes what a terminal would act on", () => {
    assert.equal(cleanPlainText(`<a> &lt;\n${ESC}[1mb\u202e`), "<a> &lt; b");
  });
});
