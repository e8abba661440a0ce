import { join } from "node:path";
import { runCommand } from "../scripts/runCommand";
import type { Heap } from "./heapProbe";
import type { ImportCost } from "./importProbe";
import { median } from "./statistics";
import type { Unchanged } from "./unchangedProbe";

const IMPORTS = 5;

/** The cost of launches while they wait, and while they do not. */
export interface Holding extends Heap, Unchanged {
  /** Medians over several processes, in milliseconds. */
  readonly sdkMs: number;
  readonly packageMs: number;
  /** The modules for requests that importing the package loaded. */
  readonly importedNetwork: readonly string[];
}

/** Runs a probe of this folder in a process of its own, since it measures the whole process. */
export async function probe<T>(name: string): Promise<T> {
  const { exitCode, stdout, stderr } = await runCommand(
    process.execPath,
    ["--expose-gc", join(__dirname, `${name}.js`)],
    { env: process.env },
  );
  if (exitCode !== 0) throw new Error(`${name} ended with ${exitCode}: ${stderr.trim().slice(-500)}`);
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as T;
}

export async function measureHolding(): Promise<Holding> {
  const heap = await probe<Heap>("heapProbe");
  const imports: ImportCost[] = [];
  for (let i = 0; i < IMPORTS; i++) imports.push(await probe<ImportCost>("importProbe"));
  const unchanged = await probe<Unchanged>("unchangedProbe");
  return {
    ...heap,
    ...unchanged,
    sdkMs: median(imports.map(({ sdkMs }) => sdkMs)),
    packageMs: median(imports.map(({ packageMs }) => packageMs)),
    importedNetwork: [...new Set(imports.flatMap(({ network }) => network))],
  };
}
