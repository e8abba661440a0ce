import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "../runCommand";

/** The parts of package.json on which a release depends. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly repository?: { readonly url?: string };
  readonly bugs?: string;
  readonly homepage?: string;
  readonly private?: boolean;
  readonly engines?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly publishConfig?: { readonly access?: string; readonly provenance?: boolean };
}

/** A package that users install with this one. */
export interface Dependency {
  readonly name: string;
  /** The SPDX expression; `undefined` where the package states none. */
  readonly license?: string;
}

export interface Page {
  readonly path: string;
  readonly text: string;
}

/** Everything that the rules judge: plain data, gathered once. */
export interface Facts {
  readonly manifest: Manifest;
  /** The version in package-lock.json. */
  readonly lockedVersion: string;
  readonly changelog: string;
  /** docs/releasing.md. */
  readonly policy: string;
  /** The paths in the tarball, and its packed size in bytes. */
  readonly tarball: { readonly files: readonly string[]; readonly size: number };
  readonly dependencies: readonly Dependency[];
  /** The workflow that publishes. */
  readonly releaseWorkflow: string;
  /** Every workflow that this project runs or ships. */
  readonly workflows: readonly Page[];
  /** The pages in the tarball that a user reads. */
  readonly pages: readonly Page[];
  /** The output of `npm publish --dry-run`, if it failed. */
  readonly dryRunFailure?: string;
  /** Files that differ from the last commit. */
  readonly uncommitted: readonly string[];
}

interface Lock {
  readonly version: string;
  readonly packages: Readonly<Record<string, LockEntry>>;
}

interface LockEntry {
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly link?: boolean;
}

const RELEASE_WORKFLOW = ".github/workflows/release.yml";
const WORKFLOW_FOLDERS = [".github/workflows", "examples/github-actions/.github/workflows"];

/** Gathers them from a checkout that is built. Throws when a file is missing, or npm or git cannot be run. */
export async function gather(root: string): Promise<Facts> {
  const read = (path: string): string => readFileSync(join(root, path), "utf8");
  const lock = JSON.parse(read("package-lock.json")) as Lock;
  const [packed, published, changed] = await Promise.all([
    run(root, "npm", "pack", "--dry-run", "--json", "--ignore-scripts"),
    run(root, "npm", "publish", "--dry-run", "--ignore-scripts"),
    run(root, "git", "status", "--porcelain"),
  ]);
  if (packed.exitCode !== 0) throw new Error(`npm pack failed: ${packed.stderr}`);
  if (changed.exitCode !== 0) throw new Error(`git status failed: ${changed.stderr}`);
  const [report] = JSON.parse(packed.stdout) as [{ size: number; files: { path: string }[] }];
  const files = report.files.map(({ path }) => path);
  return {
    manifest: JSON.parse(read("package.json")) as Manifest,
    lockedVersion: lock.version,
    changelog: read("CHANGELOG.md"),
    policy: read("docs/releasing.md"),
    tarball: { files, size: report.size },
    dependencies: dependenciesOf(lock),
    releaseWorkflow: read(RELEASE_WORKFLOW),
    workflows: WORKFLOW_FOLDERS.flatMap((folder) =>
      readdirSync(join(root, folder)).map((name) => page(`${folder}/${name}`)),
    ),
    pages: files.filter((path) => path.endsWith(".md")).map(page),
    ...(published.exitCode !== 0 && { dryRunFailure: published.stderr }),
    uncommitted: changed.stdout.split("\n").flatMap((line) => (line === "" ? [] : [line.slice(3)])),
  };

  function page(path: string): Page {
    return { path, text: read(path) };
  }
}

function run(cwd: string, command: string, ...args: string[]): ReturnType<typeof runCommand> {
  return runCommand(command, args, { cwd, env: process.env });
}

function dependenciesOf({ packages }: Lock): Dependency[] {
  return Object.entries(packages).flatMap(([path, { license, dev, devOptional, link }]) => {
    if (path === "" || dev === true || devOptional === true || link === true) return [];
    const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
    return [{ name, ...(license !== undefined && { license }) }];
  });
}
