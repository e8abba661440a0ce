import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isExecutable, pathsOf, toolFolder, type Place } from "./cliFiles";
import { buildGo, makeWhole, type BuildTools } from "./goBuild";
import { PULUMI_VERSION } from "./pulumiVersion";

const MODULE = join(__dirname, "../../scripts/cli");

/** The languages that SDKs are made for. Other languages need their language hosts. */
export const SDK_LANGUAGES = ["python", "nodejs", "go"] as const;
export type SdkLanguage = (typeof SDK_LANGUAGES)[number];

/**
 * Writes SDKs of a schema with Pulumi's own code generator, each to the folder of its language in `target`. The
 * generator is built once for a machine.
 *
 * @throws Error as `buildGo` does, or with the generator's own words.
 */
export async function generateSdks(
  schema: string,
  target: string,
  languages: readonly SdkLanguage[],
  machine: Place & BuildTools,
): Promise<void> {
  const generator = await findGenerator(machine);
  const { exitCode, stderr } = await machine.run(generator, [schema, target, ...languages], {
    env: machine.env,
  });
  if (exitCode !== 0) throw new Error(`no SDK was made: ${stderr.trim()}`);
}

async function findGenerator(machine: Place & BuildTools): Promise<string> {
  const source = createHash("sha256").update(await readFile(join(MODULE, "sdks/main.go")));
  const name = `pulumi-sdks-v${PULUMI_VERSION}-${source.digest("hex").slice(0, 8)}`;
  const root = toolFolder(machine, name, "built");
  const file = pathsOf(machine.platform).join(root, machine.platform === "win32" ? "sdks.exe" : "sdks");
  if (await isExecutable(file)) return file;
  const program = {
    name: `Pulumi's generator of SDKs ${PULUMI_VERSION}`,
    duration: "20 seconds after that of the CLI",
    module: MODULE,
    package: "./sdks",
  };
  await makeWhole(root, (unfinished) =>
    buildGo(program, join(unfinished, pathsOf(machine.platform).basename(file)), machine),
  );
  return file;
}
