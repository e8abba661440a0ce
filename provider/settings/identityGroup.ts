import { MarketplaceError } from "../errors";
import { IDENTITY_SETTINGS, type IdentityRow } from "./identityTable";
import { parseFlag } from "./parse";
import { NAMESPACE } from "./settingTable";
import type { ConfigReader, SettingText } from "./settingText";
import type { Environment } from "../values/environment";

/** The settings of one identity. Blank values count as not set. */
export interface IdentityGroup {
  find(key: string): SettingText | undefined;
  /** Throws `SETTING_INVALID` for a word that is neither true nor false. */
  flag(key: string): boolean;
  /** Throws `SETTING_INVALID` for a text that is not an https URL. */
  url(key: string): SettingText | undefined;
  /** The name under which a key was found, otherwise its name in stack config. */
  nameOf(key: string): string;
  /** The names by which a key can be set, for messages. */
  wayTo(key: string): string;
}

function variablesOf(rows: readonly IdentityRow[]): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(rows.map(({ key, variables }) => [key, variables]));
}

/**
 * `own` has what is set under `azure-marketplace:*`, and no variables but those of a GitHub job. `shared` has what
 * azure-native reads: for each key the stack config, then its variables. A key in stack config hides its variables,
 * even when it is blank.
 */
export function identityGroups(
  config: ConfigReader,
  environment: Environment,
): { readonly own: IdentityGroup; readonly shared: IdentityGroup } {
  const group = (namespace: string, variables: Readonly<Record<string, readonly string[]>>): IdentityGroup =>
    createGroup(namespace, variables, config, environment);
  return {
    own: group(NAMESPACE, variablesOf(IDENTITY_SETTINGS.filter((row) => row.ofTheJob))),
    shared: group("azure-native", variablesOf(IDENTITY_SETTINGS)),
  };
}

function createGroup(
  namespace: string,
  variables: Readonly<Record<string, readonly string[]>>,
  config: ConfigReader,
  environment: Environment,
): IdentityGroup {
  function find(key: string): SettingText | undefined {
    const name = `${namespace}:${key}`;
    const configured = config(name);
    if (configured !== undefined) return isBlank(configured) ? undefined : { name, text: configured };
    return (variables[key] ?? [])
      .map((variable) => ({ name: variable, text: environment[variable] ?? "" }))
      .find(({ text }) => !isBlank(text));
  }
  return {
    find,
    flag(key) {
      const found = find(key);
      return found !== undefined && parseFlag(found);
    },
    url(key) {
      const found = find(key);
      if (found === undefined) return undefined;
      const text = found.text.trim();
      const url = URL.canParse(text) ? new URL(text) : undefined;
      if (url?.protocol === "https:" && url.username === "" && url.password === "") return { ...found, text };
      // Never quoted: the value may be a password.
      throw new MarketplaceError(
        "SETTING_INVALID",
        `${found.name} must be an https URL without user and password`,
      );
    },
    nameOf: (key) => find(key)?.name ?? `${namespace}:${key}`,
    wayTo: (key) => [`${namespace}:${key}`, ...(variables[key] ?? [])].join(" or "),
  };
}

function isBlank(text: string): boolean {
  return text.trim() === "";
}
