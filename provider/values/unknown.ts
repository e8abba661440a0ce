/** Stands for a value that is not known yet, in preview: it is passed on and never validated. */
export const UNKNOWN: unique symbol = Symbol("unknown");

export function isUnknown(value: unknown): boolean {
  return value === UNKNOWN;
}
