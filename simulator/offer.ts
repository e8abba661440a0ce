import type { Resource } from "./resources";
import { changedAt, endOf, stateAt, type Definition, type Operation } from "./operation";

/** The APIs that an offer may be reached through. */
export type Api = "cloudPartner" | "productIngestion";

/** An offer as plain data. What its slots hold at a moment follows from its operations and their times. */
export interface Offer {
  readonly publisherId: string;
  readonly offerId: string;
  readonly offerTypeId: string;
  /** GUID of the product in the Product Ingestion API. */
  readonly productId: string;
  readonly apis: readonly Api[];
  readonly draft: Draft;
  /** Oldest first. */
  readonly operations: readonly Operation[];
  /** Launches that take the offer off sale, which the Product Ingestion API has alone; oldest first. */
  readonly stops: readonly Operation[];
}

export interface Draft {
  readonly definition: Definition;
  readonly resources: readonly Resource[];
  /** Milliseconds since 1970. */
  readonly changedAt: number;
  /** Counts the changes; makes the ETag. */
  readonly revision: number;
}

/** A version of an offer as it lies in a slot. */
export interface Snapshot {
  readonly version: number;
  readonly submission: string;
  readonly definition: Definition;
  readonly resources: readonly Resource[];
  /** Milliseconds since 1970. */
  readonly changedAt: number;
}

export function previewAt(offer: Offer, now: number): Snapshot | undefined {
  const waiting = inPreview(offer, now);
  return waiting && snapshot(waiting);
}

export function productionAt(offer: Offer, now: number): Snapshot | undefined {
  const launch = lastSuccess(offer, "goLive", now);
  if (launch === undefined || isOffSale(offer, now)) return undefined;
  return { ...snapshot(launch), version: launch.liveVersion };
}

/** Whether the last version that went live was taken off sale. */
export function isOffSale(offer: Offer, now: number): boolean {
  const live = lastSuccess(offer, "goLive", now);
  const stop = offer.stops.findLast((one) => stateAt(one, now) === "complete");
  return live !== undefined && stop !== undefined && stop.startedAt >= endOf(live);
}

/** The last operation of a kind that succeeded. */
export function lastSuccess(offer: Offer, kind: Operation["kind"], now: number): Operation | undefined {
  return offer.operations.findLast((one) => one.kind === kind && stateAt(one, now) === "complete");
}

/** The publish whose result is in preview. */
export function inPreview(offer: Offer, now: number): Operation | undefined {
  const filling = offer.operations.findLast(
    (one) => stateAt(one, now) === "complete" && (one.kind === "publish" || one.clearsPreview),
  );
  return filling?.kind === "publish" ? filling : undefined;
}

function snapshot(operation: Operation): Snapshot {
  const { offerVersion: version, submission, definition, resources } = operation;
  return { version, submission, definition, resources, changedAt: endOf(operation) };
}

/** A version that was published to preview, whether it is still there or not. */
export function publishedAt(offer: Offer, version: number, now: number): Snapshot | undefined {
  const publish = offer.operations.find(
    (one) => one.kind === "publish" && one.offerVersion === version && stateAt(one, now) === "complete",
  );
  return publish === undefined ? undefined : snapshot(publish);
}

/** The version of the draft: that of the last publish or launch, 0 before the first publish. */
export function draftAt(offer: Offer, now: number): Snapshot {
  const published = lastSuccess(offer, "publish", now)?.offerVersion ?? 0;
  return {
    ...offer.draft,
    submission: "0",
    version: Math.max(published, productionAt(offer, now)?.version ?? 0),
  };
}

/** The operation that runs; an offer that waits for sign-off has none. */
export function runningAt(offer: Offer, now: number): Operation | undefined {
  return [...offer.operations, ...offer.stops].find((one) => stateAt(one, now) === "running");
}

/** Whether a publish has ended well and nobody has tried to take it live. */
export function waitsForSignOff(offer: Offer, now: number): boolean {
  const last = offer.operations.at(-1);
  return last?.kind === "publish" && stateAt(last, now) === "complete";
}

/** The offer's own status in the words of the service; one that waits for sign-off still counts as running. */
export function offerStatusAt(offer: Offer, now: number): string {
  const last = offer.operations.at(-1);
  if (last === undefined) return "neverPublished";
  if (waitsForSignOff(offer, now)) return "running";
  const state = stateAt(last, now);
  return state === "complete" ? "succeeded" : state;
}

/** When the offer last changed. */
export function offerChangedAt(offer: Offer, now: number): number {
  const last = offer.operations.at(-1);
  return Math.max(offer.draft.changedAt, last === undefined ? -Infinity : changedAt(last, now));
}

/** The offer as it was at an earlier moment: nobody had started or canceled what came later. */
export function offerAsOf(offer: Offer, then: number): Offer {
  const asOf = (operations: readonly Operation[]): Operation[] =>
    operations
      .filter((one) => one.startedAt <= then)
      .map((one) => ({
        ...one,
        canceledAt: (one.canceledAt ?? Infinity) > then ? undefined : one.canceledAt,
      }));
  return { ...offer, operations: asOf(offer.operations), stops: asOf(offer.stops) };
}
