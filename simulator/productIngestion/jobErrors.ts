import type { Wire } from "../exchange";
import type { Refusal } from "../start";
import type { Failure } from "../operation";

/** An error of a job; errors nest. */
export interface JobError {
  readonly code: string;
  readonly message: string;
  readonly details: readonly JobError[];
}

function jobError(code: string, message: string, ...details: readonly JobError[]): JobError {
  return { code, message, details };
}

/** The errors of a job whose publish or launch was accepted and then refused. */
export function refusedJob(reason: Refusal, running: string | undefined): JobError[] {
  switch (reason) {
    case "busy":
      return [jobError("internalServerError", `An In Progress submission ${running ?? "0"} already exists.`)];
    case "nothingInPreview":
    case "alreadyLive":
      return [NOT_LATEST];
    case "nothingLive":
      return [
        jobError("badRequest", "The product is not live.", jobError("notDeployed", "Nothing is deployed.")),
      ];
  }
}

export const NOT_LATEST = jobError(
  "conflict",
  "The submission cannot be pushed to live as its not the latest submission.",
);

export const WITHOUT_NUMBER = "The submission id must not be null or 0 when the target is live.";

/** The errors of a job whose publish or launch failed. */
export function failedJob({
  step,
  messages,
  certification = step === "displaycertify",
}: Failure): JobError[] {
  const texts = messages.map(({ messageHtml }) => jobError("invalidState", messageHtml));
  if (!certification) return [jobError("internalServerError", `The step ${step} failed.`, ...texts)];
  const found = jobError("invalidState", "Issues found during Certification.");
  return [
    jobError(
      "internalServerError",
      "The submission failed.",
      jobError("invalidState", "Certification", found, ...texts),
    ),
  ];
}

/** Errors on the wire; with `object`, `details` is one error instead of a list of them. */
export function errorDocuments(errors: readonly JobError[], form: "list" | "object"): Wire {
  return errors.map(({ code, message, details }) => {
    const inner = errorDocuments(details, form);
    const [first = {}] = Array.isArray(inner) ? (inner as readonly Wire[]) : [];
    return { code, message, details: form === "list" ? inner : first };
  });
}
