// Compiles everything to dist/ unless dist/ is newer than every source.
import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { DONE, endAs, run } from "./child.mjs";
import { inTurn } from "./turn.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const dist = join(root, "dist");
const STAMP = ".built";
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

function isFresh() {
  const sources = [...SOURCES, "tsconfig.json", "package-lock.json"]
    .map((name) => join(root, name))
    .filter((path) => existsSync(path));
  const stamp = join(dist, STAMP);
  return existsSync(stamp) && statSync(stamp).mtimeMs > Math.max(...sources.map(newest));
}

function clear(prefix) {
  for (const name of readdirSync(root)) {
    if (name.startsWith(prefix)) rmSync(join(root, name), { recursive: true, force: true, maxRetries: 3 });
  }
}

/** The commands of package.json, in dist/. npm makes them executable only if they exist when it installs. */
function commands() {
  const { bin } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  return Object.values(bin).map((path) => path.replace(/^dist\//, ""));
}

async function build() {
  const started = new Date();
  // Another process may have done it while this one waited for its turn.
  if (isFresh()) return DONE;
  // Compiled into another folder and then swapped, since a provider process may be loading from dist/ at this moment.
  // The folder has this process's id in its name: the compiler of a build that was killed may still be writing to its
  // own.
  for (const prefix of ["dist.next", "dist.last"]) clear(prefix);
  const next = `${dist}.next-${process.pid}`;
  const last = `${dist}.last`;
  const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");
  const outcome = await run(process.execPath, [tsc, "-p", root, "--outDir", next]);
  if (outcome.code !== 0) return outcome;
  for (const command of commands()) chmodSync(join(next, command), 0o755);
  const compared = await run(process.execPath, [join(root, "scripts", "providerText.mjs"), next]);
  if (compared.code !== 0) return compared;
  writeFileSync(join(next, STAMP), "");
  // Sources saved while the compiler ran count as newer.
  utimesSync(join(next, STAMP), started, started);
  if (existsSync(dist)) renameSync(dist, last);
  renameSync(next, dist);
  clear("dist.last");
  return outcome;
}

if (!isFresh()) {
  const outcome = await inTurn(build);
  if (outcome.code !== 0) endAs(outcome);
}
