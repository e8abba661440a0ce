/**
 * Stands for an input whose value is not known yet, as happens in a preview. A door puts it in the place of its engine's
 * own mark, and back.
 */
export const UNKNOWN: unique symbol = Symbol("not known yet");

/** Such a value is passed on and never validated. */
export function isUnknown(value: unknown): boolean {
  return value === UNKNOWN;
}
