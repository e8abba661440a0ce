// After `npm install` in this folder: of a git clone, compiles the provider into build/, without checking types. A
// package that was installed brings its compiled code in dist/ beside this folder.
import { cpSync, existsSync, globSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..");
const target = join(here, "build");

if (!existsSync(join(root, "dist/provider/plugin/main.js"))) {
  const { build } = await import("esbuild");
  await build({
    entryPoints: globSync(join(root, "provider/**/*.ts")),
    outdir: join(target, "dist/provider"),
    outbase: join(root, "provider"),
    format: "cjs",
    platform: "node",
    target: "node22",
  });
  mkdirSync(join(target, "plugin"), { recursive: true });
  cpSync(join(root, "package.json"), join(target, "package.json"));
  cpSync(join(here, "schema.json"), join(target, "plugin/schema.json"));
}
