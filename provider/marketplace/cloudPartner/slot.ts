import { parseVersion } from "../version";
import { asRecord, invalidResponse, parseJson } from "../../values/json";
import type { SlotContent } from "../service";

/** The document of an offer in a slot. Throws `RESPONSE_INVALID` when the body is no JSON object. */
export function parseDocument(body: string, slot: string): Readonly<Record<string, unknown>> {
  const what = `The offer in slot ${slot}`;
  const document = asRecord(parseJson(body, what));
  if (document === undefined) throw invalidResponse(what, "is not an object", body);
  return document;
}

/** What a slot holds, by its document. Throws as `parseDocument` does. */
export function parseSlot(body: string, slot: string): SlotContent {
  const version = parseVersion(parseDocument(body, slot)["version"]);
  return version === undefined ? {} : { version };
}
