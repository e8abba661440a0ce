import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { MarketplaceError } from "../errors";
import { userAgent } from "../marketplace/http/requestHeaders";

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
 * @throws MarketplaceError PACKAGE_NOT_INSTALLED with the folder and the command
 */
export function checkInstalled(folder: string): void {
  try {
    createRequire(join(folder, "program.js")).resolve(RUNTIME);
  } catch {
    const error = new MarketplaceError(
      "PACKAGE_NOT_INSTALLED",
      `pulumi-azure-marketplace is not installed in ${folder}, the folder of this Pulumi program. Another package ` +
        `brings it, but the engine does not find it there. Install it in that folder, too: ${installCommand(folder)}`,
    );
    // The mark of pulumi.RunError: the SDK prints the message alone, without a stack trace.
    throw Object.assign(error, { __pulumiRunError: true });
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
