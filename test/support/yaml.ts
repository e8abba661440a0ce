import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "./root";

/** Reads a YAML file of the project, as whatever it holds. */
export async function readYaml(...path: string[]): Promise<unknown> {
  // The SDK reads Pulumi.yaml with it.
  const { load } = createRequire(require.resolve("@pulumi/pulumi"))("js-yaml") as {
    load: (text: string) => unknown;
  };
  return load(await readFile(join(root, ...path), "utf8"));
}
