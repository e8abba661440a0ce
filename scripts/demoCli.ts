import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { Interrupted } from "./interruption";
import { privateEnvironment, selfContained } from "./privateEnvironment";
import { environmentFor, type PulumiCli } from "./pulumiCli";

const PROJECT = join(__dirname, "..", "..");

/** Runs one command of the CLI. Rejects when it fails. */
export type Pulumi = (...args: readonly string[]) => Promise<void>;

/** The CLI on a copy of an example, with state, settings and home in a folder that is removed afterwards. */
export async function pulumiIn(
  folder: string,
  example: string,
  cli: PulumiCli,
  endpoint: string,
  interrupted: AbortSignal,
): Promise<Pulumi> {
  const project = join(folder, example);
  await cp(join(PROJECT, "examples", example), project, { recursive: true });
  await symlink(join(PROJECT, "node_modules"), join(project, "node_modules"), "junction");
  await mkdir(join(folder, "state"));
  const env = environmentFor(cli, {
    ...selfContained(process.env),
    ...privateEnvironment(join(folder, "state"), join(folder, "home")),
    AZURE_MARKETPLACE_ENDPOINT: endpoint,
    AZURE_MARKETPLACE_ACCESS_TOKEN: "any-token-will-do",
    AZURE_MARKETPLACE_GRAPH_ENDPOINT: endpoint,
    AZURE_MARKETPLACE_GRAPH_ACCESS_TOKEN: "any-token-will-do",
  });
  return async (...args) => {
    interrupted.throwIfAborted();
    const child = spawn(cli.path, [...args, "--cwd", project, "--non-interactive"], {
      env,
      stdio: "inherit",
    });
    // A terminal's Ctrl-C reaches the CLI as well, and a second one would end it without care for the state.
    const cancel = (): void => {
      if (!isCtrlC(interrupted.reason)) child.kill("SIGINT");
    };
    interrupted.addEventListener("abort", cancel);
    try {
      const [code] = (await once(child, "exit")) as [number | null];
      interrupted.throwIfAborted();
      if (code !== 0) throw new Error(`pulumi ${args.join(" ")} ended with ${String(code)}`);
    } finally {
      interrupted.removeEventListener("abort", cancel);
    }
  };
}

function isCtrlC(reason: unknown): boolean {
  return reason instanceof Interrupted && reason.signal === "SIGINT";
}
