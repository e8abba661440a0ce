import { homedir } from "node:os";
import { join } from "node:path";
import { version as SDK_VERSION } from "@pulumi/pulumi/version";
import { buildPulumi } from "./cliBuild";
import { downloadPulumi, reasonOf } from "./cliDownload";
import {
  cacheFolder,
  cliIn,
  commandNames,
  isExecutable,
  pathsOf,
  pathVariable,
  searchPath,
  type Place,
} from "./cliFiles";
import { unlessAborted } from "./interruption";
import { isNewEnough, OLDEST_PULUMI, PULUMI_VERSION } from "./pulumiVersion";
import { runCommand, type RunCommand } from "./runCommand";

/** A Pulumi CLI that the project can use. */
export interface PulumiCli {
  /** The executable. */
  readonly path: string;
  /** As the CLI prints it, such as `v3.259.0`. */
  readonly version: string;
  /** Installed by the user, downloaded from Pulumi, or built from the Go module proxy. */
  readonly source: "path" | "download" | "build";
  /** The folders before it on PATH that hold a CLI which cannot be used. */
  readonly passedOver?: readonly string[];
}

/** A CLI prints its version at once. One that waits for something would hold up everything for ever. */
const VERSION_MS = 20_000;

/** Everything that the search for a CLI needs. */
export interface Machine extends Place {
  readonly log: (line: string) => void;
  readonly run: RunCommand;
  readonly isExecutable: (path: string) => Promise<boolean>;
  /** Puts the official CLI that belongs to the SDK into a folder. */
  readonly download: (root: string) => Promise<unknown>;
  /** Puts a CLI of version `PULUMI_VERSION` into a folder. */
  readonly build: (root: string) => Promise<unknown>;
}

/**
 * This machine. `log` gets a line for whatever takes long, or is passed over for a reason. `signal` ends what is
 * under way.
 */
export function thisMachine(
  env: NodeJS.ProcessEnv,
  log: (line: string) => void,
  signal?: AbortSignal,
): Machine {
  const { platform } = process;
  const run: RunCommand = (command, args, options) =>
    runCommand(command, args, signal === undefined ? options : { ...options, signal });
  return {
    platform,
    env,
    home: homedir(),
    log,
    run,
    isExecutable,
    download: (root) => {
      log(`Downloading the Pulumi CLI ${SDK_VERSION} from https://get.pulumi.com ...`);
      return unlessAborted(downloadPulumi(root), signal);
    },
    build: (root) => buildPulumi(PULUMI_VERSION, root, { run, env, platform, log }),
  };
}

/**
 * Finds a Pulumi CLI: the first on PATH that is new enough and has its Node plugins; else one that was downloaded or
 * built before; else the official download; else a build through the Go module proxy.
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
    const { version } = await ask(path, machine);
    if (version !== undefined) return { path, version, source };
  }
  const failures: string[] = [];
  for (const { source, root, get } of sources) {
    try {
      await get(root);
      const path = cliIn(root, machine.platform);
      const { version, why } = await ask(path, machine);
      if (version !== undefined) return { path, version, source };
      throw new Error(`${path}: ${why}`);
    } catch (error) {
      failures.push(`${source}: ${reasonOf(error)}`);
    }
  }
  throw new Error(noCli(failures));
}

function noCli(failures: readonly string[]): string {
  return [
    `No Pulumi CLI: none on PATH is ${OLDEST_PULUMI} or later with its Node plugins, and none could be had.`,
    ...failures.map((failure) => `  - ${failure}`),
    "What helps, whichever is easiest:",
    "  - install the Pulumi CLI (https://www.pulumi.com/docs/install/) so that pulumi is on PATH;",
    "  - let this machine reach https://get.pulumi.com;",
    "  - install Go 1.25.11 or later, and let it reach its module proxy (go env GOPROXY);",
    "  - where HOME cannot be written, set XDG_CACHE_HOME to a folder that can be written (for Go also GOPATH).",
  ].join("\n");
}

async function onPath(machine: Machine): Promise<PulumiCli | undefined> {
  const passedOver: string[] = [];
  for await (const path of executables("pulumi", searchPath(machine), machine)) {
    const { version, why } = await judge(path, machine);
    if (version !== undefined) return { path, version, source: "path", passedOver };
    machine.log(`Passing over ${path}: ${why}.`);
    passedOver.push(pathsOf(machine.platform).dirname(path));
  }
  return undefined;
}

async function judge(path: string, machine: Machine): Promise<Answer> {
  const answer = await ask(path, machine);
  if (answer.version === undefined) return answer;
  if (!isNewEnough(answer.version))
    return { why: `${answer.version}, and ${OLDEST_PULUMI} or later is needed` };
  const folders = [pathsOf(machine.platform).dirname(path), ...searchPath(machine)];
  for (const companion of ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"]) {
    const { done } = await executables(companion, folders, machine).next();
    if (done === true) return { why: `${companion} is neither beside it nor on PATH` };
  }
  return answer;
}

/** The files of a command, in the order in which the folders are searched. */
async function* executables(
  command: string,
  folders: readonly string[],
  machine: Machine,
): AsyncGenerator<string, void> {
  for (const folder of new Set(folders)) {
    for (const name of commandNames(command, machine.platform)) {
      const path = pathsOf(machine.platform).join(folder, name);
      if (await machine.isExecutable(path)) yield path;
    }
  }
}

/** A CLI's version, or why it reports none. */
type Answer =
  { readonly version: string; readonly why?: never } | { readonly version?: never; readonly why: string };

async function ask(path: string, machine: Machine): Promise<Answer> {
  if (!(await machine.isExecutable(path))) return { why: "it cannot be executed" };
  try {
    const { exitCode, stdout } = await machine.run(path, ["version"], {
      env: { ...machine.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
      timeoutMs: VERSION_MS,
    });
    return exitCode === 0 ? { version: stdout.trim() } : { why: `pulumi version ends with ${exitCode}` };
  } catch (error) {
    return { why: `it does not run (${reasonOf(error)})` };
  }
}

/** The folder of the stand-in language host, under a name that only a CLI built by this project looks for. */
const STAND_IN = join(__dirname, "../../scripts/cli/bin");

/**
 * The environment in which a CLI finds itself and its plugins: `env` with another PATH, nothing else. What is on PATH
 * already keeps its order, since a folder such as /usr/local/bin may hold another Node. But the CLI's folder goes ahead
 * of those that were passed over: the engine takes the plugins that PATH shows first.
 */
export function environmentFor(
  { path, passedOver = [] }: Pick<PulumiCli, "path" | "passedOver">,
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform = process.platform,
): NodeJS.ProcessEnv {
  const paths = pathsOf(platform);
  const found = searchPath({ env, platform });
  const own = paths.dirname(path);
  const at = found.includes(own)
    ? found.findIndex((folder) => folder === own || passedOver.includes(folder))
    : 0;
  const folders = [
    ...found.slice(0, at),
    own,
    ...found.slice(at).filter((folder) => folder !== own),
    STAND_IN,
  ];
  return { ...env, [pathVariable({ env, platform })]: folders.join(paths.delimiter) };
}
