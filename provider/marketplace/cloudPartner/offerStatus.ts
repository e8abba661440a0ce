import { normalizeWord, toOperationStatus } from "../status";
import { asRecord, invalidResponse, parseJson } from "../../values/json";
import type { OfferPhase, OfferStatus, Problem, Step } from "../service";
import { parseMessages } from "./messages";
import {
  LIVE_STEP,
  type ParsedStep,
  SIGN_OFF_STEP,
  type StepState,
  findProblems,
  findStep,
  parseSteps,
  tellingStep,
  wordOf,
} from "./steps";

const WHAT = "The offer's status";

/** Reads the status document of an offer. Throws `RESPONSE_INVALID` when the body is no JSON object that tells of one. */
export function parseOfferStatus(body: string): OfferStatus {
  const document = asRecord(parseJson(body, WHAT));
  if (document === undefined) throw invalidResponse(WHAT, "is not an object", body);
  const word = wordOf(document, "status");
  const steps = parseSteps(document["steps"]);
  // Nothing said is not the same as a word that is not known.
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

function summarize(word: string, step: Step | undefined, [problem]: readonly Problem[]): string {
  const why = problem === undefined ? "" : `: ${problem.message}`;
  return step === undefined
    ? `the offer's status is "${word}"${why}`
    : `step "${step.name}" is "${step.word}"${why}`;
}

/** Where an offer with this status word and these steps stands: the rules are those of `OfferPhase`. */
export function judgePhase(word: string, steps: readonly ParsedStep[]): OfferPhase {
  const top = toOperationStatus(word);
  if (top === "failed") return isSignOffPassed(steps) ? "launchFailed" : "publishFailed";
  if (top === "canceled") return isSignOffPassed(steps) ? "launchCanceled" : "publishCanceled";
  const key = normalizeWord(word);
  const live = findStep(steps, LIVE_STEP)?.state;
  const signOff = findStep(steps, SIGN_OFF_STEP)?.state;
  if (key === "neverpublished") return "unpublished";
  if (live === "running") return "launching";
  if (signOff === "waitingForPublisher" || key === "waitingforpublisherreview") return "readyToLaunch";
  switch (top) {
    case "notStarted":
      return steps.length === 0 ? "unpublished" : "preparing";
    case "succeeded":
      // The documented sample of a success has its earlier steps not started.
      if (live === "complete" || steps.length === 0) return "live";
      // The word may be that of the publish, whose URL or status a launch took over.
      return signOff === "complete" && live === "notStarted" ? "launching" : "unknown";
    case "running":
    case undefined:
      return judgeUnderWay(top, steps, signOff, live);
  }
}

function judgeUnderWay(
  top: "running" | undefined,
  steps: readonly ParsedStep[],
  signOff: StepState | undefined,
  live: StepState | undefined,
): OfferPhase {
  if (signOff === "complete" && live !== undefined) return live === "complete" ? "live" : "launching";
  // Steps of a new publish run while the live step may still show how the last one ended.
  if (steps.some(({ state }) => state === "running" || state === "waitingForApproval")) return "preparing";
  if (live === "complete") return "live";
  return top === "running" ? "preparing" : "unknown";
}

/** A live step that began proves it too: the documented sample of a success lists sign-off as not started. */
function isSignOffPassed(steps: readonly ParsedStep[]): boolean {
  if (findStep(steps, SIGN_OFF_STEP)?.state === "complete") return true;
  const live = findStep(steps, LIVE_STEP)?.state;
  return live === "running" || live === "failed" || live === "rejected" || live === "complete";
}
