import { createRequire } from "node:module";
import { join } from "node:path";

/** A Node process to start: `args` begin with the flags of Node itself. */
export interface NodeCommand {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/** The engine's request to run a program. The fields are those of `RunRequest` in Pulumi's language.proto. */
export interface Program {
  readonly monitor: string;
  readonly engine: string;
  readonly organization: string;
  readonly project: string;
  readonly stack: string;
  readonly rootDirectory: string;
  readonly pwd: string;
  /** Relative to `programDirectory`. "." is the file that its package.json names. */
  readonly entryPoint: string;
  readonly programDirectory: string;
  readonly args: readonly string[];
  readonly dryRun: boolean;
  /** How many operations may run at once. With 0, the SDK decides. */
  readonly parallel: number;
  readonly config: Readonly<Record<string, string>>;
  readonly secretKeys: readonly string[];
  readonly options: RuntimeOptions;
}

/** The `runtime.options` of Pulumi.yaml that this stand-in follows. */
export interface RuntimeOptions {
  /** Whether the SDK compiles TypeScript on the fly; true by default. */
  readonly typescript: boolean;
  /** Flags for Node. */
  readonly nodeArgs: readonly string[];
}

/** Reads `runtime.options`; anything but a boolean `typescript` and a text `nodeargs` counts as not given. */
export function runtimeOptions(options: Readonly<Record<string, unknown>>): RuntimeOptions {
  const nodeArgs = options["nodeargs"];
  return {
    typescript: options["typescript"] !== false,
    nodeArgs: typeof nodeArgs === "string" ? nodeArgs.split(/\s+/).filter((arg) => arg !== "") : [],
  };
}

/**
 * How to run a program: the SDK's own runner, as the program itself would find it.
 *
 * @throws Error when `@pulumi/pulumi` is not installed where the program lives.
 */
export function programCommand(program: Program, env: NodeJS.ProcessEnv): NodeCommand {
  const flags = [
    `--monitor=${program.monitor}`,
    `--engine=${program.engine}`,
    `--organization=${program.organization}`,
    `--project=${program.project}`,
    `--stack=${program.stack}`,
    `--root-directory=${program.rootDirectory}`,
    `--pwd=${program.pwd}`,
    ...(program.dryRun ? ["--dry-run"] : []),
    ...(program.parallel > 0 ? [`--parallel=${program.parallel}`] : []),
  ];
  return {
    args: [
      ...program.options.nodeArgs,
      runner("run", program.programDirectory),
      ...flags,
      program.entryPoint,
      ...program.args,
    ],
    cwd: program.pwd,
    env: {
      ...env,
      PULUMI_NODEJS_TYPESCRIPT: String(program.options.typescript),
      PULUMI_CONFIG: JSON.stringify(program.config),
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(program.secretKeys),
    },
  };
}

/** The engine's request to run a plugin written in TypeScript. The fields are those of `RunPluginRequest`. */
export interface Plugin {
  /** `analyzer` is a policy pack. */
  readonly kind: string;
  readonly programDirectory: string;
  readonly pwd: string;
  readonly args: readonly string[];
  /** `NAME=value`, the later one wins. */
  readonly env: readonly string[];
}

/**
 * How to run a plugin: a policy pack or a provider.
 *
 * @throws Error when `@pulumi/pulumi` is not installed where the plugin lives.
 */
export function pluginCommand(plugin: Plugin): NodeCommand {
  const env = Object.fromEntries(
    plugin.env.map((entry) => {
      const at = entry.indexOf("=");
      return [entry.slice(0, at), entry.slice(at + 1)];
    }),
  );
  if (plugin.kind === "analyzer") {
    // The pack's runner takes the engine's address and the folder, and looks for tsconfig.json in its working folder.
    return {
      args: [
        runner("run-policy-pack", plugin.programDirectory),
        plugin.args[0] ?? "",
        plugin.programDirectory,
      ],
      cwd: plugin.programDirectory,
      env,
    };
  }
  return {
    args: [runner("run-plugin", plugin.programDirectory), plugin.programDirectory, ...plugin.args],
    cwd: plugin.pwd,
    env,
  };
}

function runner(name: string, directory: string): string {
  try {
    return createRequire(join(directory, "package.json")).resolve(`@pulumi/pulumi/cmd/${name}`);
  } catch (cause) {
    throw new Error(
      `The package @pulumi/pulumi is not installed for ${directory}: run npm install there, then try again.`,
      { cause },
    );
  }
}
