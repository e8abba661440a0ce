import { isMarketplaceError, messageOf } from "../errors";
import { IDENTITY_SETTINGS } from "../settings/identityTable";
import { refuseMisspelt } from "../settings/misspelt";
import { settingsOf } from "../resource/run";
import { NAMESPACE } from "../settings/settingTable";
import type { ConfigReader } from "../settings/settingText";
import type { Environment } from "../values/environment";
import { isUnknown } from "../values/unknown";
import { secret } from "./wire";

/** The engine's own inputs of a provider. */
const ENGINES: ReadonlySet<string> = new Set(["version", "pluginDownloadURL", "pluginChecksums"]);

export interface ConfigFailure {
  /** The setting, when only one is wrong. */
  readonly property: string;
  readonly reason: string;
}

/** A provider's inputs as text, by each setting's name in stack config. */
export function configOf(inputs: Readonly<Record<string, unknown>>): ReadonlyMap<string, string> {
  const config = new Map<string, string>();
  for (const [key, value] of Object.entries(inputs)) {
    if (ENGINES.has(key) || value === null || value === undefined || isUnknown(value)) continue;
    // All languages but YAML send numbers and flags as text.
    config.set(`${NAMESPACE}:${key}`, typeof value === "string" ? value : JSON.stringify(value));
  }
  return config;
}

export function readerOf(config: ReadonlyMap<string, string>): ConfigReader {
  return (key) => config.get(key);
}

/** The problems of a provider's inputs: a misspelt name, or, once all values are known, one that cannot be used. */
export function configFailures(
  inputs: Readonly<Record<string, unknown>>,
  environment: Environment,
): ConfigFailure[] {
  const config = configOf(inputs);
  const names = Object.keys(inputs).filter((key) => !ENGINES.has(key));
  try {
    refuseMisspelt(
      names.map((key) => `${NAMESPACE}:${key}`),
      [],
    );
    if (Object.values(inputs).some(isUnknown)) return [];
    settingsOf({ config: readerOf(config), configKeys: () => [], environment });
    return [];
  } catch (error) {
    if (!isMarketplaceError(error)) throw error;
    return [{ property: "", reason: messageOf(error) }];
  }
}

/** Settings that are encrypted in the state and hidden on the screen, however they were set. */
export const SECRET_SETTINGS: ReadonlySet<string> = new Set(
  IDENTITY_SETTINGS.filter(({ secret }) => secret).map(({ key }) => key),
);

/** A provider's inputs as the engine keeps them. */
export function keptConfig(inputs: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const entries = Object.entries(inputs).map(
    ([key, value]) => [key, SECRET_SETTINGS.has(key) ? secret(value) : value] as const,
  );
  return Object.fromEntries(entries);
}
