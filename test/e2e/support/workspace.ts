import assert from "node:assert/strict";
import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { LocalWorkspace, PulumiCommand, type PulumiFn } from "@pulumi/pulumi/automation";
import * as runtimeSettings from "@pulumi/pulumi/runtime/settings";
import { privateEnvironment } from "../../../scripts/privateEnvironment";
import { environmentFor, findPulumi, thisMachine, type PulumiCli } from "../../../scripts/pulumiCli";
import type { CommandOutcome } from "../../../scripts/runCommand";
import { root } from "../../support/root";
import { engineStack, type EngineStack } from "./engineStack";

/** A folder with a backend of its own, in which the real engine runs programs. */
export interface Workspace {
  /** Has `node_modules` of the project; programs and projects go here. */
  readonly folder: string;
  /** The whole environment of the CLI: that of the tests without settings of Pulumi or Azure. */
  readonly env: NodeJS.ProcessEnv;
  /** A new stack whose program runs in the tests' own process, again for every `up` and `preview`. */
  stack(program: PulumiFn, options?: StackOptions): Promise<EngineStack>;
  /** Runs the CLI to its end. */
  cli(args: readonly string[], options?: CliOptions): Promise<CommandOutcome>;
  /** Starts the CLI; it is killed when the workspace goes, if it still runs. */
  start(args: readonly string[], options?: CliOptions): Cli;
}

export type Cli = ChildProcessByStdio<null, Readable, Readable>;

export interface StackOptions {
  readonly name?: string;
  /** Added to the environment of the engine, and so of the provider. */
  readonly env?: Readonly<Record<string, string>>;
  /** Full keys, such as `azure-marketplace:endpoint`. */
  readonly config?: Readonly<Record<string, string>>;
}

export interface CliOptions {
  /** The workspace's folder by default. */
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const PROJECT_NAME = "e2e";

// One process runs hundreds of programs, so an engine may get a port that an earlier one had. Connections that all
// clients of the process share would answer for the one that is gone (docs/findings.md).
for (const name of ["grpcChannelOptions", "grpcClientOptions"]) {
  const options: unknown = Reflect.get(runtimeSettings, name);
  assert.ok(typeof options === "object" && options !== null, `the SDK has no ${name} any more`);
  Object.assign(options, { "grpc.use_local_subchannel_pool": 1 });
}

let found: Promise<{ cli: PulumiCli; command: PulumiCommand }> | undefined;
let home: string | undefined;

/** The CLI, found (or built) once in a run of the tests. */
function engine(): Promise<{ cli: PulumiCli; command: PulumiCommand }> {
  found ??= (async () => {
    const cli = await findPulumi(thisMachine(process.env, (line) => process.stderr.write(`${line}\n`)));
    // The Automation API looks for the name with this process's PATH, where an older one may come first.
    Object.assign(process.env, environmentFor(cli, process.env));
    // A CLI that is on PATH stays a name, since its folder need not be called bin.
    const command = await PulumiCommand.get(cli.source === "path" ? {} : { root: join(cli.path, "../..") });
    return { cli, command };
  })();
  return found;
}

// On a fresh machine the CLI is built for some minutes, which is nobody's own time: no test begins before it is there.
before("the Pulumi CLI", async function () {
  this.timeout(0);
  await engine();
});

/** Plugins and templates know nothing of stacks: one PULUMI_HOME serves a whole run of the tests. */
function sharedHome(): string {
  if (home === undefined) {
    const made = mkdtempSync(join(tmpdir(), "azure-marketplace-home-"));
    process.once("exit", () => rmSync(made, { recursive: true, force: true }));
    home = made;
  }
  return home;
}

/** Gives a new workspace to `work`, and removes all of it afterwards. */
export async function withWorkspace<T>(work: (workspace: Workspace) => Promise<T>): Promise<T> {
  const { cli, command } = await engine();
  const folder = await mkdtemp(join(tmpdir(), "azure-marketplace-e2e-"));
  const backend = join(folder, ".backend");
  const env = {
    ...process.env,
    ...privateEnvironment(backend, sharedHome()),
  };
  const running = new Set<Cli>();

  function start(args: readonly string[], options: CliOptions = {}): Cli {
    const child = spawn(cli.path, args, {
      cwd: options.cwd ?? folder,
      env: { ...env, ...options.env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    running.add(child);
    child.once("close", () => running.delete(child));
    return child;
  }

  const workspace: Workspace = {
    folder,
    env,
    start,
    async cli(args, options) {
      const child = start(args, options);
      const [stdout, stderr] = await Promise.all([
        text(child.stdout),
        text(child.stderr),
        once(child, "close"),
      ]);
      return { exitCode: child.exitCode ?? -1, stdout, stderr };
    },
    async stack(program, { name = "test", env: added = {}, config = {} } = {}) {
      return engineStack(
        await LocalWorkspace.createStack(
          { stackName: name, projectName: PROJECT_NAME, program },
          {
            workDir: folder,
            pulumiCommand: command,
            envVars: { ...defined(env), ...added },
            projectSettings: { name: PROJECT_NAME, runtime: "nodejs" },
            stackSettings: { [name]: { config: { ...config } } },
          },
        ),
        join(backend, ".pulumi", "stacks", PROJECT_NAME, `${name}.json`),
      );
    },
  };

  try {
    await mkdir(backend);
    await symlink(join(root, "node_modules"), join(folder, "node_modules"), "junction");
    return await work(workspace);
  } finally {
    for (const child of running) child.kill("SIGKILL");
    await rm(folder, { recursive: true, force: true });
  }
}

function defined(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
