/** `npm run pulumi -- ARGS`: the Pulumi CLI, found or built, on this project or on the one that `--cwd` names. */
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { join, resolve } from "node:path";
import { environmentFor, findPulumi, thisMachine } from "./pulumiCli";

const PROJECT = join(__dirname, "../..");

/** Arguments for a CLI that runs in the project's folder, where the user called from another one. */
export function resolveCwd(args: readonly string[], calledFrom: string): string[] {
  return args.map((arg, index) => {
    const before = args[index - 1];
    if (before === "--cwd" || before === "-C") return resolve(calledFrom, arg);
    return arg.startsWith("--cwd=") ? `--cwd=${resolve(calledFrom, arg.slice("--cwd=".length))}` : arg;
  });
}

/** What a shell says of a command that ended with a code or by a signal. */
export function exitCodeOf(code: number | null, signal: NodeJS.Signals | null): number {
  return code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
}

async function main(): Promise<void> {
  const log = (line: string): void => void process.stderr.write(`${line}\n`);
  const cli = await findPulumi(thisMachine(process.env, log));
  const args = resolveCwd(process.argv.slice(2), process.env["INIT_CWD"] ?? process.cwd());
  const child = spawn(cli.path, args, {
    cwd: PROJECT,
    env: environmentFor(cli, process.env),
    stdio: "inherit",
  });
  // Ctrl-C reaches the CLI from the terminal, and a second one means more to it: only wait for what it does.
  process.on("SIGINT", () => undefined);
  for (const signal of ["SIGTERM", "SIGHUP"] as const) process.on(signal, () => child.kill(signal));
  child.once("error", fail);
  child.once("exit", (code, signal) => {
    process.exitCode = exitCodeOf(code, signal);
  });
}

function fail(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

if (require.main === module) main().catch(fail);
