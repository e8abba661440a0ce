import { stringField } from "./json";
import { cleanText } from "./text";

const WORD_LENGTH = 60;

/** Folds the spellings of one status word into one: lower case, letters only. */
export function normalizeWord(word: string): string {
  return word.toLowerCase().replaceAll(/[^a-z]/g, "");
}

/** The word in a field of a document, as the service sent it, safe to print; empty where there is none. */
export function wordOf(document: unknown, field: string): string {
  return cleanText(stringField(document, field) ?? "", WORD_LENGTH);
}
