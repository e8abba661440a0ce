import { parseVersion } from "../version";
import { asRecord, invalidResponse, parseJson } from "../../values/json";
import type { SlotContent } from "../service";

/** Reads the document of an offer in a slot. Throws `RESPONSE_INVALID` when the body is no JSON object. */
export function parseSlot(body: string, slot: string): SlotContent {
  const what = `The offer in slot ${slot}`;
  const document = asRecord(parseJson(body, what));
  if (document === undefined) throw invalidResponse(what, "is not an object", body);
  const version = parseVersion(document["version"]);
  return { ...(version === undefined ? {} : { version }), document };
}
