import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { root } from "../support/root";

type Graph = ReadonlyMap<string, readonly string[]>;

/** Which file imports which, of relative imports in the given folders; types count too. */
function importsIn(folders: readonly string[]): Graph {
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => join(root, folder, name)),
  );
  const known = new Set(files);
  return new Map(
    files.map((file) => {
      const specifiers = [...readFileSync(file, "utf8").matchAll(/\bfrom "(\.[^"]*)"/g)].map(
        ([, name]) => name ?? "",
      );
      const targets = specifiers.flatMap((name) => {
        const path = join(dirname(file), name);
        const found = [`${path}.ts`, join(path, "index.ts")].find((candidate) => known.has(candidate));
        return found === undefined ? [] : [found];
      });
      return [file, targets];
    }),
  );
}

function findCycle(graph: Graph): readonly string[] | undefined {
  const done = new Set<string>();
  function visit(file: string, trail: readonly string[]): readonly string[] | undefined {
    if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const target of graph.get(file) ?? []) {
      const cycle = visit(target, [...trail, file]);
      if (cycle !== undefined) return cycle;
    }
    done.add(file);
    return undefined;
  }
  for (const file of graph.keys()) {
    const cycle = visit(file, []);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}

// That the arrows point one way is a lint rule (eslint.config.mjs); that none points back is seen here.
describe("imports", () => {
  it("make no circle", () => {
    const graph = importsIn(["provider", "simulator", "policies", "scripts", "bench", "support"]);
    assert.ok(graph.size > 50);
    const cycle = findCycle(graph)?.map((file) => relative(root, file));
    assert.equal(cycle, undefined, cycle?.join(" -> "));
  });

  it("would be caught if they did", () => {
    assert.deepEqual(
      findCycle(
        new Map([
          ["a", ["b"]],
          ["b", ["c"]],
          ["c", ["b"]],
        ]),
      ),
      ["b", "c", "b"],
    );
  });
});
