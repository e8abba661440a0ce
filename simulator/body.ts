import type { Wire } from "./exchange";

/** Bodies above this many bytes are refused with 413. */
export const MAX_BODY_BYTES = 1024 * 1024;

const MAX_DEPTH = 100;

export type JsonObject = Readonly<Record<string, Wire>>;

/** The JSON value in a body; `undefined` when it is not JSON, or nested more than a hundred levels deep. */
export function parseBody(body: string): Wire {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return undefined;
  }
  return isShallow(parsed) ? parsed : undefined;
}

/** Everything that `JSON.parse` gives is plain data; only its depth can do harm. */
function isShallow(root: unknown): root is Wire {
  let level: unknown[] = [root];
  for (let depth = 0; depth < MAX_DEPTH && level.length > 0; depth += 1) level = level.flatMap(membersOf);
  return level.length === 0;
}

function membersOf(value: unknown): unknown[] {
  return typeof value === "object" && value !== null ? Object.values(value) : [];
}

/** Whether a value is a JSON object. */
export function isObject(value: Wire): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A member of a JSON object; `undefined` for any other value, and for what the object only inherits. */
export function member(value: Wire, name: string): Wire {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}
