import { DEFAULT_ENDPOINT } from "../marketplace/cloudPartner/api";
import { chooseIdentity } from "./chooseIdentity";
import type { IdentityChoice } from "../marketplace/identity/method";
import { refuseMisspelt } from "./misspelt";
import {
  invalidSetting,
  parseFlag,
  type ConfigReader,
  type Environment,
  type SettingText,
} from "./settingText";

/** How a run is set up: stack config first, then the environment, then the default. */
export interface Settings {
  /** Where the service is: an origin, `DEFAULT_ENDPOINT` unless set otherwise. */
  readonly endpoint: URL;
  /** A bearer token from the environment; without one an Azure identity is used. */
  readonly accessToken?: string;
  /** The Azure identity; absent when a token is given, which wins. Unread settings cannot fail. */
  readonly identity?: IdentityChoice;
  /** Rehearsal: everything but the POST. */
  readonly readOnly: boolean;
  /** Previews say nothing of what is in preview and live, and send no request. */
  readonly skipPreviewLook: boolean;
  /** A preview fails for everything that `up` would refuse. */
  readonly strictPreview: boolean;
  /** More POSTs than this in one run are refused. */
  readonly maxLaunches?: number;
  /** Over all launches of a run. */
  readonly requestsPerSecond: number;
}

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

function parseEndpoint(found: SettingText): URL {
  const expected = `an origin such as ${DEFAULT_ENDPOINT} (http only for localhost), without path, query or credentials`;
  // Never shown: what stands before an @ may be a password.
  const shown = { ...found, text: found.text.replace(/\/\/[^/]*@/, "//...@") };
  let url: URL;
  try {
    url = new URL(found.text);
  } catch {
    throw invalidSetting(shown, expected);
  }
  const secure = url.protocol === "https:" || (url.protocol === "http:" && LOOPBACK.has(url.hostname));
  const bare =
    url.username === "" &&
    url.password === "" &&
    url.search === "" &&
    url.hash === "" &&
    url.pathname === "/";
  if (!secure || !bare || /[?#@]/.test(found.text)) throw invalidSetting(shown, expected);
  return url;
}

function parseNumber(
  found: SettingText,
  { min, max, whole }: { min: number; max: number; whole: boolean },
): number {
  const text = found.text.trim();
  const value = /^[0-9]{1,9}(\.[0-9]{1,6})?$/.test(text) ? Number(text) : NaN;
  if (value >= min && value <= max && (!whole || Number.isInteger(value))) return value;
  throw invalidSetting(found, `${whole ? "a whole number" : "a number"} from ${min} to ${max}`);
}

/** Reads all settings. Throws `SETTING_INVALID`, which names the setting, where it was set, and what is accepted. */
export function readSettings(config: ConfigReader, environment: Environment): Settings {
  refuseMisspelt([], Object.keys(environment));
  function find(key: string, variable: string): SettingText | undefined {
    const name = `azure-marketplace:${key}`;
    const configured = config(name);
    if (configured !== undefined) return { name, text: configured };
    const text = environment[variable];
    return text === undefined || text === "" ? undefined : { name: variable, text };
  }
  const endpoint = find("endpoint", "AZURE_MARKETPLACE_ENDPOINT");
  const readOnly = find("readOnly", "AZURE_MARKETPLACE_READ_ONLY");
  const skipPreviewLook = find("skipPreviewLook", "AZURE_MARKETPLACE_SKIP_PREVIEW_LOOK");
  const strictPreview = find("strictPreview", "AZURE_MARKETPLACE_STRICT_PREVIEW");
  const maxLaunches = find("maxLaunches", "AZURE_MARKETPLACE_MAX_LAUNCHES");
  const rate = find("requestsPerSecond", "AZURE_MARKETPLACE_REQUESTS_PER_SECOND");
  const accessToken = environment["AZURE_MARKETPLACE_ACCESS_TOKEN"]?.trim();
  return {
    endpoint: endpoint === undefined ? new URL(DEFAULT_ENDPOINT) : parseEndpoint(endpoint),
    ...(accessToken === undefined || accessToken === ""
      ? { identity: chooseIdentity(config, environment) }
      : { accessToken }),
    readOnly: readOnly === undefined ? false : parseFlag(readOnly),
    skipPreviewLook: skipPreviewLook === undefined ? false : parseFlag(skipPreviewLook),
    strictPreview: strictPreview === undefined ? false : parseFlag(strictPreview),
    ...(maxLaunches === undefined
      ? {}
      : { maxLaunches: parseNumber(maxLaunches, { min: 0, max: 1_000_000, whole: true }) }),
    requestsPerSecond: rate === undefined ? 10 : parseNumber(rate, { min: 0.1, max: 1_000, whole: false }),
  };
}
