import { cp, readFile, writeFile } from "node:fs/promises";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { startSimulator, type Simulator, type StartOptions } from "../../../simulator";
import type { CommandOutcome } from "../../../scripts/runCommand";
import { root } from "../../support/root";
import { environmentForYaml } from "./pluginServer";
import { environmentOf, NAME } from "./scene";
import { withWorkspace, type Cli, type Workspace } from "./workspace";

/** The quickstart as a project of its own, run by the CLI, so that processes can be interrupted and killed. */
export interface Project {
  readonly simulator: Simulator;
  readonly workspace: Workspace;
  /** Variables for the CLI besides those of the workspace. */
  readonly env: Readonly<Record<string, string>>;
  /** Starts `pulumi up` of a stack. */
  startUp(stack?: string): Cli;
  /** Runs `pulumi up` of a stack to its end. */
  up(...args: string[]): Promise<CommandOutcome>;
  run(...args: string[]): Promise<CommandOutcome>;
  status(stack?: string): Promise<string>;
}

/** The example that takes the offer live: through the dynamic resource, the provider plugin, or in a component. */
export type Program = "quickstart" | "yaml" | "component";

export interface ProjectOptions extends StartOptions {
  readonly program?: Program;
  /** The program's declaration. Default: version 2 of `contoso/vm`. */
  readonly declares?: (simulator: Simulator) => Readonly<Record<string, string | number | undefined>>;
}

const DECLARED = { publisherId: "contoso", offerId: "vm", offerVersion: 2 };

export async function playProject(
  { program = "quickstart", declares = () => DECLARED, ...options }: ProjectOptions,
  act: (project: Project) => Promise<void>,
): Promise<void> {
  const simulator = await startSimulator({ offers: [`${NAME}@2`], launchTime: 6_000, ...options });
  try {
    await withWorkspace(async (workspace) => {
      await cp(join(root, "examples", program), workspace.folder, { recursive: true });
      if (program === "yaml") await writeNumber(workspace.folder, declares(simulator)["offerVersion"]);
      const env = {
        ...environmentOf(simulator),
        // That the examples compile is checked elsewhere, once: here the SDK would check the types in every run.
        PULUMI_NODEJS_TRANSPILE_ONLY: "true",
        ...(program === "yaml" ? await environmentForYaml(workspace) : {}),
      };
      const config = Object.entries(declares(simulator)).flatMap(([key, value]) => [
        "--config",
        `${key}=${String(value)}`,
      ]);
      const upArgs = (stack: string): string[] => [
        ...["up", "--yes", "--skip-preview", "--non-interactive", "--stack", stack],
        ...config,
      ];
      const run = (...args: string[]): Promise<CommandOutcome> => workspace.cli(args, { env });
      await run("stack", "init", "test", "--non-interactive");
      await act({
        simulator,
        workspace,
        env,
        startUp: (stack = "test") => workspace.start(upArgs(stack), { env }),
        up: (...args) => run(...upArgs("test"), ...args),
        run,
        status: async (stack = "test") =>
          (await run("stack", "output", "status", "--stack", stack)).stdout.trim(),
      });
    });
  } finally {
    await simulator.close();
  }
}

/** YAML's host makes a number of any config that looks like one, and a number so long loses digits: see the example. */
async function writeNumber(folder: string, version: string | number | undefined): Promise<void> {
  if (Number.isSafeInteger(Number(version))) return;
  const file = join(folder, "Pulumi.yaml");
  const text = await readFile(file, "utf8");
  await writeFile(file, text.replace("${offerVersion}", JSON.stringify(version)));
}

/** A process and all that it started, itself first. */
export function processTree(pid: number): readonly number[] {
  const children = new Map<number, number[]>();
  for (const line of execFileSync("ps", ["-eo", "pid=,ppid="], { encoding: "utf8" }).split("\n")) {
    const [child = 0, parent = 0] = line.trim().split(/\s+/).map(Number);
    children.set(parent, [...(children.get(parent) ?? []), child]);
  }
  const tree: number[] = [];
  const add = (one: number): void => {
    tree.push(one);
    for (const child of children.get(one) ?? []) add(child);
  };
  add(pid);
  return tree;
}

/** The command line of a process. */
export function argumentsOf(pid: number): string {
  return execFileSync("ps", ["-o", "args=", "-p", String(pid)], { encoding: "utf8" });
}

/** Kills without a chance to clean up; what is gone already is passed over. */
export function killAll(pids: Iterable<number>): void {
  for (const pid of pids) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It ended by itself in the meantime.
    }
  }
}

/** Waits until a process has ended and its output is read; gives what it printed. */
export async function ended(cli: Cli): Promise<string> {
  let text = "";
  for (const stream of [cli.stdout, cli.stderr]) {
    stream.on("data", (data: Buffer) => {
      text += data.toString();
    });
  }
  await once(cli, "close");
  return text;
}
