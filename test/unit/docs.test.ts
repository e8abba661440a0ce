import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import ts from "typescript";
import { PROOF_AGE_MS } from "../../provider/decision/proof";
import { ERROR_CODES } from "../../provider/errors";
import { PLAN } from "../docs/plan";
import { root } from "../support/root";

interface Block {
  readonly language: string;
  /** The number of the block's first line in its page, from 0. */
  readonly line: number;
  readonly text: string;
}

interface Page {
  /** The path from the project's folder, with forward slashes. */
  readonly path: string;
  /** The rest without the blocks of code. */
  readonly prose: string;
  readonly blocks: readonly Block[];
}

const SKIPPED: ReadonlySet<string> = new Set(["node_modules", "dist", "dist-sdks", ".git"]);
const FENCE = /^([ \t]*)```(\w*)[^\n]*\n(.*?)^\1```[ \t]*$/gms;

function markdownFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !SKIPPED.has(name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return markdownFiles(path);
      return entry.name.endsWith(".md") ? [path] : [];
    });
}

function readPage(file: string): Page {
  const text = readFileSync(file, "utf8");
  const blocks = [...text.matchAll(FENCE)].map(([, , language = "", code = ""]) => ({ language, code }));
  let from = 0;
  return {
    path: relative(root, file).replaceAll("\\", "/"),
    prose: text.replaceAll(FENCE, ""),
    blocks: blocks.map(({ language, code }) => {
      from = text.indexOf(`\n${code}`, from) + 1;
      return { language, line: text.slice(0, from).split("\n").length - 1, text: code };
    }),
  };
}

function headings({ prose }: Page): string[] {
  return [...prose.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = ""]) => heading.trim());
}

/** The anchor that GitHub gives a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(" ", "-");
}

/** Targets of links that stay in the project: neither URLs nor mail. */
function linksOf({ prose }: Page): string[] {
  return [...prose.matchAll(/\]\(([^()\s]+)\)/g)]
    .map(([, target = ""]) => target)
    .filter((target) => !/^[a-z]+:/i.test(target));
}

function isBroken(from: Page, link: string, pages: readonly Page[]): boolean {
  const [path = "", anchor] = link.split("#");
  const target = path === "" ? from.path : join(dirname(from.path), path).replaceAll("\\", "/");
  if (!existsSync(join(root, target))) return true;
  if (anchor === undefined) return false;
  const page = pages.find((one) => one.path === target);
  return page === undefined || !headings(page).map(anchorOf).includes(anchor);
}

function compilerOptions(): ts.CompilerOptions {
  const file = join(root, "tsconfig.json");
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(file, (path) => ts.sys.readFile(path)).config,
    ts.sys,
    root,
  );
  const { outDir, declaration, sourceMap, inlineSources, ...rest } = options;
  return { ...rest, noEmit: true, types: ["node"] };
}

/** The compiler's errors in programs that are on no disk, by file name. */
function compile(programs: ReadonlyMap<string, string>): readonly ts.Diagnostic[] {
  const options = compilerOptions();
  const host = ts.createCompilerHost(options);
  const read = host.readFile.bind(host);
  const exists = host.fileExists.bind(host);
  host.readFile = (name) => programs.get(name) ?? read(name);
  host.fileExists = (name) => programs.has(name) || exists(name);
  return ts.getPreEmitDiagnostics(ts.createProgram([...programs.keys()], options, host));
}

