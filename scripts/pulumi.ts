/** `npm run pulumi -- ARGS`: the Pulumi CLI, found or built, on this project or on the one that `--cwd` names. */
import { join, resolve } from "node:path";
import { runInPlace } from "./inPlace";
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

async function main(): Promise<void> {
  const log = (line: string): void => void process.stderr.write(`${line}\n`);
  const cli = await findPulumi(thisMachine(process.env, log));
  const args = resolveCwd(process.argv.slice(2), process.env["INIT_CWD"] ?? process.cwd());
  process.exitCode = await runInPlace(cli.path, args, {
    cwd: PROJECT,
    env: environmentFor(cli, process.env),
  });
}

function fail(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

if (require.main === module) main().catch(fail);
