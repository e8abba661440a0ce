import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdir, symlink } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import { selfContained } from "../../../scripts/privateEnvironment";
import { thisMachine } from "../../../scripts/pulumiCli";
import { withYamlHost } from "../../../scripts/yamlHost";
import { root } from "../../support/root";
import type { Workspace } from "./workspace";

export const PLUGIN = join(root, "dist/provider/plugin/main.js");

/** The provider plugin as a process that engines attach to, as with `PULUMI_DEBUG_PROVIDERS`. */
export interface PluginServer {
  readonly port: number;
  readonly process: ChildProcess;
  /** Makes an engine attach to it, instead of starting a plugin of its own. */
  readonly attach: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

export async function startPlugin(
  env: Readonly<Record<string, string>>,
  [command, ...args]: readonly [string, ...string[]] = [process.execPath, PLUGIN],
): Promise<PluginServer> {
  const child = spawn(command, args, {
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

/** The engine waits for the port of each plugin that it starts, in milliseconds. */
export const PORT_MS = 300;

/**
 * How long a plugin takes from its start to its port, at best, in milliseconds: a machine that has much else to do takes
 * longer now and then.
 */
export async function bestPortMs(command?: readonly [string, ...string[]]): Promise<number> {
  let bestMs = Infinity;
  for (let tries = 0; tries < 20 && bestMs > PORT_MS; tries += 1) {
    const began = performance.now();
    const plugin = await startPlugin({}, command);
    bestMs = Math.min(bestMs, performance.now() - began);
    await plugin.close();
  }
  return bestMs;
}

/** A folder for PATH in which an engine finds the plugin, as npm makes one of a package that is installed. */
export async function pluginFolder({ folder }: Workspace): Promise<string> {
  const bin = join(folder, ".bin");
  await mkdir(bin, { recursive: true });
  await symlink(PLUGIN, join(bin, "pulumi-resource-azure-marketplace"));
  return bin;
}

/**
 * Everything that an engine needs to run YAML programs that use the plugin, each with a plugin process of its own.
 */
export async function environmentForYaml(workspace: Workspace): Promise<Readonly<Record<string, string>>> {
  const machine = thisMachine(workspace.env, (line) => process.stderr.write(`${line}\n`));
  const { PATH = "" } = await withYamlHost(workspace.env, machine);
  return { PATH: [await pluginFolder(workspace), PATH].join(delimiter) };
}
