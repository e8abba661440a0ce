// Plain JavaScript that runs on whatever Node the machine has, before anything is installed: it brings what
// package-lock.json names, and with --build the compiled output, up to date.
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const quiet = process.argv.includes("--quiet");

function run(command, args) {
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: ["ignore", quiet ? "pipe" : "inherit", "inherit"],
    shell: process.platform === "win32",
  });
  if (result.error !== undefined) throw result.error;
  if (result.status !== 0) {
    if (quiet) process.stderr.write(result.stdout ?? "");
    process.exit(result.status ?? 1);
  }
}

const lock = join(root, "package-lock.json");
const installed = join(root, "node_modules", ".package-lock.json");
if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(lock).mtimeMs) {
  process.stderr.write("Installing the packages that package-lock.json names (about half a minute) ...\n");
  run("npm", ["ci", "--no-fund", "--no-audit"]);
}
if (process.argv.includes("--build")) run("node", [join("scripts", "build.mjs")]);
