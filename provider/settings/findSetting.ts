import { NAMESPACE, type SettingKey, settingRow } from "./settingTable";
import type { ConfigReader, SettingText } from "./settingText";
import type { Environment } from "../values/environment";

/** Looks up a setting: first in stack config, then in its variable. An empty variable counts as not set. */
export type FindSetting = (key: SettingKey) => SettingText | undefined;

export function settingFinder(config: ConfigReader, environment: Environment): FindSetting {
  return (key) => {
    const row = settingRow(key);
    const name = `${NAMESPACE}:${key}`;
    const configured = row.environmentOnly === true ? undefined : config(name);
    if (configured !== undefined) return { name, text: configured };
    const text = environment[row.variable] ?? "";
    return text === "" ? undefined : { name: row.variable, text };
  };
}

/** The default of a setting, as if it had been set. */
export function defaultOf(key: SettingKey): SettingText {
  return { name: `${NAMESPACE}:${key}`, text: settingRow(key).default ?? "" };
}
