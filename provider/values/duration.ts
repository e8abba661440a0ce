const UNIT_MS = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000 } as const;

/** The longest time that one run may wait. */
export const MAX_TIMEOUT_MS = 30 * UNIT_MS.d;

/**
 * Milliseconds of a duration written as whole numbers of days, hours, minutes and seconds in that order, such as
 * `90m`, `5h`, `1h30m` or `7d`; `undefined` for anything else.
 */
export function parseDuration(text: string): number | undefined {
  const match = /^(?:(\d{1,7})d)?(?:(\d{1,7})h)?(?:(\d{1,7})m)?(?:(\d{1,9})s)?$/.exec(text);
  if (match === null || text === "") return undefined;
  const [, days = "0", hours = "0", minutes = "0", seconds = "0"] = match;
  return (
    Number(days) * UNIT_MS.d +
    Number(hours) * UNIT_MS.h +
    Number(minutes) * UNIT_MS.m +
    Number(seconds) * UNIT_MS.s
  );
}

/** A duration in words: its two largest units that are not zero, such as `3h 2m` or `45s`. */
export function formatDuration(ms: number): string {
  let seconds = Math.max(0, Math.round(ms / 1_000));
  const parts: string[] = [];
  for (const [unit, unitMs] of Object.entries(UNIT_MS)) {
    const size = unitMs / 1_000;
    const count = Math.floor(seconds / size);
    seconds -= count * size;
    if (count > 0) parts.push(`${count}${unit}`);
  }
  return parts.slice(0, 2).join(" ") || "0s";
}
