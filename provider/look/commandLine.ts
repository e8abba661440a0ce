import { parseArgs, type ParseArgsConfig } from "node:util";
import { MarketplaceError, messageOf } from "../errors";
import { API_NAMES, DEFAULT_API, parseApiName, type ApiName } from "../marketplace/apiName";
import type { Offer } from "../marketplace/offer";
import { parseVersion, type Version } from "../marketplace/version";
import { checkInputs } from "../resource/declaration";

/** The offer that a command is about, and where to find it. */
export interface Target {
  readonly api: ApiName;
  readonly offer: Offer;
  readonly version?: Version;
  /** The stack whose settings are used, besides the environment's. */
  readonly stack?: string;
}

/** The options of all commands. */
export const TARGET_OPTIONS = {
  api: { type: "string" },
  version: { type: "string" },
  stack: { type: "string" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

export interface TargetValues {
  readonly api?: string | undefined;
  readonly version?: string | undefined;
  readonly stack?: string | undefined;
}

/** The error for an invalid command line. */
export function invalid(problem: string): MarketplaceError {
  return new MarketplaceError("INPUT_INVALID", `${problem}. Run with --help for the usage`);
}

/** Parses options and arguments. Throws `INPUT_INVALID`. */
export function parseOptions<T extends ParseArgsConfig["options"]>(
  args: readonly string[],
  options: T,
): ReturnType<typeof parseArgs<{ args: string[]; allowPositionals: true; options: T }>> {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    throw invalid(messageOf(error));
  }
}

/** The offer that the one argument names, with the options for it. Throws `INPUT_INVALID`. */
export function parseTarget(positionals: readonly string[], values: TargetValues): Target {
  const [name = "", ...rest] = positionals;
  const [publisherId, offerId, ...more] = name.split("/");
  const api = values.api === undefined ? DEFAULT_API : parseApiName(values.api);
  if (api === undefined) throw invalid(`--api must be one of ${API_NAMES.join(", ")}`);
  const version = values.version === undefined ? undefined : parseVersion(values.version);
  if (values.version !== undefined && version === undefined) {
    throw invalid(`--version must be a whole number above zero, got ${JSON.stringify(values.version)}`);
  }
  if (values.stack === "") throw invalid("--stack must be the name of a stack");
  const [failure] = checkInputs({}, { api, publisherId, offerId, offerVersion: version ?? 1 }).failures;
  if (more.length > 0 || rest.length > 0 || failure !== undefined) {
    const why = failure === undefined ? "" : `: ${failure.reason}`;
    throw invalid(`the offer must be PUBLISHER/OFFER, got ${JSON.stringify(positionals.join(" "))}${why}`);
  }
  return {
    api,
    offer: { publisherId: String(publisherId), offerId: String(offerId) },
    ...(version === undefined ? {} : { version }),
    ...(values.stack === undefined ? {} : { stack: values.stack }),
  };
}
