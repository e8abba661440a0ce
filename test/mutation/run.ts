import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import ts from "typescript";
import { root } from "../support/root";
import type { Mutant } from "./mutation";
import { MUTANTS } from "./mutants";

// `npm run test:mutation [-- WORD]`: changes one line at a time, and runs the one test file that has to notice.

// Not the command: that starts a process of its own, which would outlive it when a mutant never ends.
const mocha = join(
  dirname(createRequire(join(root, "package.json")).resolve("mocha/package.json")),
  "lib",
  "cli",
  "cli.js",
);

/** A mutant that makes a test wait for ever is noticed, too; in milliseconds. */
const PATIENCE_MS = 120_000;

function compiled(source: string): string {
  const compilerOptions = {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.CommonJS,
    esModuleInterop: true,
  };
  return ts.transpileModule(source, { compilerOptions }).outputText;
}

/** Whether the test passes; with a mutant, over its code. */
async function passes(test: string, mutant?: Mutant): Promise<boolean> {
  const env: NodeJS.ProcessEnv = { ...process.env };
  if (mutant !== undefined) {
    const source = await readFile(join(root, mutant.file), "utf8");
    env["MUTANT_FILE"] = join(root, "dist", mutant.file.replace(/\.ts$/, ".js"));
    env["MUTANT_CODE"] = compiled(source.replace(mutant.search, () => mutant.replacement));
  }
  const spec = join("dist", "test", `${test}.test.js`);
  const preload = join(__dirname, "mutant.js");
  const args = [mocha, "--require", preload, "--bail", "--reporter", "dot", spec];
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: "ignore" });
  const timer = setTimeout(() => child.kill("SIGKILL"), PATIENCE_MS);
  const code = await new Promise<number | null>((resolve) => child.once("exit", resolve));
  clearTimeout(timer);
  return code === 0;
}

async function judged(mutant: Mutant): Promise<string | undefined> {
  const { file, search, replacement, test, harmless } = mutant;
  const survived = await passes(test, mutant);
  const what = `${file}: ${search} => ${replacement === "" ? "(nothing)" : replacement}`;
  const isExpected = survived === (harmless !== undefined);
  process.stdout.write(
    `${survived ? "survived" : "killed  "} ${what}${harmless === undefined ? "" : ` (${harmless})`}\n`,
  );
  return isExpected
    ? undefined
    : `${survived ? "survived" : "killed, though listed as harmless"}: ${what} [${test}]`;
}

async function each<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const left = [...items];
  const worker = async (): Promise<void> => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) results.push(await work(item));
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return results;
}

async function main(): Promise<void> {
  const [word = ""] = process.argv.slice(2);
  const mutants = MUTANTS.filter((one) => `${one.file} ${one.search} ${one.test}`.includes(word));
  const tests = [...new Set(mutants.map(({ test }) => test))];
  const broken = await each(tests, async (test) => ((await passes(test)) ? undefined : test));
  const failing = broken.filter((test) => test !== undefined);
  if (failing.length > 0) throw new Error(`these fail without any mutant: ${failing.join(", ")}`);
  const wrong = (await each(mutants, judged)).filter((one) => one !== undefined);
  process.stdout.write(`\n${mutants.length} mutants, ${wrong.length} not as listed\n${wrong.join("\n")}\n`);
  if (wrong.length > 0) process.exitCode = 1;
}

void main();
