import { parseUrl } from "../marketplace/http/origin";
import { checkGivenToken } from "../marketplace/identity/givenToken";
import { invalidSetting, invalidWord, type SettingText } from "./settingText";

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

const SCHEMA = /^\d{4}-\d{2}-\d{2}(?:-preview\d{1,3})?$/;

/** True or false, in any case, also as 1 or 0. Blank is false. Throws `SETTING_INVALID` for other words. */
export function parseFlag(setting: SettingText): boolean {
  const word = setting.text.trim().toLowerCase();
  if (word === "true" || word === "1") return true;
  if (word === "false" || word === "0" || word === "") return false;
  throw invalidWord(setting, "true or false");
}

/** A whole number, at least 0. Throws `SETTING_INVALID`. */
export function parseCount(setting: SettingText): number {
  const value = toNumber(setting);
  if (Number.isInteger(value) && value <= 1_000_000) return value;
  throw invalidWord(setting, "a whole number from 0 to 1000000");
}

/** A rate in a second. Throws `SETTING_INVALID`. */
export function parseRate(setting: SettingText): number {
  const value = toNumber(setting);
  if (value >= 0.1 && value <= 1_000) return value;
  throw invalidWord(setting, "a number from 0.1 to 1000");
}

/** NaN for anything but plain digits. */
function toNumber({ text }: SettingText): number {
  return /^[0-9]{1,9}(\.[0-9]{1,6})?$/.test(text.trim()) ? Number(text) : NaN;
}

/** Scheme and host: https, or http for this machine. `example` is a valid one. Throws `SETTING_INVALID`. */
export function parseOrigin(setting: SettingText, example: string): URL {
  const url = parseUrl(setting.text);
  const secure = url?.protocol === "https:" || (url?.protocol === "http:" && LOOPBACK.has(url.hostname));
  if (url !== undefined && secure && url.pathname === "/" && !/[?#@\\\s]/.test(setting.text)) return url;
  throw invalidSetting(
    setting,
    `an origin such as ${example} (http only for localhost), without path, query or credentials`,
  );
}

/** The version of a schema. Throws `SETTING_INVALID`. */
export function parseSchema(setting: SettingText, example: string): string {
  const text = setting.text.trim();
  if (SCHEMA.test(text)) return text;
  throw invalidSetting(setting, `the version of a schema, such as ${example}`);
}

/** A bearer token, trimmed. Throws `SETTING_INVALID` for text that cannot be one. */
export function parseToken({ name, text }: SettingText): string {
  return checkGivenToken(text.trim(), name);
}
