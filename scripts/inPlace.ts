import { spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";

/** The exit code that a shell reports for a command that ended with a code or by a signal. */
export function exitCodeOf(code: number | null, signal: NodeJS.Signals | null): number {
  return code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
}

/**
 * Runs a command in place of this one, with its terminal and its signals, and returns the exit code.
 *
 * @throws Error when it cannot be started.
 */
export async function runInPlace(
  command: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env?: NodeJS.ProcessEnv },
): Promise<number> {
  const child = spawn(command, args, { ...options, stdio: "inherit" });
  // The terminal sends Ctrl-C to the command, to which a second one may mean more. So this process only waits.
  const wait = (): void => undefined;
  const handOn = (signal: NodeJS.Signals): void => void child.kill(signal);
  process.on("SIGINT", wait).on("SIGTERM", handOn).on("SIGHUP", handOn);
  try {
    const [code, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
    return exitCodeOf(code, signal);
  } finally {
    process.off("SIGINT", wait).off("SIGTERM", handOn).off("SIGHUP", handOn);
  }
}
