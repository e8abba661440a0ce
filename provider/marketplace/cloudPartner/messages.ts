import { asArray, fieldOf, stringField } from "../../values/json";
import type { Message } from "../service";
import { cleanText } from "../../values/text";
import { normalizeWord } from "../../values/word";

/** Reads messages: objects with HTML in `messageHtml`, or strings. Anything else, and empty ones, are left out. */
export function parseMessages(value: unknown): readonly Message[] {
  return (asArray(value) ?? []).map(parseMessage).filter((message) => message !== undefined);
}

function parseMessage(value: unknown): Message | undefined {
  const raw =
    typeof value === "string" ? value : (stringField(value, "messageHtml") ?? stringField(value, "message"));
  const text = cleanText(raw ?? "");
  return text === "" ? undefined : { level: parseLevel(fieldOf(value, "level")), text };
}

function parseLevel(value: unknown): Message["level"] {
  const word = typeof value === "string" ? normalizeWord(value) : "";
  return word === "error" || word === "warning" ? word : "information";
}
