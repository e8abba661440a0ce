import { normalizeWord, wordOf } from "../../values/word";
import type { OperationStatus } from "../operationStatus";

/** Where work of the service stands, by the pair of words that submissions and jobs share. */
export interface Standing {
  /** `undefined`: in words that are not known, or without any; not an end. */
  readonly status: OperationStatus | undefined;
  /** It has ended, however well. */
  readonly done: boolean;
  /** The words as the service sent them, such as `running` or `completed/failed`. */
  readonly word: string;
}

/** The first word of the pair, before the end. */
const STATUSES: ReadonlyMap<string, OperationStatus> = new Map([
  ["notstarted", "notStarted"],
  ["running", "running"],
]);

/** The second word, which counts only once the first is `completed`. */
const RESULTS: ReadonlyMap<string, OperationStatus> = new Map([
  ["succeeded", "succeeded"],
  ["failed", "failed"],
  ["cancelled", "canceled"],
  ["canceled", "canceled"],
]);

/** Only `completed` is an end, and only with a result that is known it says which. */
export function standingOf(document: unknown, statusField: string, resultField: string): Standing {
  const status = wordOf(document, statusField);
  const result = wordOf(document, resultField);
  if (normalizeWord(status) !== "completed") {
    return {
      status: STATUSES.get(normalizeWord(status)),
      done: false,
      word: status === "" ? "(no status)" : status,
    };
  }
  return {
    status: RESULTS.get(normalizeWord(result)),
    done: true,
    word: result === "" ? status : `${status}/${result}`,
  };
}
