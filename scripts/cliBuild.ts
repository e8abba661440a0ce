import { copyFile, cp } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { cliIn } from "./cliFiles";
import { buildGo, makeWhole, type BuildTools } from "./goBuild";

/** The Go module whose tool is the CLI, and the files that go beside it. */
const MODULE = join(__dirname, "../../scripts/cli");
const VERSION_VARIABLE = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

/**
 * Builds the CLI, and the files that belong beside it, from the Go module proxy into `root`. `root` appears whole or
 * not at all.
 *
 * @returns the path of the CLI.
 * @throws Error as `buildGo` does.
 */
export async function buildPulumi(version: string, root: string, tools: BuildTools): Promise<string> {
  const cli = {
    name: `the Pulumi CLI ${version}`,
    duration: "3 minutes",
    module: MODULE,
    package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    variables: { [VERSION_VARIABLE]: `v${version}` },
  };
  await makeWhole(root, async (unfinished) => {
    await buildGo(cli, cliIn(unfinished, tools.platform), tools);
    await addCompanions(join(unfinished, "bin"));
  });
  return cliIn(root, tools.platform);
}

/** The engine warns on every run about plugins that are not beside it. */
async function addCompanions(bin: string): Promise<void> {
  await cp(join(MODULE, "beside"), bin, { recursive: true });
  const sdk = dirname(createRequire(__filename).resolve("@pulumi/pulumi/package.json"));
  for (const name of ["pulumi-resource-pulumi-nodejs", "pulumi-resource-pulumi-nodejs.cmd"]) {
    await copyFile(join(sdk, name), join(bin, name));
  }
}
