import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "../support/root";
import { commandBlocks, withExpectedFailures } from "./blocks";
import { PLAN, type PageRun } from "./plan";
import { openServer, openShell, type Server } from "./shell";
import { createWorld, type World } from "./world";

// `npm run test:docs`: every command of the pages, in order, as written. It installs packages, and takes minutes.

describe("the commands of", function () {
  this.timeout(600_000);
  let world: World;
  before(async () => (world = await createWorld()));
  after(() => world.close());

  const wanted = process.env["DOCS_PAGE"]?.split(",");
  for (const run of PLAN.filter(({ page }) => wanted?.includes(page) !== false || page === "README.md")) {
    it(`${run.page} work as written`, () => play(run));
  }

  // The README's project is what other pages go on from.
  if (wanted === undefined)
    it("README.md work with pnpm, which it names beside npm", () =>
      play({ page: "README.md", from: "pulumi-azure-marketplace", launches: 1 }, (text) => {
        const [, pnpm = ""] = /With pnpm, the last line is `(pnpm add [^`]+)`/.exec(text) ?? [];
        assert.ok(pnpm !== "");
        return text
          .replace(/^npm install .*$/m, pnpm)
          .replaceAll("../my-launch", "../my-pnpm-launch")
          .replace(/^npm start$/m, "true # the same as before");
      }));

  async function play(
    { page, from, before: done, skip = {}, then = {}, launches, notices = [] }: PageRun,
    edit: (text: string) => string = (text) => text,
  ): Promise<void> {
    const { folder, scratch, env, port } = world;
    const posted = world.notices.length;
    const cwd = join(folder, from);
    await mkdir(cwd, { recursive: true });
    const shell = openShell({ cwd, env, scratch });
    const servers: Server[] = [];
    try {
      if (done !== undefined) await shell.run("before", done);
      for (const { line, background, code } of commandBlocks(
        edit(await readFile(join(root, page), "utf8")),
      )) {
        if (Object.keys(skip).some((text) => code.includes(text))) continue;
        const typed = withExpectedFailures(
          code
            .replaceAll("4010", String(port))
            .replaceAll("/path/to/pulumi-", `${folder}/pulumi-azure-marketplace/pulumi-`),
        );
        for (const [text, step] of Object.entries(then)) {
          if (code.includes(text)) await shell.run("then", step);
        }
        if (background) servers.push(await openServer(typed, /listening on/, { cwd, env, scratch }));
        else await shell.run(`${page.replaceAll("/", "-")}-${line}`, typed);
      }
      const texts = world.notices.slice(posted);
      assert.equal(texts.length, notices.length, texts.join("\n"));
      for (const [index, notice] of notices.entries()) assert.match(texts[index] ?? "", notice);
      if (launches === undefined) return;
      const accepted = servers.flatMap(
        (one) => one.text().match(/POST \S*\/(?:golive|configure)\S* 20\d/g) ?? [],
      );
      assert.equal(accepted.length, launches, servers.map((one) => one.text()).join("\n"));
    } finally {
      for (const one of [shell, ...servers]) one.close();
    }
  }
});
