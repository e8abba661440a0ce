import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

/** A shell in which one block of commands runs after another; variables and the folder stay. */
export interface Shell {
  /** Runs a block to its end. Throws with all that the shell has printed when a command of it fails. */
  run(name: string, code: string): Promise<string>;
  close(): void;
}

export interface ShellOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Where blocks are written to. */
  readonly scratch: string;
}

const DONE = "@@block-done@@";

export function openShell({ cwd, env, scratch }: ShellOptions): Shell {
  const child = spawn("bash", ["-s"], { cwd, env, stdio: ["pipe", "pipe", "pipe"], detached: true });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (data: Buffer) => (printed += data.toString()));
  }
  const closed = once(child, "close").then(() => {
    throw new Error("the shell ended");
  });
  closed.catch(() => undefined);
  child.stdin.write("set -eo pipefail\n");

  return {
    async run(name, code) {
      const from = printed.length;
      const file = join(scratch, `${name}.sh`);
      await writeFile(file, code);
      const done = new Promise<void>((resolve) => {
        const look = (): void => {
          if (!printed.slice(from).includes(DONE)) return;
          child.stdout.off("data", look);
          resolve();
        };
        child.stdout.on("data", look);
      });
      // Read from a file, so that no command of it can swallow the rest.
      child.stdin.write(`source ${file} < /dev/null\necho ${DONE}\n`);
      try {
        await Promise.race([done, closed]);
      } catch {
        throw new Error(`${code}\n--- ended with an error:\n${printed.slice(from)}`);
      }
      return printed.slice(from).replace(`${DONE}\n`, "");
    },
    close: () => killGroup(child),
  };
}

/** A server that a block starts. */
export interface Server {
  /** Its output so far. */
  text(): string;
  close(): void;
}

/** Starts a block in a shell of its own, and waits until it prints what a server prints when it is ready. */
export async function openServer(code: string, ready: RegExp, { cwd, env }: ShellOptions): Promise<Server> {
  const child = spawn("bash", ["-eo", "pipefail", "-c", code], {
    cwd,
    env,
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let text = "";
  const told = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (data: Buffer) => {
        text += data.toString();
        if (ready.test(text)) resolve();
      });
    }
  });
  const closed = once(child, "close").then(() => {
    throw new Error(`${code}\n--- ended before it was ready:\n${text}`);
  });
  closed.catch(() => undefined);
  await Promise.race([told, closed]);
  return { text: () => text, close: () => killGroup(child) };
}

/** Ends a shell and all that it has started. */
function killGroup({ pid, exitCode, signalCode }: ChildProcess): void {
  if (pid === undefined || exitCode !== null || signalCode !== null) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It ended in the meantime.
  }
}
