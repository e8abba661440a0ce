import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "../../support/root";

interface Manifest {
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

/** The SDK's versions that the package promises to work with, and a compiler for each. */
export interface Versions {
  /** The declared minimum. */
  readonly oldest: string;
  /** The one that the package is built with. */
  readonly newest: string;
  readonly compilers: { readonly oldest: string; readonly newest: string };
}

export async function readVersions(): Promise<Versions> {
  const { devDependencies, peerDependencies } = JSON.parse(
    await readFile(join(root, "package.json"), "utf8"),
  ) as Manifest;
  const oldest = peerDependencies["@pulumi/pulumi"]?.replace(/^\^/, "");
  const newest = devDependencies["@pulumi/pulumi"];
  const compiler = devDependencies["typescript"];
  assert.ok(oldest !== undefined && newest !== undefined && compiler !== undefined);
  // The oldest SDK takes no later one.
  return { oldest, newest, compilers: { oldest: "^5.9.0", newest: compiler } };
}
