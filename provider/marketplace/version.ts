/**
 * A version of an offer: a whole number above zero in canonical decimal text (no sign, no leading zero). Text,
 * because numbers on the wire may lie above 2^53.
 */
export type Version = string;

/** A version in its canonical text, from a number or from digits. `undefined` for anything else. */
export function parseVersion(value: unknown): Version | undefined {
  if (typeof value === "number") {
    return Number.isSafeInteger(value) && value > 0 ? String(value) : undefined;
  }
  if (typeof value !== "string" || !/^[0-9]{1,40}$/.test(value)) return undefined;
  const digits = value.replace(/^0+/, "");
  return digits === "" ? undefined : digits;
}

/** Negative when `a` is the earlier version, zero when both are the same, positive when `a` is the later one. */
export function compareVersions(a: Version, b: Version): number {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}
