import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { runCommand } from "../../../scripts/runCommand";
import { cacheRoot } from "../../../scripts/cliFiles";

const READY = ".ready";
const INSTALL_MS = 10 * 60_000;

/** The Python of this machine, 3.9 or later with `venv`; `undefined` when it has none. */
async function findPython(env: NodeJS.ProcessEnv): Promise<{ command: string; version: string } | undefined> {
  const asked =
    "import sys, venv, ensurepip; assert sys.version_info >= (3, 9); print('%d.%d' % sys.version_info[:2])";
  for (const command of ["python3", "python"]) {
    const { exitCode, stdout } = await runCommand(command, ["-c", asked], { env }).catch(() => ({
      exitCode: -1,
      stdout: "",
    }));
    if (exitCode === 0) return { command, version: stdout.trim() };
  }
  return undefined;
}

/**
 * The Python of a virtual environment that holds these packages, such as `cloudpub==1.7.6`. It is made once and kept
 * outside the work tree. `undefined` when this machine has no Python, which is an error where CI is `true`.
 */
export async function pythonWith(
  packages: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<string | undefined> {
  const found = await findPython(env);
  if (found === undefined) {
    const problem = "Python 3.9 or later with venv is missing: the tests with published clients cannot run.";
    if (env["CI"] === "true") throw new Error(problem);
    process.stderr.write(`\n!!! SKIPPED: ${problem}\n\n`);
    return undefined;
  }
  const hash = createHash("sha256")
    .update([found.version, ...packages].join("\n"))
    .digest("hex")
    .slice(0, 16);
  const folder = join(
    cacheRoot({ platform: process.platform, env: process.env, home: homedir() }),
    "clients",
    hash,
  );
  if (!existsSync(join(folder, READY))) await install(found.command, packages, folder);
  return pythonIn(folder);
}

function pythonIn(folder: string): string {
  return process.platform === "win32" ? join(folder, "Scripts", "python.exe") : join(folder, "bin", "python");
}

/** Made aside and then renamed, so that a half-made one is never used and two processes do not meet. */
async function install(command: string, packages: readonly string[], folder: string): Promise<void> {
  const next = `${folder}.${process.pid}`;
  await rm(next, { recursive: true, force: true });
  await mkdir(dirname(folder), { recursive: true });
  try {
    await run(command, ["-m", "venv", next]);
    await run(pythonIn(next), [
      "-m",
      "pip",
      "install",
      "--quiet",
      "--disable-pip-version-check",
      ...packages,
    ]);
    await writeFile(join(next, READY), "");
    await rename(next, folder).catch((error: unknown) => {
      if (!existsSync(join(folder, READY))) throw error;
    });
  } finally {
    await rm(next, { recursive: true, force: true });
  }
}

async function run(command: string, args: readonly string[]): Promise<void> {
  const { exitCode, stderr } = await runCommand(command, args, { env: process.env, timeoutMs: INSTALL_MS });
  if (exitCode !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${exitCode}:\n${stderr}`);
}
