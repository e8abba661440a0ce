import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseJson } from "../values/json";

// As compiled and published this file is in `dist/provider/plugin`, three folders below `package.json`. The single
// executable has no files beside it: scripts/bundle.ts puts these two texts in the place of this module.

const ROOT = join(__dirname, "../../..");

/** The schema that SDKs are generated from, as JSON. */
export function schemaText(): string {
  return readFileSync(join(ROOT, "plugin", "schema.json"), "utf8");
}

/** The version of this package, such as `0.1.0`. */
export function packageVersion(): string {
  const manifest = parseJson(readFileSync(join(ROOT, "package.json"), "utf8"), "package.json");
  const isObject = typeof manifest === "object" && manifest !== null;
  const version = isObject && "version" in manifest ? manifest.version : undefined;
  return typeof version === "string" ? version : "0.0.0";
}
