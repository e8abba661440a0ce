import { MarketplaceError } from "../errors";

/** Reads one key of the stack's config, such as `azure-marketplace:endpoint`. */
export type ConfigReader = (key: string) => string | undefined;

export type Environment = Readonly<Record<string, string | undefined>>;

/** A setting's value and the name by which the user set it. */
export interface SettingText {
  readonly name: string;
  readonly text: string;
}

/** The `SETTING_INVALID` of a setting that is not what is expected. */
export function invalidSetting({ name, text }: SettingText, expected: string): MarketplaceError {
  return new MarketplaceError(
    "SETTING_INVALID",
    `${name} must be ${expected}, got ${JSON.stringify(text.slice(0, 80))}`,
  );
}

/** True or false, in any case, also as 1 or 0; what is blank is false. Throws `SETTING_INVALID` for any other word. */
export function parseFlag(setting: SettingText): boolean {
  const word = setting.text.trim().toLowerCase();
  if (word === "true" || word === "1") return true;
  if (word === "false" || word === "0" || word === "") return false;
  throw invalidSetting(setting, "true or false");
}
