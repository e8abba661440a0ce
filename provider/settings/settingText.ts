import { MarketplaceError } from "../errors";

/** Reads one key of the stack's config, such as `azure-marketplace:endpoint`. */
export type ConfigReader = (key: string) => string | undefined;

/** A setting's value and the name by which the user set it. */
export interface SettingText {
  readonly name: string;
  readonly text: string;
}

/** The error for a setting with an invalid value. It does not show the value, which may be a secret. */
export function invalidSetting({ name }: SettingText, expected: string): MarketplaceError {
  return new MarketplaceError("SETTING_INVALID", `${name} must be ${expected}`);
}

/** The form of values that may be shown. Anything else may be a secret, put there by mistake. */
const PLAIN = /^[\w.+-]{1,12}$/;

/** The same for a setting that holds a word or a number, with its value. */
export function invalidWord(setting: SettingText, expected: string): MarketplaceError {
  const text = setting.text.trim();
  const got =
    text === "" ? "is empty" : PLAIN.test(text) ? `is ${JSON.stringify(text)}` : "is something else";
  return invalidSetting(setting, `${expected}, and ${got}`);
}
