import { withoutCode } from "../../errors";
import { asRecord, invalidResponse, parseJson } from "../../values/json";
import { asPart } from "../../values/text";
import { normalizeWord, wordOf } from "../../values/word";
import type { OfferPhase, OfferStatus, Problem, Step } from "../service";
import { parseMessages } from "./messages";
import { toOperationStatus } from "./statusWords";
import {
  LIVE_STEP,
  type ParsedStep,
  SIGN_OFF_STEP,
  type StepState,
  findProblems,
  findStep,
  parseSteps,
  tellingStep,
} from "./steps";

const WHAT = "The offer's status";

/**
 * Reads an offer's status document. Throws `RESPONSE_INVALID` when it is not a JSON object, or has neither status nor
 * steps.
 */
export function parseOfferStatus(body: string): OfferStatus {
  const document = asRecord(parseJson(body, WHAT));
  if (document === undefined) throw invalidResponse(WHAT, "is not an object", body);
  const word = wordOf(document, "status");
  const steps = parseSteps(document["steps"]);
  // No word at all is not the same as an unknown word.
  if (word === "" && steps.length === 0) throw invalidResponse(WHAT, "has neither status nor steps", body);
  const phase = judgePhase(word, steps);
  const telling = tellingStep(steps);
  const shownWord = word === "" ? "(no status)" : word;
  const failed = phase === "publishFailed" || phase === "launchFailed";
  const problems = findProblems(steps, parseMessages(document["messages"]), failed);
  return {
    phase,
    word: shownWord,
    ...(telling === undefined ? {} : { step: telling.step }),
    summary: summarize(shownWord, telling?.step, problems),
    problems,
  };
}

/** The status of an offer that has slots but no status document. */
export const NO_OFFER_STATUS: OfferStatus = {
  phase: "absent",
  word: "(no status)",
  summary: summarize("(no status)", undefined, []),
  problems: [],
};

/** The status when the status document could not be read. It says nothing. */
export function unreadOfferStatus(error: Error): OfferStatus {
  const summary = `the offer's status cannot be read: ${withoutCode(error)}`;
  return { phase: "unknown", word: "(not read)", summary, problems: [] };
}

function summarize(word: string, step: Step | undefined, [problem]: readonly Problem[]): string {
  const why = problem === undefined ? "" : `: ${asPart(problem.message)}`;
  return step === undefined
    ? `the offer's status is "${word}"${why}`
    : `step "${step.name}" is "${step.word}"${why}`;
}

/** Where an offer with this status word and these steps stands, in the phases of `OfferPhase`. */
function judgePhase(word: string, steps: readonly ParsedStep[]): OfferPhase {
  const top = toOperationStatus(word);
  if (top === "failed") return isSignOffPassed(steps) ? "launchFailed" : "publishFailed";
  if (top === "canceled") return isSignOffPassed(steps) ? "launchCanceled" : "publishCanceled";
  const key = normalizeWord(word);
  const live = findStep(steps, LIVE_STEP)?.state;
  const signOff = findStep(steps, SIGN_OFF_STEP)?.state;
  if (key === "neverpublished") return "unpublished";
  if (live === "running") return "launching";
  if (signOff === "waitingForPublisher" || key === "waitingforpublisherreview") return "readyToLaunch";
  if (top === "notStarted") return steps.length === 0 ? "unpublished" : "preparing";
  if (top === "succeeded" && steps.length === 0) return "live";
  // While a new publish runs, the live step may still show how the last one ended.
  if (top !== "succeeded" && steps.some(isPublishing)) return "preparing";
  return judgeByLiveStep(top, signOff, live);
}

/** When the steps contradict the offer's own word, the steps count. */
function judgeByLiveStep(
  top: "running" | "succeeded" | undefined,
  signOff: StepState | undefined,
  live: StepState | undefined,
): OfferPhase {
  // In the documented sample of a success the earlier steps have not started.
  if (live === "complete") return "live";
  if (live === "waitingForApproval") return "launching";
  // Before sign-off the live step may still show how the last launch ended.
  const isOver = top === "succeeded" || signOff === "complete" || signOff === undefined;
  if (isOver && (live === "failed" || live === "rejected")) return "launchFailed";
  if (isOver && live === "canceled") return "launchCanceled";
  // The word may be about the publish: a launch may reuse its URL or status.
  if (signOff === "complete" && (live === "notStarted" || live === "blocked")) return "launching";
  if (signOff === "complete" && live !== undefined && top !== "succeeded") return "launching";
  return top === "running" ? "preparing" : "unknown";
}

function isPublishing({ id, state, step }: ParsedStep): boolean {
  const isLive = [id, step.name].some((name) => normalizeWord(name) === LIVE_STEP);
  return !isLive && (state === "running" || state === "waitingForApproval");
}

/**
 * Whether sign-off is done. A live step that has begun proves it too: in the documented sample of a success, sign-off
 * has not started.
 */
function isSignOffPassed(steps: readonly ParsedStep[]): boolean {
  if (findStep(steps, SIGN_OFF_STEP)?.state === "complete") return true;
  const live = findStep(steps, LIVE_STEP)?.state;
  return live === "running" || live === "failed" || live === "rejected" || live === "complete";
}
