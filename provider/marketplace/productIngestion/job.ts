import { asRecord, fieldOf, invalidResponse, parseJson, stringField } from "../../values/json";
import { wordOf } from "../../values/word";
import type { Observation } from "../service";
import { problemsOf } from "./nestedErrors";
import { isJobId } from "./paths";
import { standingOf } from "./statusWords";

const WHAT = "The job";

/** What the response to the write, or to a question about its job, says. */
export interface Job {
  /** Absent where it names none that can be part of a path. */
  readonly id?: string;
  readonly observation: Observation;
}

/**
 * Reads a job. When it ended by its own time is never looked at: a time stands there before the end as well. Throws
 * `RESPONSE_INVALID` for what is no job.
 */
export function parseJob(body: string): Job {
  const document = asRecord(parseJson(body, WHAT));
  const id = stringField(document, "jobId") ?? stringField(document, "jobID");
  if (document === undefined || (id === undefined && wordOf(document, "jobStatus") === "")) {
    throw invalidResponse(WHAT, "is none", body);
  }
  const { status, word } = standingOf(document, "jobStatus", "jobResult");
  return {
    ...(id === undefined || !isJobId(id) ? {} : { id }),
    observation: { status, word, problems: problemsOf(fieldOf(document, "errors")) },
  };
}
