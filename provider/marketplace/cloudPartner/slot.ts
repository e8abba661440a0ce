import { parseVersion } from "../version";
import { asRecord, invalidResponse, parseJson } from "../../values/json";
import type { SlotContent } from "../service";

/** Reads an offer's document in a slot. Throws `RESPONSE_INVALID` when it is not a JSON object. */
export function parseDocument(body: string, slot: string): Readonly<Record<string, unknown>> {
  const what = `The offer in slot ${slot}`;
  const document = asRecord(parseJson(body, what));
  if (document === undefined) throw invalidResponse(what, "is not an object", body);
  return document;
}

/** Reads what a slot holds. Throws as `parseDocument` does. */
export function parseSlot(body: string, slot: string): SlotContent {
  const version = parseVersion(parseDocument(body, slot)["version"]);
  return version === undefined ? {} : { version };
}
