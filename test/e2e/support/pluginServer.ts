import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { selfContained } from "../../../scripts/privateEnvironment";
import { root } from "../../support/root";

export const PLUGIN = join(root, "dist/provider/plugin/main.js");

/** The provider plugin as a process that engines attach to, as with `PULUMI_DEBUG_PROVIDERS`. */
export interface PluginServer {
  readonly port: number;
  readonly process: ChildProcess;
  /** Makes an engine attach to it, instead of starting a plugin of its own. */
  readonly attach: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

export async function startPlugin(env: Readonly<Record<string, string>>): Promise<PluginServer> {
  const child = spawn(process.execPath, [PLUGIN], {
    env: { ...selfContained(process.env), ...env },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const [line] = (await once(createInterface(child.stdout), "line")) as [string];
  const port = Number(line);
  return {
    port,
    process: child,
    attach: { PULUMI_DEBUG_PROVIDERS: `azure-marketplace:${port}` },
    async close() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, "exit");
      child.stdin.end();
      await gone;
    },
  };
}
