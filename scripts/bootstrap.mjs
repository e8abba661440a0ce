// Plain JavaScript that runs on whatever Node the machine has, before anything is installed: it brings what
// package-lock.json names, and with --build the compiled output, up to date. What follows `--` is then run on the
// Node that package-lock.json names: a shell's `bootstrap && node X` would keep to the Node it found first.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const [options, command] = split(process.argv.slice(2));
const quiet = options.includes("--quiet");
process.env.PATH = [join(root, "node_modules", ".bin"), process.env.PATH].join(delimiter);

function split(args) {
  const end = args.indexOf("--");
  return end < 0 ? [args, []] : [args.slice(0, end), args.slice(end + 1)];
}

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
if (options.includes("--build")) run("node", [join("scripts", "build.mjs")]);
if (command.length > 0) {
  const child = spawn(command[0], command.slice(1), {
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  // A terminal sends its Ctrl-C to the child as well; other signals come here alone.
  process.on("SIGINT", () => undefined);
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => {
    process.stderr.write(`${command[0]}: ${error.message}\n`);
    process.exitCode = 127;
  });
  child.on("exit", (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}
