import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { runCommand } from "../../../scripts/runCommand";
import { root } from "../../support/root";

const fromRoot = createRequire(join(root, "package.json"));

/** How a tool is started: the command, and its first arguments. */
export type ToolCommand = readonly [command: string, ...args: string[]];

/** npm as it runs these tests, or else as it is on PATH; any other tool as this project has installed it. */
export function toolCommand(name: string, command = name): ToolCommand {
  if (name === "npm") {
    const own = process.env["npm_execpath"];
    return own?.endsWith("npm-cli.js") === true ? [process.execPath, own] : ["npm"];
  }
  const manifest = join(root, "node_modules", name, "package.json");
  const { bin } = fromRoot(manifest) as { bin: Readonly<Record<string, string>> };
  const path = bin[command];
  if (path === undefined) throw new Error(`${name} has no command ${command}`);
  return [process.execPath, join(dirname(manifest), path)];
}

/** Runs a command to its end and gives what it printed; throws all of it when the command fails. */
export async function run(
  [command, ...first]: ToolCommand,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const options = { cwd, env: { ...outsideEnvironment(), ...env } };
  const { exitCode, stdout, stderr } = await runCommand(command, [...first, ...args], options);
  if (exitCode === 0) return stdout;
  throw new Error(`${[command, ...first, ...args].join(" ")} ended with ${exitCode}:\n${stdout}\n${stderr}`);
}

/** This environment without what npm tells the scripts of this project: it would mislead npm in another one. */
function outsideEnvironment(): NodeJS.ProcessEnv {
  const ours = /^npm_(package|lifecycle|command|config_local_prefix|config_call|execpath|node_execpath)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)));
}
