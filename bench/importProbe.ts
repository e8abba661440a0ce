/**
 * Run as a process of its own: measures the cost of importing the package in a Pulumi program. Prints one line of
 * JSON.
 */
import { createRequire } from "node:module";
import { loadedForNetwork } from "./loadedModules";

export interface ImportCost {
  readonly sdkMs: number;
  readonly packageMs: number;
  readonly network: readonly string[];
}

const fromHere = createRequire(__filename);

function timed(specifier: string): number {
  const started = performance.now();
  fromHere(specifier);
  return performance.now() - started;
}

const sdkMs = timed("@pulumi/pulumi");
const packageMs = timed("../provider/index.js");
const cost: ImportCost = { sdkMs, packageMs, network: loadedForNetwork() };
process.stdout.write(`${JSON.stringify(cost)}\n`);
