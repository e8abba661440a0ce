/** Where an operation stands: one closed vocabulary for the many spellings on the wire. */
export type OperationStatus = "notStarted" | "running" | "succeeded" | "failed" | "canceled";

/** The end states of an operation. */
export type SettledStatus = "succeeded" | "failed" | "canceled";

/** The ends of an operation other than success. */
export type BadEnd = "failed" | "canceled";

export function isBadEnd(word: string | undefined): word is BadEnd {
  return word === "failed" || word === "canceled";
}

export function isSettled(word: string | undefined): word is SettledStatus {
  return word === "succeeded" || isBadEnd(word);
}
