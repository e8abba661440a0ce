/** Turns the engine's messages about a program into plain data, and back. */
import { createRequire } from "node:module";
import { join } from "node:path";
import {
  DependencyInfo,
  type GetProgramDependenciesRequest,
  type ProgramInfo,
  type RunPluginRequest,
  type RunRequest,
} from "@pulumi/pulumi/proto/language_pb";
import { runtimeOptions, type Plugin, type Program } from "./languageCommands";

/** The SDK's runner exits with this code when it has told the user what went wrong. */
const USER_HAS_BEEN_TOLD = 32;

/** The program to run for an engine at the address `engine`. */
export function program(request: RunRequest, engine: string): Program {
  const info = described(request.getInfo());
  return {
    monitor: request.getMonitorAddress(),
    engine,
    organization: request.getOrganization(),
    project: request.getProject(),
    stack: request.getStack(),
    rootDirectory: info.getRootDirectory(),
    pwd: request.getPwd(),
    entryPoint: info.getEntryPoint(),
    programDirectory: info.getProgramDirectory(),
    args: request.getArgsList(),
    dryRun: request.getDryrun(),
    parallel: request.getParallel(),
    config: Object.fromEntries(request.getConfigMap().toObject(false)),
    secretKeys: request.getConfigsecretkeysList(),
    options: runtimeOptions(info.getOptions()?.toJavaScript() ?? {}),
  };
}

/** The plugin to run. */
export function plugin(request: RunPluginRequest): Plugin {
  return {
    kind: request.getKind(),
    programDirectory: described(request.getInfo()).getProgramDirectory(),
    pwd: request.getPwd(),
    args: request.getArgsList(),
    env: request.getEnvList(),
  };
}

/**
 * How a program ended, as a message to the engine: an error to show, or `bail` when the user has already been told.
 */
export function programOutcome(
  code: number | null,
  signal: NodeJS.Signals | null,
): { error: string; bail: boolean } {
  if (code === 0) return { error: "", bail: false };
  if (code === USER_HAS_BEEN_TOLD) return { error: "", bail: true };
  const how = code === null ? `was ended by ${signal ?? "a signal"}` : `exited with code ${code}`;
  return { error: `The program ${how}.`, bail: false };
}

/** The packages that the program's package.json names, with the versions that are installed. */
export function dependencies(request: GetProgramDependenciesRequest): DependencyInfo[] {
  const require = createRequire(join(described(request.getInfo()).getProgramDirectory(), "package.json"));
  return Object.entries(field(readJson(require, "./package.json"), "dependencies") ?? {}).map(
    ([name, range]) => {
      const version: unknown = field(readJson(require, `${name}/package.json`), "version") ?? range;
      return new DependencyInfo().setName(name).setVersion(String(version));
    },
  );
}

function described(info: ProgramInfo | undefined): ProgramInfo {
  if (info === undefined)
    throw new Error("The engine does not say where the program is: it is too old for this.");
  return info;
}

function readJson(require: NodeJS.Require, path: string): unknown {
  try {
    return require(path);
  } catch {
    // Absent, or not exported by its package: nothing to report.
    return undefined;
  }
}

function field(value: unknown, name: string): object | string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const found: unknown = Reflect.get(value, name);
  return (typeof found === "object" && found !== null) || typeof found === "string" ? found : undefined;
}
