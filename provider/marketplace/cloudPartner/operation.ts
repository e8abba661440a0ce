import type { OperationStatus } from "../operationStatus";
import { parseVersion } from "../version";
import { asArray, asRecord, fieldOf, invalidResponse, parseJson, stringField } from "../../values/json";
import type { Message, Observation } from "../service";
import { cleanText } from "../../values/text";
import { wordOf } from "../../values/word";
import { parseMessages } from "./messages";
import { toOperationStatus } from "./statusWords";
import { LIVE_STEP, type ParsedStep, findProblems, findStep, parseSteps, tellingStep } from "./steps";

const WHAT = "The operation";

/** Reads one operation: an object, or a list with one object. Throws `RESPONSE_INVALID` for anything else. */
export function parseOperation(body: string): Observation {
  const parsed = parseJson(body, WHAT);
  const list = asArray(parsed);
  const document = asRecord(list === undefined ? parsed : list.length === 1 ? list[0] : undefined);
  if (document === undefined) {
    throw invalidResponse(WHAT, "is neither an object nor a list of one object", body);
  }
  const own = wordOf(document, "status");
  const steps = parseSteps(document["steps"]);
  const status = own === "" ? judgeBySteps(steps) : toOperationStatus(own);
  const version = parseVersion(document["offerVersion"]);
  const telling = tellingStep(steps);
  return {
    status,
    word: own === "" ? (status ?? "(no status)") : own,
    ...(version === undefined ? {} : { version }),
    ...(telling === undefined
      ? {}
      : { step: telling.step, stepNumber: `${steps.indexOf(telling) + 1}/${steps.length}` }),
    problems: findProblems(steps, messagesOf(document), status === "failed"),
  };
}

/**
 * The status of an operation that names none. Success needs neither all steps nor 100 percent: in the documented
 * sample of a success some steps never started.
 */
function judgeBySteps(steps: readonly ParsedStep[]): OperationStatus | undefined {
  const states = steps.map(({ state }) => state);
  if (states.some((state) => state === "failed" || state === "rejected")) return "failed";
  if (states.includes("canceled")) return "canceled";
  const last = findStep(steps, LIVE_STEP)?.state ?? states.at(-1);
  if (last === undefined) return undefined;
  if (last === "complete") return "succeeded";
  return states.every((state) => state === "notStarted") ? "notStarted" : "running";
}

/** An older table in the documentation has an `error` beside the messages. */
function messagesOf(document: unknown): readonly Message[] {
  const messages = parseMessages(fieldOf(document, "messages"));
  const error = fieldOf(document, "error");
  const parts =
    typeof error === "string" ? [error] : [stringField(error, "code"), stringField(error, "message")];
  const text = cleanText(parts.filter((part) => part !== undefined).join(": "));
  return text === "" ? messages : [...messages, { level: "error", text }];
}
