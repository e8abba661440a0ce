// Runs commands that end when this process ends, for whatever reason.
import { spawn } from "node:child_process";
import { clearInterval, setInterval } from "node:timers";

const parent = process.ppid;
let child;
/** The signal that has asked this process to end. */
let asked;

function end(signal) {
  asked = signal;
  if (child === undefined) endAs({ signal });
  else child.kill(signal);
}

// A terminal sends its Ctrl-C to the child as well; other signals come here alone.
process.on("SIGINT", () => child ?? end("SIGINT"));
for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => end(signal));

// SIGTERM ends npm and the shell between, and neither passes it on.
const watch = setInterval(() => {
  if (process.ppid === parent) return;
  clearInterval(watch);
  end("SIGTERM");
}, 1_000).unref();

/** The outcome of a command that had nothing to do. */
export const DONE = { code: 0, signal: null };

/**
 * Runs a command and returns `{ code, signal }`. Output that goes to a pipe instead of `stdout` is printed on
 * standard error, and only when the command fails.
 */
export function run(command, args, { cwd, stdin = "inherit", stdout = "inherit" } = {}) {
  if (asked !== undefined) endAs({ signal: asked });
  child = spawn(command, args, {
    cwd,
    stdio: [stdin, stdout, "inherit"],
    shell: process.platform === "win32",
  });
  const output = [];
  child.stdout?.on("data", (data) => output.push(data));
  return new Promise((resolve) => {
    child.on("error", (error) => {
      process.stderr.write(`${command}: ${error.message}\n`);
      resolve({ code: 127, signal: null });
    });
    child.on("close", (code, signal) => {
      if (code !== 0) for (const data of output) process.stderr.write(data);
      resolve({ code, signal });
    });
  }).finally(() => {
    child = undefined;
  });
}

/** Ends this process the way a command has ended. */
export function endAs({ code = null, signal }) {
  if (signal === null) process.exit(code ?? 1);
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}
