import { normalizeWord, toOperationStatus, type OperationStatus } from "../status";
import { stringField } from "../../values/json";
import { cleanText } from "../../values/text";

const WORD_LENGTH = 60;

/** Where work of the service stands, by the pair of words that submissions and jobs share. */
export interface Standing {
  /** `undefined`: in words that are not known, or without any; not an end. */
  readonly status: OperationStatus | undefined;
  /** It has ended, however well. */
  readonly done: boolean;
  /** The words as the service sent them, such as `running` or `completed/failed`. */
  readonly word: string;
}

/** Only `completed` is an end, and only with a result that is known it says which. */
export function standingOf(document: unknown, statusField: string, resultField: string): Standing {
  const status = wordOf(document, statusField);
  const result = wordOf(document, resultField);
  if (normalizeWord(status) !== "completed") {
    const known = normalizeWord(status);
    return {
      status: known === "running" || known === "notstarted" ? toOperationStatus(status) : undefined,
      done: false,
      word: status === "" ? "(no status)" : status,
    };
  }
  return { status: resultOf(result), done: true, word: result === "" ? status : `${status}/${result}` };
}

function resultOf(word: string): OperationStatus | undefined {
  const status = toOperationStatus(word);
  return status === "succeeded" || status === "failed" || status === "canceled" ? status : undefined;
}

/** A word as the service sent it, safe to print. */
export function wordOf(document: unknown, field: string): string {
  return cleanText(stringField(document, field) ?? "", WORD_LENGTH);
}

/** ISO 8601, UTC where it names no zone; `undefined` for what is none, and for the year 1, which stands for no time. */
export function parseTime(text: string | undefined): number | undefined {
  const parts = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?)(Z|[+-]\d{2}:\d{2})?$/.exec(text ?? "");
  const time = Date.parse(`${parts?.[1] ?? ""}${parts?.[2] ?? "Z"}`);
  return Number.isNaN(time) || time <= 0 ? undefined : time;
}
