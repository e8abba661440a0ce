import type { Wire } from "./exchange";
import type { Definition } from "./operation";

/** Bodies above this many bytes are refused with 413. */
export const MAX_BODY_BYTES = 1024 * 1024;

const MAX_DEPTH = 100;

type JsonObject = Readonly<Record<string, Wire>>;

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

function isObject(value: Wire): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A member of a JSON object; `undefined` for any other value, and for what the object only inherits. */
function member(value: Wire, name: string): Wire {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** The addresses in the body of a publish, `{"metadata":{"notification-emails":"a@x,b@y"}}`. */
export function emailsIn(body: Wire): string | undefined {
  const emails = member(member(body, "metadata"), "notification-emails");
  return typeof emails === "string" ? emails : undefined;
}

/** An offer as a client sends it to create or modify one. */
export interface SavedOffer {
  readonly offerTypeId: string | undefined;
  readonly definition: Definition;
}

/** Reads the body of a save; text says what is wrong with it. */
export function savedOfferIn(body: Wire, publisherId: string, offerId: string): SavedOffer | string {
  if (!isObject(body)) return "The body has to be a JSON object.";
  for (const [name, expected] of [
    ["publisherId", publisherId],
    ["id", offerId],
  ] as const) {
    const value = member(body, name);
    if (value !== undefined && value !== expected) {
      return `${name} in the body has to be that of the path, ${expected}.`;
    }
  }
  const definition = member(body, "definition");
  if (!isObject(definition)) return "definition has to be an object.";
  const displayText = member(definition, "displayText") ?? offerId;
  if (typeof displayText !== "string") return "definition.displayText has to be text.";
  const offerTypeId = member(body, "offerTypeId");
  return {
    offerTypeId: typeof offerTypeId === "string" ? offerTypeId : undefined,
    definition: { offer: {}, plans: [], ...definition, displayText },
  };
}
