// Plain JavaScript, for whatever Node the machine has, before anything is installed. It installs what
// package-lock.json names, and with --build compiles the sources, unless both are up to date. The command after `--`
// is then run with the Node that package-lock.json names. A shell's `bootstrap && node X` would keep using the Node
// that it found first.
import { existsSync, statSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { DONE, endAs, run } from "./child.mjs";
import { inTurn } from "./turn.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const [options, command] = split(process.argv.slice(2));
const quiet = options.includes("--quiet");
process.env.PATH = [join(root, "node_modules", ".bin"), process.env.PATH].join(delimiter);

function split(args) {
  const end = args.indexOf("--");
  return end < 0 ? [args, []] : [args.slice(0, end), args.slice(end + 1)];
}

const step = (command, args) =>
  run(command, args, { cwd: root, stdin: "ignore", stdout: quiet ? "pipe" : "inherit" });

const lock = join(root, "package-lock.json");
const installed = join(root, "node_modules", ".package-lock.json");
const isInstalled = () => existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs;

async function install() {
  // Another process may have done it while this one waited for its turn.
  if (isInstalled()) return DONE;
  process.stderr.write("Installing the packages that package-lock.json names (about half a minute) ...\n");
  // When the machine's own Node is older than the one in the lock file, npm prints a screen of warnings about it.
  return step("npm", ["ci", "--loglevel=error", "--no-fund", "--no-audit"]);
}

function orEnd(outcome) {
  if (outcome.code !== 0) endAs(outcome);
}

if (!isInstalled()) orEnd(await inTurn(install));
if (options.includes("--build")) orEnd(await step("node", [join("scripts", "build.mjs")]));
if (command.length > 0) endAs(await run(command[0], command.slice(1)));
