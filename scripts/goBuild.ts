import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import type { RunCommand } from "./runCommand";

const HEARTBEAT_MS = 20_000;

/** Everything that a build needs, handed in. */
export interface BuildTools {
  readonly run: RunCommand;
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  readonly log: (line: string) => void;
}

/** A program that is built from the Go module proxy. */
export interface GoProgram {
  /** For people, such as `the Pulumi CLI 3.259.0`. */
  readonly name: string;
  /** About how long the build takes, for people, such as `3 minutes`. */
  readonly duration: string;
  /** The folder with the go.mod that pins everything. */
  readonly module: string;
  readonly package: string;
  /** Variables that the linker sets. */
  readonly variables?: Readonly<Record<string, string>>;
}

/**
 * Makes a folder that appears whole or not at all, also when this is interrupted or when another process makes the
 * same one at the same time.
 */
export async function makeWhole(root: string, make: (unfinished: string) => Promise<void>): Promise<void> {
  await mkdir(dirname(root), { recursive: true });
  const unfinished = await mkdtemp(`${root}.unfinished-`);
  try {
    await make(unfinished);
    await rename(unfinished, root).catch((error: unknown) => {
      // Another build was faster.
      if (!isOccupied(error)) throw error;
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

/**
 * Builds a program into a file.
 *
 * @throws Error when there is no Go, when Go is too old, or when the build fails, with Go's own words.
 */
export async function buildGo(program: GoProgram, target: string, tools: BuildTools): Promise<void> {
  await requireGo(program, tools);
  const { name, duration, module, variables = {} } = program;
  const { run, env, log } = tools;
  log(`Building ${name} from the Go module proxy: about ${duration}, once for this machine ...`);
  const started = performance.now();
  const seconds = (): number => Math.round((performance.now() - started) / 1000);
  const heartbeat = setInterval(() => log(`... still building ${name} (${seconds()} s)`), HEARTBEAT_MS);
  try {
    const linked = Object.entries(variables).map(([variable, value]) => ` -X ${variable}=${value}`);
    // Debug data takes a tenth of the compiler's work, and -s -w would leave it out of the program anyway.
    const flags = [
      ...["-mod=readonly", "-trimpath", "-gcflags=all=-dwarf=false"],
      ...["-ldflags", `-s -w${linked.join("")}`],
    ];
    const { exitCode, stderr } = await run("go", ["build", ...flags, "-o", target, program.package], {
      cwd: module,
      env: { ...env, CGO_ENABLED: "0", GOWORK: "off" },
    });
    if (exitCode !== 0) throw new Error(`go build ended with ${exitCode}: ${lastLines(stderr)}`);
    log(`Built in ${seconds()} s.`);
  } finally {
    clearInterval(heartbeat);
  }
}

async function requireGo({ module }: GoProgram, { run, env }: BuildTools): Promise<void> {
  let outcome;
  try {
    // In the module's folder Go itself says whether it is new enough for go.mod, or fetches one that is.
    outcome = await run("go", ["version"], { cwd: module, env });
  } catch (cause) {
    throw new Error("there is no Go on PATH", { cause });
  }
  if (outcome.exitCode !== 0) throw new Error(`Go cannot be used: ${outcome.stderr.trim()}`);
}

function isOccupied(error: unknown): boolean {
  if (!(error instanceof Error) || !("code" in error)) return false;
  // Windows says EPERM for a folder that is there already.
  return error.code === "ENOTEMPTY" || error.code === "EEXIST" || error.code === "EPERM";
}

function lastLines(text: string): string {
  return text.trim().split("\n").slice(-5).join("\n");
}
