import { join } from "node:path";
import {
  commandNames,
  isExecutable,
  pathsOf,
  pathVariable,
  searchPath,
  toolFolder,
  type Place,
} from "./cliFiles";
import { buildGo, makeWhole, type BuildTools } from "./goBuild";

/** The host that is built where none can be had otherwise; scripts/yaml/go.mod names the same one. */
const YAML_VERSION = "1.25.0";
const COMMAND = "pulumi-language-yaml";
const HOST = {
  name: `Pulumi's YAML language host ${YAML_VERSION}`,
  duration: "a minute",
  module: join(__dirname, "../../scripts/yaml"),
  package: "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml",
};

/**
 * The environment in which a CLI finds a language host for YAML: `env` itself when one is on PATH, as with the
 * official CLI. Otherwise a folder comes last on PATH with one that was built from the Go module proxy, now or
 * before.
 *
 * @throws Error as `buildGo` does.
 */
export async function withYamlHost(
  env: NodeJS.ProcessEnv,
  machine: Place & BuildTools,
): Promise<NodeJS.ProcessEnv> {
  const { platform } = machine;
  const paths = pathsOf(platform);
  const folders = searchPath({ env, platform });
  const names = commandNames(COMMAND, platform);
  for (const folder of folders) {
    for (const name of names) if (await isExecutable(paths.join(folder, name))) return env;
  }
  const root = toolFolder(machine, `pulumi-yaml-v${YAML_VERSION}`, "built");
  const file = paths.join(root, names[0] ?? COMMAND);
  if (!(await isExecutable(file))) {
    await makeWhole(root, (unfinished) =>
      buildGo(HOST, paths.join(unfinished, paths.basename(file)), machine),
    );
  }
  return { ...env, [pathVariable({ env, platform })]: [...folders, root].join(paths.delimiter) };
}
