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
 * The status that a word stands for, ignoring case, spaces and hyphens. `undefined` for a word that was never
 * documented or seen: it is reported, and never counts as an end.
 */
export function toOperationStatus(word: string): OperationStatus | undefined {
  const key = normalizeWord(word);
  return Object.hasOwn(WORDS, key) ? WORDS[key] : undefined;
}
