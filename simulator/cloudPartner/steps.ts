import type { Wire } from "../exchange";
import type { LocationStyle } from "../options";
import { shareDone, stagesOf, stateAt, type Operation, type StepMessage } from "../operation";
import type { DocumentOptions } from "./documentOptions";

/** A step's status in the words of the service, and how much of it is done. */
interface Progress {
  readonly word: string;
  readonly percent: number;
  readonly messages?: readonly StepMessage[];
}

/** Steps by their ids, in order. */
export type Steps = Map<string, Progress>;

interface StepText {
  readonly stepName: string;
  readonly description: string;
  readonly estimatedTimeFrame: string;
}

/** The documented steps, in order, with the documented names. */
const STEPS: ReadonlyMap<string, StepText> = new Map([
  [
    "displaydummycertify",
    {
      stepName: "Validate Pre-Requisites",
      description: "Offer settings provided are validated.",
      estimatedTimeFrame: "< 15 min",
    },
  ],
  [
    "displaycertify",
    {
      stepName: "Certification",
      description: "The offer is analyzed by the certification systems for issues.",
      estimatedTimeFrame: "~2-3 days",
    },
  ],
  [
    "displayprovision",
    {
      stepName: "Provisioning",
      description: "Resources are replicated and prepared for customers.",
      estimatedTimeFrame: "< 1 day",
    },
  ],
  [
    "displaypackage",
    {
      stepName: "Packaging and Lead Generation Registration",
      description: "The marketplace page is prepared and leads are registered.",
      estimatedTimeFrame: "< 1 hour",
    },
  ],
  [
    "publisher-signoff",
    {
      stepName: "Publisher signoff",
      description: "The offer can be previewed; the publisher starts its going live.",
      estimatedTimeFrame: "< 1 hour",
    },
  ],
  [
    "live",
    {
      stepName: "Live",
      description: "The offer is made visible to all customers.",
      estimatedTimeFrame: "~2-5 days",
    },
  ],
]);

/** Ids of the documented steps, in order. */
const STEP_IDS: readonly string[] = [...STEPS.keys()];

const NOT_STARTED: Progress = { word: "notStarted", percent: 0 };
const COMPLETE: Progress = {
  word: "complete",
  percent: 100,
  messages: [{ messageHtml: "Step completed.", level: "information" }],
};
const WAITING: Progress = { word: "waitingForPublisherReview", percent: 0 };

/** The steps of an operation of its own, as `GET operations/{id}` shows them. */
export function operationSteps(operation: Operation, now: number, documents: DocumentOptions): Steps {
  const stages = stagesOf(operation.kind);
  const steps = new Map(stages.map(({ step }, index) => [step, progressOf(operation, index, now)] as const));
  if (operation.kind === "publish") {
    const { signOffShownBy = "step" } = documents;
    const waits = stateAt(operation, now) === "complete" && /step|both/.test(signOffShownBy);
    steps.set("publisher-signoff", waits ? WAITING : NOT_STARTED);
    steps.set("live", NOT_STARTED);
  }
  return steps;
}

/** The six steps of the offer while `operation` is its last one, as `GET status` shows them. */
export function offerSteps(operation: Operation, now: number, documents: DocumentOptions): Steps {
  if (operation.kind === "publish") return operationSteps(operation, now, documents);
  return new Map(STEP_IDS.map((id) => [id, id === "live" ? overall(operation, now) : COMPLETE] as const));
}

function progressOf(operation: Operation, index: number, now: number): Progress {
  const stages = stagesOf(operation.kind);
  const stage = stages[index];
  const state = stateAt(operation, now);
  if (stage === undefined) return NOT_STARTED;
  if (state === "complete") return COMPLETE;
  if (state === "failed") {
    const failing = stages.findIndex(({ step }) => step === operation.failure?.step);
    if (index === failing) return { word: "failed", percent: 0, messages: operation.failure?.messages ?? [] };
    return index < failing ? COMPLETE : NOT_STARTED;
  }
  const share = shareDone(operation, now);
  if (share >= stage.to) return COMPLETE;
  if (share < stage.from) return NOT_STARTED;
  const percent = percentOf((share - stage.from) / (stage.to - stage.from));
  return { word: state === "canceled" ? "canceled" : "inProgress", percent };
}

/** A whole launch told as one step. */
function overall(operation: Operation, now: number): Progress {
  const percent = percentOf(shareDone(operation, now));
  switch (stateAt(operation, now)) {
    case "running":
      return { word: "inProgress", percent };
    case "complete":
      return COMPLETE;
    case "failed":
      return { word: "failed", percent, messages: operation.failure?.messages ?? [] };
    case "canceled":
      return { word: "canceled", percent };
  }
}

export interface StepStyle {
  /** Gives the spelling of a status word on the wire. */
  readonly respell: (word: string) => string;
  readonly location: LocationStyle;
}

function percentOf(share: number): number {
  return Math.floor(share * 100);
}

/**
 * Steps as the service writes them; `changedAt` is in milliseconds since 1970, `respell` gives the word on the wire. For
 * offers that were migrated, clients have seen the id of the sign-off step as its name, too.
 */
export function stepDocuments(
  steps: ReadonlyMap<string, Progress>,
  changedAt: number,
  { respell, location }: StepStyle,
): Wire[] {
  const timestamp = new Date(changedAt).toISOString();
  const migrated = location === "relative";
  return [...steps].map(([id, { word, percent, messages = [] }]) => ({
    ...STEPS.get(id),
    ...(migrated && id === "publisher-signoff" && { stepName: id }),
    id,
    status: respell(word),
    messages: messages.map((message) => ({ ...message, timestamp })),
    progressPercentage: percent,
  }));
}
