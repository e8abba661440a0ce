import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import ts from "typescript";
import { root } from "../../support/root";
import { run, toolCommand } from "./tools";

/** A user's project: how it installs, what, and the program that Pulumi runs. */
export interface ConsumerPlan {
  readonly manager: "npm" | "pnpm";
  /** `type` of its package.json. */
  readonly type: "commonjs" | "module";
  readonly dependencies: Readonly<Record<string, string>>;
  readonly program: string;
  /** Further files by name, or others in the place of those that a project always has. */
  readonly files?: Readonly<Record<string, string>>;
}

/** A fresh project with its packages installed. */
export interface Consumer {
  readonly folder: string;
  /** Installs more packages, or other releases of them. */
  add(...specs: string[]): Promise<void>;
  read(name: string): Promise<string>;
  /** Writes files, by name. */
  write(files: Readonly<Record<string, string>>): Promise<void>;
  /** Runs a command that an installed package brought, as `npx` would. */
  exec(...command: string[]): Promise<string>;
  /** Runs a program with Node in the project and gives what it printed. */
  node(source: string, env?: Readonly<Record<string, string>>): Promise<string>;
}

const ADD = {
  npm: ["install", "--prefer-offline", "--no-audit", "--no-fund"],
  pnpm: ["add", "--prefer-offline"],
} as const;

/** Makes a project in a folder, and installs what it depends on. */
export async function createConsumer(folder: string, plan: ConsumerPlan): Promise<Consumer> {
  const { manager, type, dependencies, program } = plan;
  await mkdir(folder);
  const write = async (files: Readonly<Record<string, string>>): Promise<void> => {
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  };
  await write({
    "package.json": JSON.stringify({ name: "consumer", private: true, type, main: "index.js" }),
    "Pulumi.yaml": "name: consumer\nruntime: nodejs\n",
    "index.js": program,
    ...plan.files,
  });
  const command = toolCommand(manager);
  const add = async (...specs: string[]): Promise<void> => {
    await run(command, [...ADD[manager], ...specs], folder);
  };
  await add(...Object.entries(dependencies).map(([name, spec]) => `${name}@${spec}`));
  return {
    folder,
    add,
    read: (name) => readFile(join(folder, name), "utf8"),
    write,
    exec: (...words) => run(command, ["exec", "--", ...words], folder),
    node: (source, env) => run([process.execPath], ["--input-type=module", "-e", source], folder, env),
  };
}

/** `compilerOptions` as in a tsconfig.json. */
export type CompilerSettings = Readonly<Record<string, string>>;

/** The compiler's errors in a program in the project's folder, and in this package's declarations. */
export function compile(folder: string, source: string, settings: CompilerSettings): string {
  const file = join(folder, "program.ts");
  const { options: all, errors } = ts.convertCompilerOptionsFromJson(
    {
      target: "es2022",
      strict: true,
      noEmit: true,
      types: ["node"],
      typeRoots: [join(root, "node_modules", "@types")],
      ...settings,
    },
    folder,
  );
  const host = ts.createCompilerHost(all);
  const [read, exists] = [host.readFile.bind(host), host.fileExists.bind(host)];
  host.readFile = (name) => (name === file ? source : read(name));
  host.fileExists = (name) => name === file || exists(name);
  const program = ts.createProgram([file], all, host);
  // Declarations of others are theirs to fix, and take long to check.
  const ours = program
    .getSourceFiles()
    .filter(({ fileName }) =>
      /^(?!.*node_modules\/)|.*node_modules\/pulumi-azure-marketplace\/(?!.*node_modules\/)/.test(fileName),
    );
  const said = [
    ...errors,
    ...program.getOptionsDiagnostics(),
    ...ours.flatMap((one) => [
      ...program.getSyntacticDiagnostics(one),
      ...program.getSemanticDiagnostics(one),
    ]),
  ];
  return ts.formatDiagnostics(said, {
    getCanonicalFileName: (name) => name,
    getCurrentDirectory: () => folder,
    getNewLine: () => "\n",
  });
}
