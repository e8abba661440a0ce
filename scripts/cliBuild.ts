import { copyFile, cp, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { cliIn } from "./cliFiles";
import type { RunCommand } from "./runCommand";

/** The Go module whose tool is the CLI, and the files that go beside it. */
const MODULE = join(__dirname, "../../scripts/cli");
const PACKAGE = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const VERSION_VARIABLE = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";
const HEARTBEAT_MS = 20_000;

/** What a build works with; all of it is handed in. */
export interface BuildTools {
  readonly run: RunCommand;
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  readonly log: (line: string) => void;
}

/**
 * Builds the CLI from the Go module proxy into `root`, together with what belongs beside it. `root` appears whole or
 * not at all, also when the build is interrupted or when another one runs at the same time.
 *
 * @returns the path of the CLI.
 * @throws Error when there is no Go, when Go is too old, or when the build fails, with Go's own words.
 */
export async function buildPulumi(version: string, root: string, tools: BuildTools): Promise<string> {
  await requireGo(tools);
  await mkdir(dirname(root), { recursive: true });
  const unfinished = await mkdtemp(`${root}.unfinished-`);
  try {
    await compile(version, cliIn(unfinished, tools.platform), tools);
    await addCompanions(join(unfinished, "bin"));
    await rename(unfinished, root).catch((error: unknown) => {
      // Another build was faster.
      if (!isOccupied(error)) throw error;
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return cliIn(root, tools.platform);
}

async function requireGo({ run, env }: BuildTools): Promise<void> {
  let outcome;
  try {
    // In the module's folder Go itself says whether it is new enough for go.mod, or fetches one that is.
    outcome = await run("go", ["version"], { cwd: MODULE, env });
  } catch (cause) {
    throw new Error("there is no Go on PATH", { cause });
  }
  if (outcome.exitCode !== 0) throw new Error(`Go cannot be used: ${outcome.stderr.trim()}`);
}

async function compile(version: string, target: string, { run, env, log }: BuildTools): Promise<void> {
  log(
    `Building the Pulumi CLI ${version} from the Go module proxy: about 3 minutes, once for this machine ...`,
  );
  const started = performance.now();
  const seconds = (): number => Math.round((performance.now() - started) / 1000);
  const heartbeat = setInterval(
    () => log(`... still building the Pulumi CLI (${seconds()} s)`),
    HEARTBEAT_MS,
  );
  try {
    const flags = ["-mod=readonly", "-trimpath", "-ldflags", `-s -w -X ${VERSION_VARIABLE}=v${version}`];
    const { exitCode, stderr } = await run("go", ["build", ...flags, "-o", target, PACKAGE], {
      cwd: MODULE,
      env: { ...env, CGO_ENABLED: "0", GOWORK: "off" },
    });
    if (exitCode !== 0) throw new Error(`go build ended with ${exitCode}: ${lastLines(stderr)}`);
    log(`Built in ${seconds()} s.`);
  } finally {
    clearInterval(heartbeat);
  }
}

/** The engine warns on every run about plugins that are not beside it. */
async function addCompanions(bin: string): Promise<void> {
  await cp(join(MODULE, "beside"), bin, { recursive: true });
  const sdk = dirname(createRequire(__filename).resolve("@pulumi/pulumi/package.json"));
  for (const name of ["pulumi-resource-pulumi-nodejs", "pulumi-resource-pulumi-nodejs.cmd"]) {
    await copyFile(join(sdk, name), join(bin, name));
  }
}

function isOccupied(error: unknown): boolean {
  if (!(error instanceof Error) || !("code" in error)) return false;
  // Windows says EPERM for a folder that is there already.
  return error.code === "ENOTEMPTY" || error.code === "EEXIST" || error.code === "EPERM";
}

function lastLines(text: string): string {
  return text.trim().split("\n").slice(-5).join("\n");
}
