import { access, constants, stat } from "node:fs/promises";
import { posix, win32 } from "node:path";

/** Everything that decides where files are: the machine's platform, its environment and the user's home. */
export interface Place {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  readonly home: string;
}

/** Path functions of a platform, which need not be this one. */
export function pathsOf(platform: NodeJS.Platform): typeof posix {
  return platform === "win32" ? win32 : posix;
}

/** Where a CLI of a version is kept, by its maker: outside the work tree, so that all checkouts share it. */
export function cacheFolder(place: Place, version: string, maker: "official" | "built"): string {
  return toolFolder(place, `pulumi-v${version}`, maker);
}

/** Where a tool is kept, by its name with its version, and by its maker. */
export function toolFolder(place: Place, tool: string, maker: string): string {
  return pathsOf(place.platform).join(cacheRoot(place), tool, maker);
}

/** Where this project keeps files that are made once for all checkouts. */
export function cacheRoot({ platform, env, home }: Place): string {
  const paths = pathsOf(platform);
  const own = platform === "win32" ? env["LOCALAPPDATA"] : env["XDG_CACHE_HOME"];
  // The XDG specification says to ignore a path that is not absolute.
  const cache = own !== undefined && paths.isAbsolute(own) ? own : paths.join(home, ...usualCache(platform));
  return paths.join(cache, "pulumi-azure-marketplace");
}

function usualCache(platform: NodeJS.Platform): string[] {
  if (platform === "win32") return ["AppData", "Local"];
  return platform === "darwin" ? ["Library", "Caches"] : [".cache"];
}

/** The name that the environment has for PATH: Windows does not care about its case. */
export function pathVariable({ platform, env }: Pick<Place, "platform" | "env">): string {
  if (platform !== "win32") return "PATH";
  return Object.keys(env).find((name) => name.toUpperCase() === "PATH") ?? "Path";
}

/** The folders of PATH, in order; an empty entry (the current folder) is left out. */
export function searchPath(place: Pick<Place, "platform" | "env">): string[] {
  const value = place.env[pathVariable(place)] ?? "";
  return value.split(pathsOf(place.platform).delimiter).filter((folder) => folder !== "");
}

/** The file names under which a platform looks for a command. */
export function commandNames(command: string, platform: NodeJS.Platform): string[] {
  return platform === "win32" ? [`${command}.exe`, `${command}.cmd`] : [command];
}

/** The CLI inside a folder that an installation or a build made. */
export function cliIn(root: string, platform: NodeJS.Platform): string {
  return pathsOf(platform).join(root, "bin", platform === "win32" ? "pulumi.exe" : "pulumi");
}

/** X_OK is also true of a folder, where it means that the folder can be searched. */
export async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
