import { stringField } from "./json";
import { cleanText } from "./text";

const WORD_LENGTH = 60;

/** One form for all spellings of a status word: lower case, letters only. */
export function normalizeWord(word: string): string {
  return word.toLowerCase().replaceAll(/[^a-z]/g, "");
}

/** The word in a field, as the service sent it, safe to print. Empty when there is none. */
export function wordOf(document: unknown, field: string): string {
  return cleanText(stringField(document, field) ?? "", WORD_LENGTH);
}
