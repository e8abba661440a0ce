/** The CLI that is built where none can be had otherwise; scripts/cli/go.mod names the same one. */
export const PULUMI_VERSION = "3.259.0";

/** The oldest CLI that the project works with: the engine's half of what the peer dependency asks of the SDK. */
export const OLDEST_PULUMI = "3.249.0";

type Version = readonly [major: number, minor: number, patch: number];

/** Reads what `pulumi version` prints, such as `v3.259.0` or `3.260.0-dev.0`; undefined when it is no version. */
function parseVersion(text: string): Version | undefined {
  const [, major, minor, patch] = /^v?(\d+)\.(\d+)\.(\d+)(?:[-+]\S*)?$/.exec(text.trim()) ?? [];
  return major === undefined ? undefined : [Number(major), Number(minor), Number(patch)];
}

/** Whether a CLI that prints `text` as its version will do: the same major version, and not older than the oldest. */
export function isNewEnough(text: string): boolean {
  const found = parseVersion(text);
  const oldest = parseVersion(OLDEST_PULUMI);
  if (found === undefined || oldest === undefined) return false;
  const [major, minor, patch] = found;
  if (major !== oldest[0]) return false;
  return minor === oldest[1] ? patch >= oldest[2] : minor > oldest[1];
}
