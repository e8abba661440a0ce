import { messageOf } from "../errors";
import { parseVersion, type Version } from "../marketplace/version";
import type { Properties } from "./properties";

/** A parser: returns the field's value, or throws what is wrong with it. */
export type Field<T> = (value: unknown) => T;

function fail(expected: string): never {
  throw new Error(`is not ${expected}`);
}

export const text: Field<string> = (value) => (typeof value === "string" ? value : fail("a text"));
export const flag: Field<boolean> = (value) => (typeof value === "boolean" ? value : fail("true or false"));
export const version: Field<Version> = (value) => parseVersion(value) ?? fail("a version");
export const time: Field<number> = (value) => {
  const ms = typeof value === "string" ? Date.parse(value) : NaN;
  return Number.isNaN(ms) ? fail("an ISO 8601 time") : ms;
};

/** One of a few words. */
export function oneOf<const T extends string>(words: readonly T[]): Field<T> {
  return (value) => words.find((word) => word === value) ?? fail(`one of ${words.join(", ")}`);
}

export const record: Field<Properties> = (value) =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : fail("an object");

export const texts: Field<readonly string[]> = (value) =>
  Array.isArray(value) && value.every((one) => typeof one === "string") ? value : fail("a list of texts");

/** Reads the field of this name. The error names the field. */
export function read<T>(from: Properties, key: string, field: Field<T>): T {
  try {
    return field(from[key]);
  } catch (error) {
    throw new Error(`${key} ${messageOf(error)}`, { cause: error });
  }
}

/** As `read`, for a field that may be missing. Returns an empty object then. */
export function optional<K extends string, T>(
  from: Properties,
  key: K,
  field: Field<T>,
): Partial<Record<K, T>> {
  if (from[key] === undefined || from[key] === null) return {};
  const result: Partial<Record<K, T>> = {};
  result[key] = read(from, key, field);
  return result;
}
