import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseJson, stringField } from "../../values/json";

let cached: string | undefined;

/**
 * This package and its version, as every request names them. As compiled and published this file is in
 * `dist/provider/marketplace/http`, four folders below `package.json`.
 */
export function userAgent(): string {
  cached ??= `pulumi-azure-marketplace/${
    stringField(
      parseJson(readFileSync(join(__dirname, "../../../../package.json"), "utf8"), "package.json"),
      "version",
    ) ?? "unknown"
  }`;
  return cached;
}
