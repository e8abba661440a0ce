import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { runInPlace } from "./inPlace";

// The whole gate, `npm test`. The checks that fail fastest come first.

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
  // Most tests wait for other processes, so two files at a time keep two cores busy.
  ["Tests", [tool("mocha"), "--parallel", "--jobs", "2", "dist/test/**/*.test.js"]],
];

async function main(): Promise<void> {
  for (const [name, args] of STEPS) {
    process.stdout.write(`\n== ${name}\n`);
    const started = Date.now();
    process.exitCode = await runInPlace(process.execPath, args, { cwd: root });
    if (process.exitCode !== 0) return;
    if (name !== "Tests") process.stdout.write(`ok, ${Math.round((Date.now() - started) / 1000)} s\n`);
  }
}

void main();
