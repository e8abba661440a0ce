import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Plugin } from "esbuild";

/** One way in which compiled code finds, at run time, something for which an executable has no file. */
interface Replacement {
  readonly pattern: RegExp;
  readonly by: (found: string) => string;
}

/**
 * For esbuild: makes what the compiled code looks for beside itself, and in the SDK, a part of the bundle. Fails when
 * the code looks for something in a way that is not known here.
 */
export function embedding(project: string): Plugin {
  const fromProject = createRequire(join(project, "package.json"));
  const sdk = dirname(fromProject.resolve("@pulumi/pulumi/package.json"));
  const replacements: readonly Replacement[] = [
    // The SDK's own copies of gRPC and of the messages.
    {
      pattern: /\bfromSdk\("([^"]+)"\)/g,
      by: (name) => `require(${JSON.stringify(createRequire(join(sdk, "package.json")).resolve(name))})`,
    },
    {
      pattern: /\(0, \w+\.createRequire\)\(require\.resolve\("(@pulumi\/pulumi\/package\.json)"\)\)/g,
      by: () => "undefined",
    },
    // Code that is loaded at the first request.
    { pattern: /\(0, \w+\.createRequire\)\(__filename\)\("([^"]+)"\)/g, by: (name) => `require("${name}")` },
    // Files of the package.
    {
      pattern: /\(0, \w+\.readFileSync\)\(\(0, \w+\.join\)\((?:__dirname|ROOT), ("[^)]+")\), "utf8"\)/g,
      by: (names) => `require(${JSON.stringify(textFile(project, names))})`,
    },
  ];
  return {
    name: "embedding",
    setup(build) {
      build.onLoad({ filter: /[\\/]dist[\\/]provider[\\/].*\.js$/ }, async ({ path }) => {
        let contents = await readFile(path, "utf8");
        for (const { pattern, by } of replacements) {
          contents = contents.replaceAll(pattern, (_all, found: string) => by(found));
        }
        if (/createRequire\)\(|readFileSync\)\(\(/.test(contents)) {
          throw new Error(`${path} looks for a file in a way that the bundle does not know`);
        }
        return { contents, loader: "js" };
      });
      build.onLoad({ filter: /(?:package|schema)\.json$/ }, async ({ path }) =>
        path.startsWith(join(project, "package.json")) || path.startsWith(join(project, "plugin"))
          ? { contents: await readFile(path, "utf8"), loader: "text" }
          : undefined,
      );
    },
  };
}

/** The file of the package that a list of quoted names ends with. */
function textFile(project: string, names: string): string {
  const parts = names.split(",").map((one) => one.trim().replaceAll('"', ""));
  return join(project, ...parts.map((one) => one.replaceAll("../", "")));
}
