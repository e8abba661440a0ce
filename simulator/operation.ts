import type { Wire } from "./exchange";
import type { Resource } from "./resources";

/** The content of an offer. */
export interface Definition {
  readonly [name: string]: Wire;
  readonly displayText: string;
  readonly offer: Wire;
  readonly plans: Wire;
}

/** A message on a step; `messageHtml` is sent as it is. */
export interface StepMessage {
  readonly messageHtml: string;
  readonly level: "information" | "warning" | "error";
}

/** How an operation is to fail: at the end of which step, and with what to say. */
export interface Failure {
  /** Id of the step, such as `displaycertify` or `live`. */
  readonly step: string;
  readonly messages: readonly StepMessage[];
  /** It fails in certification, for good: another launch of what was published fails alike. Default false. */
  readonly certification?: boolean;
}

/** A publish to preview or a launch. Where it stands at a moment follows from its times alone. */
export interface Operation {
  readonly id: string;
  readonly kind: "publish" | "goLive";
  readonly offerVersion: number;
  /** Number of the publish, counted for each offer from 1; a launch carries that of the publish it launches. */
  readonly publishingVersion: number;
  /** Number of the submission in the Product Ingestion API; a launch carries that of the publish it launches. */
  readonly submission: string;
  /** The content that is published or launched, as it was when the operation started. */
  readonly definition: Definition;
  /** The same in the Product Ingestion API. */
  readonly resources: readonly Resource[];
  readonly emails: string | undefined;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** Milliseconds that it takes when nothing fails. */
  readonly duration: number;
  readonly failure: Failure | undefined;
  /** The version in production once a launch has ended. */
  readonly liveVersion: number;
  /** Whether a launch empties preview when it ends. */
  readonly clearsPreview: boolean;
  /** Milliseconds since 1970. */
  readonly canceledAt: number | undefined;
}

export type OperationState = "running" | "complete" | "failed" | "canceled";

/** A part of an operation: from and to which share of its duration it is in progress. */
interface Stage {
  readonly step: string;
  readonly from: number;
  readonly to: number;
}

/** The stages of a publish; afterwards the offer waits for the publisher's sign-off. */
const PUBLISH: readonly Stage[] = [
  { step: "displaydummycertify", from: 0, to: 0.1 },
  { step: "displaycertify", from: 0.1, to: 0.6 },
  { step: "displayprovision", from: 0.6, to: 0.9 },
  { step: "displaypackage", from: 0.9, to: 1 },
];

/** The stages of a launch; the going live is the sign-off. */
const LAUNCH: readonly Stage[] = [
  { step: "publisher-signoff", from: 0, to: 0 },
  { step: "displayprovision", from: 0, to: 0.4 },
  { step: "displaypackage", from: 0.4, to: 0.6 },
  { step: "live", from: 0.6, to: 1 },
];

export function stagesOf(kind: Operation["kind"]): readonly Stage[] {
  return kind === "publish" ? PUBLISH : LAUNCH;
}

/** When the operation ends, or ended, if nobody cancels it from now on. */
export function endOf(operation: Operation): number {
  if (operation.canceledAt !== undefined) return operation.canceledAt;
  const stage = stagesOf(operation.kind).find(({ step }) => step === operation.failure?.step);
  return operation.startedAt + operation.duration * (stage?.to ?? 1);
}

export function stateAt(operation: Operation, now: number): OperationState {
  if (operation.canceledAt !== undefined) return "canceled";
  if (now < endOf(operation)) return "running";
  return operation.failure === undefined ? "complete" : "failed";
}

/** When the operation last changed: its end, or its start while it runs. */
export function changedAt(operation: Operation, now: number): number {
  return stateAt(operation, now) === "running" ? operation.startedAt : endOf(operation);
}

/** How much of the operation is done, from 0 to 1. */
export function shareDone(operation: Operation, now: number): number {
  if (operation.duration === 0) return 1;
  return (Math.min(now, endOf(operation)) - operation.startedAt) / operation.duration;
}
