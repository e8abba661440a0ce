/** `npm run plugin:sdks [FOLDER]`: the SDKs of the provider plugin for Python, Node and Go, made from its schema. */
import { rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { thisMachine } from "./pulumiCli";
import { generateSdks, SDK_LANGUAGES } from "./sdkGenerator";

const PROJECT = join(__dirname, "../..");

async function main(): Promise<void> {
  const [named] = process.argv.slice(2);
  const target = named === undefined ? join(PROJECT, "dist-sdks") : fromCaller(named);
  const machine = thisMachine(process.env, (line) => process.stderr.write(`${line}\n`));
  // Files of an earlier schema must not stay.
  for (const language of SDK_LANGUAGES) await rm(join(target, language), { recursive: true, force: true });
  await generateSdks(join(PROJECT, "plugin/schema.json"), target, SDK_LANGUAGES, machine);
  for (const language of SDK_LANGUAGES) process.stdout.write(`${join(target, language)}\n`);
}

function fromCaller(folder: string): string {
  return resolve(process.env["INIT_CWD"] ?? process.cwd(), folder);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
