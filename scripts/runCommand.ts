import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";

/** How a command ended, and everything that it printed. */
export interface CommandOutcome {
  /** -1 when a signal ended it. */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly cwd?: string;
  readonly env: NodeJS.ProcessEnv;
  /** How long the command may take. Default: for ever. */
  readonly timeoutMs?: number;
  /** Ends the command, and rejects. */
  readonly signal?: AbortSignal;
}

/** Runs a command to its end. Rejects only when it cannot be started or takes too long. */
export type RunCommand = (
  command: string,
  args: readonly string[],
  options: CommandOptions,
) => Promise<CommandOutcome>;

/** Runs a command of this machine, without input. */
export const runCommand: RunCommand = async (command, args, { timeoutMs, ...options }) => {
  const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  const outcome = Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]).then(
    ([stdout, stderr]) => ({ exitCode: child.exitCode ?? -1, stdout, stderr }),
  );
  if (timeoutMs === undefined) return outcome;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`it gave no answer in ${timeoutMs / 1000} s`));
      child.kill("SIGKILL");
      // Processes that the command has started may hold the other ends.
      child.stdout.destroy();
      child.stderr.destroy();
    }, timeoutMs);
  });
  return Promise.race([outcome, late]).finally(() => clearTimeout(timer));
};
