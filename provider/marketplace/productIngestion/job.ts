import { asRecord, fieldOf, invalidResponse, parseJson, stringField } from "../../values/json";
import { wordOf } from "../../values/word";
import type { Observation } from "../service";
import { isOvertaken, problemsOf } from "./nestedErrors";
import { isJobId } from "./paths";
import { standingOf } from "./statusWords";

const WHAT = "The job";

/** A job, from the response to the write or from its own address. */
export interface Job {
  /** Absent when the response names none, or one that cannot be part of a path. */
  readonly id?: string;
  readonly observation: Observation;
}

/**
 * Reads a job. The time of its end is not read, since it is set before the end as well. Throws `RESPONSE_INVALID` for
 * anything but a job.
 */
export function parseJob(body: string): Job {
  const document = asRecord(parseJson(body, WHAT));
  const id = stringField(document, "jobId") ?? stringField(document, "jobID");
  if (document === undefined || (id === undefined && wordOf(document, "jobStatus") === "")) {
    throw invalidResponse(WHAT, "is none", body);
  }
  const { status, word } = standingOf(document, "jobStatus", "jobResult");
  const errors = fieldOf(document, "errors");
  return {
    ...(id === undefined || !isJobId(id) ? {} : { id }),
    observation: {
      status,
      word,
      problems: problemsOf(errors),
      ...(isOvertaken(errors) ? { isOvertaken: true } : {}),
    },
  };
}
