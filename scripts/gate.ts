import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

// The whole gate, `npm test`: what it runs, in the order in which failures are cheapest to learn of.

const root = join(__dirname, "..", "..");
const resolveFrom = createRequire(join(root, "package.json"));

/** The path of a tool's command, from its package.json. */
function tool(name: string, command = name): string {
  const manifest = resolveFrom.resolve(`${name}/package.json`);
  const { bin } = resolveFrom(manifest) as { bin: string | Record<string, string> };
  const path = typeof bin === "string" ? bin : bin[command];
  if (path === undefined) throw new Error(`${name} has no command ${command}`);
  return join(dirname(manifest), path);
}

const STEPS: readonly (readonly [string, readonly string[]])[] = [
  ["ESLint", [tool("eslint"), "."]],
  ["Prettier", [tool("prettier"), "--check", "--log-level", "warn", "."]],
  ["Tests", [tool("mocha"), "dist/test/**/*.test.js"]],
];

for (const [name, args] of STEPS) {
  process.stdout.write(`\n== ${name}\n`);
  const started = Date.now();
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
  if (name !== "Tests") process.stdout.write(`ok, ${Math.round((Date.now() - started) / 1000)} s\n`);
}
