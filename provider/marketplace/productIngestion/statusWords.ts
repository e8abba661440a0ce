import { normalizeWord, wordOf } from "../../values/word";
import type { OperationStatus } from "../operationStatus";

/** Where a submission or a job stands: both have the same pair of words. */
export interface Standing {
  /** `undefined`: the words are unknown or missing. Not an end. */
  readonly status: OperationStatus | undefined;
  /** It has ended, in success or not. */
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

/** Reads the pair of words. Only `completed` is an end, and only a known result says which one. */
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
