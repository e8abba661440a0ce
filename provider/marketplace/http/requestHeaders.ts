import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseJson, stringField } from "../../values/json";

type Headers = Readonly<Record<string, string>>;

const BEARER = "Bearer ";

/** The headers of every request to an API. */
export function apiHeaders(token: string): Headers {
  return { accept: "application/json", authorization: `${BEARER}${token}` };
}

/** The headers that a request with a body has as well. */
export const JSON_BODY: Headers = { "content-type": "application/json" };

/** The headers of every request, also of one to an identity provider. */
export function commonHeaders(): Headers {
  return { "user-agent": userAgent() };
}

/** The token in a request's headers. Empty when there is none. */
export function tokenIn(headers: Headers): string {
  return headers["authorization"]?.slice(BEARER.length) ?? "";
}

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
