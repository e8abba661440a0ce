/** Where an operation of the service stands: a closed vocabulary for the many spellings on the wire. */
export type OperationStatus = "notStarted" | "running" | "succeeded" | "failed" | "canceled";

/** The end states of an operation. */
export type SettledStatus = "succeeded" | "failed" | "canceled";

export function isSettled(status: OperationStatus | undefined): status is SettledStatus {
  return status === "succeeded" || status === "failed" || status === "canceled";
}
