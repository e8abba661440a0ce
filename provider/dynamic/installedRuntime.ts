import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { MarketplaceError } from "../errors";
import { userAgent } from "../marketplace/http/requestHeaders";
import { fieldOf } from "../values/json";

const RUNTIME = "pulumi-azure-marketplace/runtime";

/** The lock file that is nearest above the program says which command installs a package. */
const MANAGERS = [
  ["pnpm-lock.yaml", "pnpm add"],
  ["yarn.lock", "yarn add"],
  ["bun.lock", "bun add"],
  ["bun.lockb", "bun add"],
  ["package-lock.json", "npm install"],
] as const;

/**
 * The folder from which the engine loads the package: that of `Pulumi.yaml`, or of its `main`. `undefined` when there
 * is nothing to check: in tests with mocks, and in inline programs of the Automation API, whose engine works in
 * another folder than the program.
 */
export function programFolder(env: NodeJS.ProcessEnv, cwd: () => string): string | undefined {
  // Set by the SDK's runner of programs, which has changed to that folder.
  return env["PULUMI_NODEJS_MONITOR"] === undefined ? undefined : cwd();
}

/**
 * Checks that programs in this folder can load the package.
 *
 * @throws MarketplaceError PACKAGE_NOT_INSTALLED with the folder to install it in and the command
 */
export function checkInstalled(folder: string): void {
  try {
    createRequire(join(folder, "program.js")).resolve(RUNTIME);
  } catch {
    const home = packageFolder(folder) ?? folder;
    const error = new MarketplaceError(
      "PACKAGE_NOT_INSTALLED",
      `pulumi-azure-marketplace is not installed in ${home}, the folder of this Pulumi program. Another package ` +
        `brings it, but the engine does not find it there. Install it in that folder, too: ${installCommand(home)}`,
    );
    // The mark of pulumi.RunError: the SDK prints the message alone, without a stack trace.
    throw Object.assign(error, { __pulumiRunError: true });
  }
}

/**
 * The folder whose `package.json` names the program's dependencies: of a program in `bin` or `app`, the one above it. One
 * that only says what kind of modules a folder has names none.
 */
function packageFolder(folder: string): string | undefined {
  if (isPackage(join(folder, "package.json"))) return folder;
  const above = dirname(folder);
  return above === folder ? undefined : packageFolder(above);
}

function isPackage(file: string): boolean {
  try {
    const manifest: unknown = JSON.parse(readFileSync(file, "utf8"));
    return ["name", "dependencies", "devDependencies"].some((key) => fieldOf(manifest, key) !== undefined);
  } catch {
    return false;
  }
}

function installCommand(folder: string): string {
  const tarball = `/path/to/${userAgent().replace("/", "-")}.tgz`;
  return `cd "${folder}" && ${manager(folder)} ${tarball}`;
}

function manager(folder: string): string {
  const found = MANAGERS.find(([lock]) => existsSync(join(folder, lock)));
  if (found !== undefined) return found[1];
  const above = dirname(folder);
  return above === folder ? "npm install" : manager(above);
}
