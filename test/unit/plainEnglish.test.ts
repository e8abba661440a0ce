import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { root } from "../support/root";

/** Phrases that messages and pages once used, and that a native reader had to read twice. */
const REPLACED: readonly (readonly [RegExp, string])[] = [
  [/cannot be told/i, "may or may not"],
  [/declared (?:is|was) (?:version )?[\d$]/i, "offerVersion is"],
  [/\bmend(?:s|ed|ing)?\b/i, "fix, correct"],
  [/\bthe brakes?\b/i, "the safety limits"],
  [/shall (?:go|be) live/i, "should go live"],
  [/goes by (?:the|its)/i, "follows"],
  [/, (?:or )?else\b[^.]{0,30}\.$/m, "otherwise"],
  [/in vain/i, "without success"],
];

function files(folder: string, end: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(end))
    .map((path) => join(folder, path));
}

/** The texts in a program: its strings and the fixed parts of its templates. */
function stringsOf(path: string): string[] {
  const source = ts.createSourceFile(path, readFileSync(join(root, path), "utf8"), ts.ScriptTarget.ES2023);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) found.push(node.text);
    if (ts.isTemplateExpression(node)) {
      found.push(node.head.text, ...node.templateSpans.map(({ literal }) => `$${literal.text}`));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The comments of a program, as running text. */
function commentsOf(path: string): string[] {
  const text = readFileSync(join(root, path), "utf8");
  return [...text.matchAll(/\/\*\*.*?\*\/|(?:^ *\/\/[^\n]*\n)+/gms)].map(([comment]) =>
    comment.replaceAll(/\s*\n\s*(?:\*(?!\/)|\/\/)?\s*/g, " "),
  );
}

/** A page without its tables of tests' titles, which are quoted. */
function proseOf(path: string): string {
  return readFileSync(join(root, path), "utf8")
    .replaceAll(/^\|.*$/gm, "")
    .replaceAll(/\s+/g, " ");
}

describe("messages and the pages that users read", () => {
  it("keep clear of words that were replaced", () => {
    const said = [
      ...files("provider", ".ts").flatMap((path) => stringsOf(path).map((text) => [path, text] as const)),
      ...["README.md", "docs/errors.md", "docs/operations.md", "docs/look.md", "docs/policies.md"].map(
        (path) => [path, proseOf(path)] as const,
      ),
    ];
    assert.ok(said.length > 500, String(said.length));
    const wrong = said.flatMap(([path, text]) =>
      REPLACED.flatMap(([old, better]) => {
        const [found] = old.exec(text) ?? [];
        return found === undefined ? [] : [`${path}: "${found}": rather ${better}`];
      }),
    );
    assert.deepEqual(wrong, []);
  });

  it("keep clear of them in comments, too, which begin with no headless clause", () => {
    const comments = ["provider", "policies", "simulator", "scripts", "support", "bench"].flatMap((folder) =>
      files(folder, ".ts").flatMap((path) => commentsOf(path).map((text) => [path, text] as const)),
    );
    assert.ok(comments.length > 1_500, String(comments.length));
    const replaced = [
      ...REPLACED,
      [/\bshall\b/i, "should, must"] as const,
      [/\banew\b/i, "again"] as const,
      [/^(?:\/\*\*|\/\/|\s)*What /, "a noun"] as const,
    ];
    const wrong = comments.flatMap(([path, text]) =>
      replaced.filter(([old]) => old.test(text)).map(([, better]) => `${path}: ${text}: rather ${better}`),
    );
    assert.deepEqual(wrong, []);
  });

  it("have short sentences: no message joins two with a semicolon", () => {
    // Tables of inputs and settings are documentation, in the form of documentation.
    const messages = files("provider", ".ts").filter((path) => !path.endsWith("Table.ts"));
    const long = messages.flatMap((path) =>
      stringsOf(path)
        .filter((text) => /[a-z)"]; [a-z]/.test(text) && / [a-z]+ /.test(text))
        .map((text) => `${path}: ${text}`),
    );
    assert.deepEqual(long, []);
  });
});
