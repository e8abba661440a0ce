import { access, constants } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { PulumiCommand } from "@pulumi/pulumi/automation";
import { version as SDK_VERSION } from "@pulumi/pulumi/version";
import { buildPulumi } from "./cliBuild";
import { cacheFolder, cliIn, commandNames, pathsOf, pathVariable, searchPath, type Place } from "./cliFiles";
import { isNewEnough, OLDEST_PULUMI, PULUMI_VERSION } from "./pulumiVersion";
import { runCommand, type RunCommand } from "./runCommand";

/** A Pulumi CLI that the project can use. */
export interface PulumiCli {
  /** The executable. */
  readonly path: string;
  /** As it prints it itself, such as `v3.259.0`. */
  readonly version: string;
  /** Installed by the user, downloaded from Pulumi, or built from the Go module proxy. */
  readonly source: "path" | "download" | "build";
}

/** What the search for a CLI works with. */
export interface Machine extends Place {
  readonly log: (line: string) => void;
  readonly run: RunCommand;
  readonly isExecutable: (path: string) => Promise<boolean>;
  /** Puts the official CLI that belongs to the SDK into a folder. */
  readonly download: (root: string) => Promise<unknown>;
  /** Puts a CLI of version `PULUMI_VERSION` into a folder. */
  readonly build: (root: string) => Promise<unknown>;
}

/** This machine: `log` gets a line for whatever takes long, or is passed over for a reason. */
export function thisMachine(env: NodeJS.ProcessEnv, log: (line: string) => void): Machine {
  const { platform } = process;
  return {
    platform,
    env,
    home: homedir(),
    log,
    run: runCommand,
    isExecutable: (path) =>
      access(path, constants.X_OK).then(
        () => true,
        () => false,
      ),
    download: (root) => {
      log(`Downloading the Pulumi CLI ${SDK_VERSION} from https://get.pulumi.com ...`);
      return PulumiCommand.install({ root });
    },
    build: (root) => buildPulumi(PULUMI_VERSION, root, { run: runCommand, env, platform, log }),
  };
}

/**
 * Finds a Pulumi CLI: one on PATH that is new enough and has its Node plugins; else one that was downloaded or built
 * before; else the official download; else a build through the Go module proxy.
 *
 * @throws Error when none of these works, with the reason for each and what to do.
 */
export async function findPulumi(machine: Machine): Promise<PulumiCli> {
  const installed = await onPath(machine);
  if (installed !== undefined) return installed;
  const sources = [
    { source: "download", root: cacheFolder(machine, SDK_VERSION, "official"), get: machine.download },
    { source: "build", root: cacheFolder(machine, PULUMI_VERSION, "built"), get: machine.build },
  ] as const;
  for (const { source, root } of sources) {
    const path = cliIn(root, machine.platform);
    const version = await versionOf(path, machine);
    if (version !== undefined) return { path, version, source };
  }
  const failures: string[] = [];
  for (const { source, root, get } of sources) {
    try {
      await get(root);
      const path = cliIn(root, machine.platform);
      const version = await versionOf(path, machine);
      if (version !== undefined) return { path, version, source };
      throw new Error(`${path} does not run`);
    } catch (error) {
      failures.push(`${source}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new Error(noCli(failures));
}

function noCli(failures: readonly string[]): string {
  return [
    `No Pulumi CLI: none on PATH from version ${OLDEST_PULUMI} on, and none could be had.`,
    ...failures.map((failure) => `  - ${failure}`),
    "Any one of these helps:",
    "  - install the Pulumi CLI (https://www.pulumi.com/docs/install/) so that pulumi is on PATH;",
    "  - let this machine reach https://get.pulumi.com;",
    "  - install Go 1.25.11 or later, and let it reach its module proxy (go env GOPROXY).",
  ].join("\n");
}

async function onPath(machine: Machine): Promise<PulumiCli | undefined> {
  const path = await firstExecutable("pulumi", searchPath(machine), machine);
  if (path === undefined) return undefined;
  const version = await versionOf(path, machine);
  if (version === undefined || !isNewEnough(version)) {
    machine.log(
      `Passing over ${path}: ${version ?? "it does not run"}, and ${OLDEST_PULUMI} or later is needed.`,
    );
    return undefined;
  }
  const folders = [pathsOf(machine.platform).dirname(path), ...searchPath(machine)];
  for (const companion of ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"]) {
    if ((await firstExecutable(companion, folders, machine)) === undefined) {
      machine.log(`Passing over ${path}: ${companion} is neither beside it nor on PATH.`);
      return undefined;
    }
  }
  return { path, version, source: "path" };
}

async function firstExecutable(
  command: string,
  folders: readonly string[],
  machine: Machine,
): Promise<string | undefined> {
  for (const folder of folders) {
    for (const name of commandNames(command, machine.platform)) {
      const path = pathsOf(machine.platform).join(folder, name);
      if (await machine.isExecutable(path)) return path;
    }
  }
  return undefined;
}

async function versionOf(path: string, { run, env, isExecutable }: Machine): Promise<string | undefined> {
  if (!(await isExecutable(path))) return undefined;
  try {
    const { exitCode, stdout } = await run(path, ["version"], {
      env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" },
    });
    return exitCode === 0 ? stdout.trim() : undefined;
  } catch {
    return undefined;
  }
}

/** Holds the stand-in language host, under a name that only a CLI built by this project asks for. */
const STAND_IN = join(__dirname, "../../scripts/cli/bin");

/**
 * The environment in which a CLI finds itself and its plugins: `env` with another PATH, nothing else. What is on PATH
 * already keeps its order: a folder such as /usr/local/bin may hold another Node.
 */
export function environmentFor(
  cli: Pick<PulumiCli, "path">,
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform = process.platform,
): NodeJS.ProcessEnv {
  const paths = pathsOf(platform);
  const found = searchPath({ env, platform });
  const own = paths.dirname(cli.path);
  const folders = [...(found.includes(own) ? [] : [own]), ...found, STAND_IN];
  return { ...env, [pathVariable({ env, platform })]: folders.join(paths.delimiter) };
}
