import { asArray, asRecord, numberField, stringField } from "../../values/json";
import type { Message, Problem, Step } from "../service";
import { cleanText } from "../../values/text";
import { normalizeWord, wordOf } from "../../values/word";
import { parseMessages } from "./messages";
import { toOperationStatus } from "./statusWords";

const NAME_LENGTH = 100;
const MAX_PROBLEMS = 20;

/** The states of a step: the documentation's two lists as one. */
export type StepState =
  | "notStarted"
  | "running"
  | "waitingForPublisher"
  | "waitingForApproval"
  | "blocked"
  | "rejected"
  | "failed"
  | "canceled"
  | "complete"
  | "unknown";

export interface ParsedStep {
  readonly id: string;
  readonly state: StepState;
  readonly step: Step;
}

/** Reads the steps. Anything but an object in the list, or no list, is left out. */
export function parseSteps(value: unknown): readonly ParsedStep[] {
  return (asArray(value) ?? []).filter((item) => asRecord(item) !== undefined).map(parseStep);
}

function parseStep(item: unknown): ParsedStep {
  const id = stringField(item, "id") ?? "";
  const word = wordOf(item, "status");
  const percent = numberField(item, "progressPercentage") ?? numberField(item, "processPercentage");
  const name = cleanText(stringField(item, "stepName") ?? id, NAME_LENGTH);
  return {
    id,
    state: toStepState(word),
    step: {
      name: name === "" ? "(unnamed step)" : name,
      word: word === "" ? "(no status)" : word,
      ...(percent === undefined ? {} : { percent: Math.min(Math.max(percent, 0), 100) }),
      messages: parseMessages(asRecord(item)?.["messages"]),
    },
  };
}

function toStepState(word: string): StepState {
  switch (normalizeWord(word)) {
    case "waitingforpublisherreview":
      return "waitingForPublisher";
    case "waitingforapproval":
      return "waitingForApproval";
    case "blocked":
      return "blocked";
    case "rejected":
      return "rejected";
  }
  const status = toOperationStatus(word);
  return status === "succeeded" ? "complete" : (status ?? "unknown");
}

/**
 * Finds a step by its id or name, ignoring case, spaces and hyphens. Clients have seen `publisher-signoff` as either.
 */
export function findStep(steps: readonly ParsedStep[], key: string): ParsedStep | undefined {
  const wanted = normalizeWord(key);
  return (
    steps.find(({ id }) => normalizeWord(id) === wanted) ??
    steps.find(({ step }) => normalizeWord(step.name) === wanted)
  );
}

/** The names of the step that takes an offer to production, and of the one that waits for the publisher. */
export const LIVE_STEP = "live";
export const SIGN_OFF_STEP = "publisher-signoff";

const TELLING: readonly (readonly StepState[])[] = [
  ["failed", "rejected", "canceled", "blocked"],
  ["running"],
  ["waitingForPublisher", "waitingForApproval"],
];

/**
 * The step that says most about where things stand: the failed one, otherwise the running one, otherwise the waiting
 * one.
 */
export function tellingStep(steps: readonly ParsedStep[]): ParsedStep | undefined {
  for (const states of TELLING) {
    const found = steps.find(({ state }) => states.includes(state));
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * The problems: all messages of a failed, rejected or blocked step, and messages of level error elsewhere. When an
 * operation `failed` and nothing else says why, its own messages of any level count.
 */
export function findProblems(
  steps: readonly ParsedStep[],
  messages: readonly Message[],
  failed: boolean,
): readonly Problem[] {
  const ofSteps = steps.flatMap(({ state, step }) =>
    state === "failed" || state === "rejected" || state === "blocked"
      ? textsOf(step, true).map((message) => ({ step: step.name, message }))
      : textsOf(step, false).map((message) => ({ step: step.name, message })),
  );
  const errors = messages.filter(({ level }) => level === "error");
  const own = failed && ofSteps.length === 0 && errors.length === 0 ? messages : errors;
  return [...ofSteps, ...own.map(({ text }) => ({ message: text }))].slice(0, MAX_PROBLEMS);
}

function textsOf(step: Step, stopped: boolean): readonly string[] {
  const texts = step.messages.filter(({ level }) => stopped || level === "error").map(({ text }) => text);
  return stopped && texts.length === 0 ? [`the step is ${step.word}`] : texts;
}
