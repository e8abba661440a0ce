/** `npm run pulumi -- ARGS`: the Pulumi CLI, found or built, on this project or on the one that `--cwd` names. */
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { runInPlace } from "./inPlace";
import { environmentFor, findPulumi, thisMachine } from "./pulumiCli";
import { withYamlHost } from "./yamlHost";

const PROJECT = join(__dirname, "../..");

/** Arguments for a CLI that runs in the project's folder, although the user called from another one. */
export function resolveCwd(args: readonly string[], calledFrom: string): string[] {
  return args.map((arg, index) => {
    const before = args[index - 1];
    if (before === "--cwd" || before === "-C") return resolve(calledFrom, arg);
    return arg.startsWith("--cwd=") ? `--cwd=${resolve(calledFrom, arg.slice("--cwd=".length))}` : arg;
  });
}

/** The folder of the project that the arguments are about. */
function projectFolder(args: readonly string[]): string {
  const at = args.findIndex((arg) => arg === "--cwd" || arg === "-C");
  const joined = args.find((arg) => arg.startsWith("--cwd="))?.slice("--cwd=".length);
  return joined ?? (at < 0 ? PROJECT : (args[at + 1] ?? PROJECT));
}

/** The text of a project's Pulumi.yaml; empty without one. */
function projectFile(folder: string): Promise<string> {
  return readFile(join(folder, "Pulumi.yaml"), "utf8").catch(() => "");
}

/** Whether a project's program is YAML, which needs a language host of its own. */
export function usesYaml(project: string): boolean {
  return /^runtime:\s*(?:\n\s+name:\s*)?["']?yaml\b/m.test(project);
}

async function main(): Promise<void> {
  const log = (line: string): void => void process.stderr.write(`${line}\n`);
  const machine = thisMachine(process.env, log);
  const cli = await findPulumi(machine);
  const args = resolveCwd(process.argv.slice(2), process.env["INIT_CWD"] ?? process.cwd());
  const env = environmentFor(cli, process.env);
  const isYaml = usesYaml(await projectFile(projectFolder(args)));
  process.exitCode = await runInPlace(cli.path, args, {
    cwd: PROJECT,
    env: isYaml ? await withYamlHost(env, machine) : env,
  });
}

function fail(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

if (require.main === module) main().catch(fail);