describe("the documentation", () => {
  const pages = markdownFiles(root).map(readPage);

  it("explains every error code and no other", () => {
    const errors = pages.find(({ path }) => path === "docs/errors.md");
    assert.ok(errors !== undefined);
    const explained = headings(errors).filter((heading) => /^[A-Z_]+$/.test(heading));
    assert.deepEqual(explained.toSorted(), [...ERROR_CODES].sort());
  });

  it("has a README of at most 150 lines, which leads to every page of docs/", () => {
    const lines = readFileSync(join(root, "README.md"), "utf8").trimEnd().split("\n").length;
    assert.ok(lines <= 150, `${lines} lines`);
    const reached = new Set(["README.md"]);
    for (const path of reached) {
      const page = pages.find((one) => one.path === path);
      for (const link of page === undefined ? [] : linksOf(page)) {
        const [target = ""] = link.split("#");
        if (target !== "") reached.add(join(dirname(path), target).replaceAll("\\", "/"));
      }
    }
    const lost = pages.filter(({ path }) => path.startsWith("docs/") && !reached.has(path));
    assert.deepEqual(
      lost.map(({ path }) => path),
      [],
    );
  });

  it("says each thing once: no paragraph or row stands in two pages", () => {
    const seen = new Map<string, string>();
    const twice: string[] = [];
    for (const { path, prose } of pages) {
      for (const part of new Set(
        prose.split(/\n\s*\n|\n(?=[|-] )/).map((one) => one.replaceAll(/\s+/g, " ").trim()),
      )) {
        // Short lines, headings and the rules of tables may well be alike.
        if (part.length < 120 || /^[|\s:-]+$/.test(part)) continue;
        const first = seen.get(part);
        if (first === undefined) seen.set(part, path);
        else twice.push(`${first} and ${path}: ${part.slice(0, 80)}`);
      }
    }
    assert.deepEqual(twice, []);
  });

  it("tells the rule of the 30 minutes in one page, as the code has it", () => {
    const minutes = PROOF_AGE_MS / 60_000;
    const telling = pages.filter(({ prose }) => prose.includes(`${minutes} minutes`)).map(({ path }) => path);
    assert.deepEqual(telling, ["docs/decisions/0005-look-before-every-post.md"]);
  });

  it("names every file of provider/ in the architecture, and none that is not there", () => {
    const text = readFileSync(join(root, "docs/architecture.md"), "utf8");
    const named = text
      .split(/^### (?=provider)/m)
      .slice(1)
      .flatMap((section) => {
        const [folder = ""] = section.split("\n");
        return [...section.matchAll(/^\| `([\w.]+)`/gm)].map(([, file = ""]) => `${folder}/${file}`);
      });
    const there = readdirSync(join(root, "provider"), { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".ts"))
      .map((path) => `provider/${path.replaceAll("\\", "/")}`);
    assert.deepEqual(named.toSorted(), there.sort());
  });

  it("names no file elsewhere in the architecture that is not there", () => {
    const [told = ""] = readFileSync(join(root, "docs/architecture.md"), "utf8").split("\n## Every file\n");
    const there = ["provider", "policies", "support", "test"].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map(
        (path) => `/${folder}/${path.replaceAll("\\", "/")}`,
      ),
    );
    const named = [...told.matchAll(/`([\w/]+(?:\.\w+)*\.ts)`/g)].map(([, name = ""]) => name);
    assert.ok(named.length > 40, String(named.length));
    assert.deepEqual(
      named.filter((name) => !there.some((path) => path.endsWith(`/${name}`))),
      [],
    );
  });

  it("is run by npm run test:docs wherever it has commands", () => {
    const typed = pages.filter(({ blocks }) =>
      blocks.some(({ language }) => ["sh", "bash", "console"].includes(language)),
    );
    assert.deepEqual(typed.map(({ path }) => path).sort(), PLAN.map(({ page }) => page).sort());
  });

  it("links to files and headings that exist", () => {
    const broken = pages.flatMap((page) =>
      linksOf(page)
        .filter((link) => isBroken(page, link, pages))
        .map((link) => `${page.path}: ${link}`),
    );
    assert.deepEqual(broken, []);
    assert.ok(pages.flatMap(linksOf).length > 0);
  });

  it("holds TypeScript that compiles", function () {
    this.timeout(30_000);
    const programs = new Map<string, string>();
    for (const { path, blocks } of pages) {
      for (const { language, line, text } of blocks) {
        // Blank lines before it let the compiler's line numbers be those of the page.
        if (language === "ts") programs.set(join(root, `${path}.${line}.mts`), "\n".repeat(line) + text);
      }
    }
    assert.ok(programs.size > 0);
    const said = ts.formatDiagnostics(compile(programs), {
      getCanonicalFileName: (name) => name,
      getCurrentDirectory: () => root,
      getNewLine: () => "\n",
    });
    assert.equal(said, "");
  });
});
