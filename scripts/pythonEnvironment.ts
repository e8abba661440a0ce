import { createHash } from "node:crypto";
import { join } from "node:path";
import { isExecutable, toolFolder, type Place } from "./cliFiles";
import { makeWhole, type BuildTools } from "./goBuild";

/**
 * The Python of a virtual environment with these packages, made once for a machine. Packages are as `pip install` takes
 * them, with their versions.
 *
 * @throws Error with Python's own words, when there is no Python or a package cannot be had.
 */
export async function pythonWith(packages: readonly string[], machine: Place & BuildTools): Promise<string> {
  const { platform, log, run, env } = machine;
  const hash = createHash("sha256").update(packages.join("\n")).digest("hex").slice(0, 8);
  const root = toolFolder(machine, `python-${hash}`, "venv");
  const place = platform === "win32" ? ["Scripts", "python.exe"] : ["bin", "python3"];
  const python = join(root, ...place);
  if (await isExecutable(python)) return python;
  const must = async (command: string, ...args: string[]): Promise<void> => {
    const { exitCode, stdout, stderr } = await run(command, args, { env });
    if (exitCode !== 0)
      throw new Error(`${command} ${args.join(" ")} ended with ${exitCode}: ${stderr || stdout}`);
  };
  log(`Making a virtual environment of Python with ${packages.join(", ")}: about half a minute, once ...`);
  await makeWhole(root, async (unfinished) => {
    await must("python3", "-m", "venv", unfinished);
    await must(join(unfinished, ...place), "-m", "pip", "install", "--quiet", ...packages);
  });
  return python;
}
