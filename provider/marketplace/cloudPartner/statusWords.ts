import { normalizeWord } from "../../values/word";
import type { OperationStatus } from "../operationStatus";

const WORDS: Readonly<Record<string, OperationStatus>> = {
  notstarted: "notStarted",
  neverpublished: "notStarted",
  running: "running",
  inprogress: "running",
  waitingforpublisherreview: "running",
  waitingforapproval: "running",
  complete: "succeeded",
  completed: "succeeded",
  succeeded: "succeeded",
  published: "succeeded",
  failed: "failed",
  canceled: "canceled",
  cancelled: "canceled",
};

/**
 * The status that a word of the service stands for, case, spaces and hyphens ignored; `undefined` for a word
 * that nobody has documented or seen, which is to be reported and is never an end.
 */
export function toOperationStatus(word: string): OperationStatus | undefined {
  const key = normalizeWord(word);
  return Object.hasOwn(WORDS, key) ? WORDS[key] : undefined;
}
