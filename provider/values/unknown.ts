/**
 * Stands for an input whose value is not known yet, as in a preview. Doors translate it to and from their engine's
 * own mark.
 */
export const UNKNOWN: unique symbol = Symbol("not known yet");

/** Whether a value is not known yet. It is passed on and never validated. */
export function isUnknown(value: unknown): boolean {
  return value === UNKNOWN;
}
