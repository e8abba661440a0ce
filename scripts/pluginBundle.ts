/**
 * `npm run plugin:bundle [FOLDER]`: the provider plugin as one executable for this platform, which needs neither Node nor
 * npm, in an archive as `pulumi plugin install --file` takes it.
 */
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { packageVersion } from "../provider/plugin/assets";
import { embedding } from "./pluginEmbedding";
import { runCommand } from "./runCommand";

const PROJECT = join(__dirname, "../..");
const COMMAND = "pulumi-resource-azure-marketplace";
/** The text that Node looks for in its own executable. It is Node's own. */
const FUSE = "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2";

/** The platform as Pulumi's archives name it, such as `linux-amd64`. */
export function platformName(platform: string, architecture: string): string {
  const system = platform === "win32" ? "windows" : platform;
  return `${system}-${architecture === "x64" ? "amd64" : architecture}`;
}

async function run(command: string, args: readonly string[], cwd: string): Promise<void> {
  const { exitCode, stdout, stderr } = await runCommand(command, args, { cwd, env: process.env });
  if (exitCode !== 0)
    throw new Error(`${command} ${args.join(" ")} ended with ${exitCode}: ${stdout}${stderr}`);
}

/** All code of the plugin in one file. */
async function bundle(file: string): Promise<void> {
  await build({
    stdin: {
      contents: 'require("./dist/provider/plugin/main.js").start();',
      resolveDir: PROJECT,
    },
    outfile: file,
    bundle: true,
    platform: "node",
    target: "node24",
    format: "cjs",
    minify: true,
    keepNames: true,
    logLevel: "warning",
    plugins: [embedding(PROJECT)],
  });
}

/** Puts a script into a copy of the Node that runs this. */
async function makeExecutable(script: string, executable: string, folder: string): Promise<void> {
  const blob = join(folder, "plugin.blob");
  const config = join(folder, "sea.json");
  await writeFile(
    config,
    JSON.stringify({ main: script, output: blob, disableExperimentalSEAWarning: true, useCodeCache: true }),
  );
  await run(process.execPath, ["--experimental-sea-config", config], folder);
  await copyFile(process.execPath, executable);
  await chmod(executable, 0o755);
  const postject = createRequire(__filename).resolve("postject/dist/cli.js");
  const macho = process.platform === "darwin" ? ["--macho-segment-name", "NODE_SEA"] : [];
  const fuse = ["--sentinel-fuse", FUSE, ...macho];
  await run(process.execPath, [postject, executable, "NODE_SEA_BLOB", blob, ...fuse], folder);
}

/** Makes the archive in a folder and returns its path. */
export async function bundlePlugin(target: string): Promise<string> {
  const name = `${COMMAND}-v${packageVersion()}-${platformName(process.platform, process.arch)}.tar.gz`;
  const archive = join(target, name);
  const folder = await mkdtemp(join(tmpdir(), "azure-marketplace-bundle-"));
  try {
    const script = join(folder, "plugin.cjs");
    const executable = process.platform === "win32" ? `${COMMAND}.exe` : COMMAND;
    await bundle(script);
    await makeExecutable(script, join(folder, executable), folder);
    await copyFile(join(PROJECT, "LICENSE"), join(folder, "LICENSE"));
    await mkdir(target, { recursive: true });
    await run("tar", ["-czf", archive, "-C", folder, executable, "LICENSE"], folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return archive;
}

async function main(): Promise<void> {
  const [folder = join(PROJECT, "dist-plugin")] = process.argv.slice(2);
  const archive = await bundlePlugin(resolve(process.env["INIT_CWD"] ?? process.cwd(), folder));
  const { length } = await readFile(archive);
  process.stdout.write(`${archive} (${Math.round(length / 2 ** 20)} MB)\n`);
}

if (require.main === module) {
  main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
}
