// Compiles everything to dist/ unless dist/ is newer than every source.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const dist = join(root, "dist");
const stamp = join(dist, ".built");
const SOURCES = [
  "provider",
  "simulator",
  "policies",
  "scripts",
  "test",
  "bench",
  "support",
  "examples/many-offers/offers.ts",
];

function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  // A folder's own time changes when a file in it is removed or renamed.
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

const sources = [...SOURCES, "tsconfig.json", "package-lock.json"]
  .map((name) => join(root, name))
  .filter((path) => existsSync(path));
const started = new Date();
if (existsSync(stamp) && statSync(stamp).mtimeMs > Math.max(...sources.map(newest))) process.exit(0);

// Compiled aside and then swapped: a provider process may be loading from dist/ at this moment.
const next = `${dist}.next`;
const last = `${dist}.last`;
for (const folder of [next, last]) rmSync(folder, { recursive: true, force: true });
const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");
const result = spawnSync(process.execPath, [tsc, "-p", root, "--outDir", next], { stdio: "inherit" });
if (result.status !== 0) process.exit(result.status ?? 1);
if (existsSync(dist)) renameSync(dist, last);
renameSync(next, dist);
rmSync(last, { recursive: true, force: true });
writeFileSync(stamp, "");
// Sources saved while the compiler ran count as newer.
utimesSync(stamp, started, started);
