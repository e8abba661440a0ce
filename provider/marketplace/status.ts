/** Where an operation of the service stands: a closed vocabulary for the many spellings on the wire. */
export type OperationStatus = "notStarted" | "running" | "succeeded" | "failed" | "canceled";

/** The end states of an operation. */
export type SettledStatus = "succeeded" | "failed" | "canceled";

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

/** Folds the spellings of one status word into one: lower case, letters only. */
export function normalizeWord(word: string): string {
  return word.toLowerCase().replaceAll(/[^a-z]/g, "");
}

/**
 * The status that a word of the service stands for, case, spaces and hyphens ignored; `undefined` for a word
 * that nobody has documented or seen, which is to be reported and is never an end.
 */
export function toOperationStatus(word: string): OperationStatus | undefined {
  const key = normalizeWord(word);
  return Object.hasOwn(WORDS, key) ? WORDS[key] : undefined;
}

export function isSettled(status: OperationStatus | undefined): status is SettledStatus {
  return status === "succeeded" || status === "failed" || status === "canceled";
}
