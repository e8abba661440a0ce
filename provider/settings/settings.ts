import { isMarketplaceError } from "../errors";
import { checkProxySettings } from "../marketplace/http/proxySetting";
import type { IdentityChoice } from "../marketplace/identity/signInMethod";
import type { ServiceSettings } from "../marketplace/serviceSettings";
import { chooseIdentity } from "./chooseIdentity";
import { refuseMisspelt } from "./misspelt";
import { defaultOf, settingFinder } from "./findSetting";
import { parseCount, parseFlag, parseOrigin, parseRate, parseSchema, parseToken } from "./parse";
import type { SettingKey } from "./settingTable";
import type { ConfigReader, SettingText } from "./settingText";
import type { Environment } from "../values/environment";

/** A run's settings: from stack config, then the environment, then the default (`settingTable.ts`). */
export interface Settings extends ServiceSettings {
  /** A rehearsal does everything but send the launch request. */
  readonly readOnly: boolean;
  /** Previews send no request, and say nothing about the offer. */
  readonly skipPreviewLook: boolean;
  /** Previews fail with everything that `up` would refuse. */
  readonly strictPreview: boolean;
  /** How many launch requests one run may send. No limit when absent. */
  readonly maxLaunches?: number;
}

/** Reads all settings. Throws `SETTING_INVALID`, which names the setting, where it was set, and what is accepted. */
export function readSettings(config: ConfigReader, environment: Environment): Settings {
  refuseMisspelt([], Object.keys(environment));
  checkProxySettings(environment);
  const find = settingFinder(config, environment);
  const read = <T>(key: SettingKey, parse: (setting: SettingText, example: string) => T): T =>
    parse(find(key) ?? defaultOf(key), defaultOf(key).text);
  const accessToken = tokenOf(find("accessToken"));
  const graphAccessToken = tokenOf(find("graphAccessToken"));
  const given = [accessToken, graphAccessToken].filter((token) => token !== undefined).length;
  const maxLaunches = find("maxLaunches");
  return {
    endpoint: read("endpoint", parseOrigin),
    graphEndpoint: read("graphEndpoint", parseOrigin),
    ingestionSchema: read("ingestionSchema", parseSchema),
    ...(accessToken === undefined ? {} : { accessToken }),
    ...(graphAccessToken === undefined ? {} : { graphAccessToken }),
    ...(given === 2 ? {} : { identity: identityOf(config, environment, given === 1) }),
    readOnly: read("readOnly", parseFlag),
    skipPreviewLook: read("skipPreviewLook", parseFlag),
    strictPreview: read("strictPreview", parseFlag),
    ...(maxLaunches === undefined ? {} : { maxLaunches: parseCount(maxLaunches) }),
    requestsPerSecond: read("requestsPerSecond", parseRate),
  };
}

function tokenOf(found: SettingText | undefined): string | undefined {
  return found === undefined || found.text.trim() === "" ? undefined : parseToken(found);
}

/** When one API has a token, the identity may never be needed. A problem with it is then reported when it is. */
function identityOf(config: ConfigReader, environment: Environment, spare: boolean): IdentityChoice {
  try {
    return chooseIdentity(config, environment);
  } catch (error) {
    if (!spare || !isMarketplaceError(error)) throw error;
    return { method: "incomplete", problem: error.message.replace(/ \[[A-Z_]+\]$/, "") };
  }
}
