import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "../../support/root";
import { run, toolCommand } from "./tools";

/** A tarball as it would be published, and what is in it. */
export interface Packed {
  /** The tarball's path. */
  readonly path: string;
  /** The paths of its files, from the package's folder. */
  readonly files: readonly string[];
}

interface PackReport {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

const ITSELF = ["pack", "--json", "--pack-destination"];

/** Packs the project into a folder, built first by its own `prepack`. */
export async function pack(destination: string): Promise<Packed> {
  return packed(destination, await run(toolCommand("npm"), [...ITSELF, destination], root));
}

/** A later release: the tarball again with another version, whose runtime prints `says` when it is loaded. */
export async function repack(
  { path }: Packed,
  folder: string,
  version: string,
  says: string,
): Promise<Packed> {
  await run(["tar"], ["-xzf", path, "-C", folder], folder);
  const unpacked = join(folder, "package");
  await edit(join(unpacked, "package.json"), (text) =>
    text.replace(/"version": "[^"]*"/, `"version": "${version}"`),
  );
  await edit(
    join(unpacked, "dist", "provider", "dynamic", "runtime.js"),
    (text) => `${text}\nconsole.log(${JSON.stringify(says)});\n`,
  );
  return packed(folder, await run(toolCommand("npm"), [...ITSELF, folder, "--ignore-scripts"], unpacked));
}

function packed(folder: string, output: string): Packed {
  // The output of prepack comes first.
  const [report] = JSON.parse(output.slice(output.search(/^\[/m))) as PackReport[];
  if (report === undefined) throw new Error(`npm pack reported no tarball: ${output}`);
  return { path: join(folder, report.filename), files: report.files.map((file) => file.path) };
}

async function edit(file: string, change: (text: string) => string): Promise<void> {
  await writeFile(file, change(await readFile(file, "utf8")));
}
