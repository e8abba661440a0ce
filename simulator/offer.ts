import { changedAt, endOf, stateAt, type Definition, type Failure, type Operation } from "./operation";

/** An offer as plain data. What its slots hold at a moment follows from its operations and their times. */
export interface Offer {
  readonly publisherId: string;
  readonly offerId: string;
  readonly offerTypeId: string;
  readonly draft: Draft;
  /** Oldest first. */
  readonly operations: readonly Operation[];
}

export interface Draft {
  readonly definition: Definition;
  /** Milliseconds since 1970. */
  readonly changedAt: number;
  /** Counts the changes; makes the ETag. */
  readonly revision: number;
}

/** A version of an offer as it lies in a slot. */
export interface Snapshot {
  readonly version: number;
  readonly definition: Definition;
  /** Milliseconds since 1970. */
  readonly changedAt: number;
}

/** What a new operation is given from outside. */
export interface Start {
  readonly id: string;
  readonly now: number;
  readonly duration: number;
  readonly failure?: Failure | undefined;
  readonly emails?: string | undefined;
  /** A launch raises the version by one. Default false. */
  readonly versionRises?: boolean | undefined;
  /** A launch empties preview when it ends. Default false. */
  readonly clearsPreview?: boolean | undefined;
}

/** Why an operation is not started. */
export type Refusal = "busy" | "nothingInPreview" | "alreadyLive";

export function previewAt(offer: Offer, now: number): Snapshot | undefined {
  const waiting = inPreview(offer, now);
  return waiting && snapshot(waiting);
}

export function productionAt(offer: Offer, now: number): Snapshot | undefined {
  const launch = lastSuccess(offer, "goLive", now);
  return launch && { ...snapshot(launch), version: launch.liveVersion };
}

/** The last operation of a kind that succeeded. */
export function lastSuccess(offer: Offer, kind: Operation["kind"], now: number): Operation | undefined {
  return offer.operations.findLast((one) => one.kind === kind && stateAt(one, now) === "complete");
}

/** The publish whose result is in preview. */
function inPreview(offer: Offer, now: number): Operation | undefined {
  const filling = offer.operations.findLast(
    (one) => stateAt(one, now) === "complete" && (one.kind === "publish" || one.clearsPreview),
  );
  return filling?.kind === "publish" ? filling : undefined;
}

function snapshot(operation: Operation): Snapshot {
  const { offerVersion: version, definition } = operation;
  return { version, definition, changedAt: endOf(operation) };
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
  return { ...offer.draft, version: Math.max(published, productionAt(offer, now)?.version ?? 0) };
}

/** The operation that runs; an offer that waits for sign-off has none. */
export function runningAt(offer: Offer, now: number): Operation | undefined {
  return offer.operations.find((one) => stateAt(one, now) === "running");
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
  const operations = offer.operations
    .filter((one) => one.startedAt <= then)
    .map((one) => ({ ...one, canceledAt: (one.canceledAt ?? Infinity) > then ? undefined : one.canceledAt }));
  return { ...offer, operations };
}

/** The offer with a publish of its draft started, or why not. */
export function startPublish(offer: Offer, start: Start): Offer | Refusal {
  if (runningAt(offer, start.now) !== undefined) return "busy";
  return started(offer, start, {
    kind: "publish",
    offerVersion: draftAt(offer, start.now).version + 1,
    publishingVersion: offer.operations.filter((one) => one.kind === "publish").length + 1,
    definition: offer.draft.definition,
  });
}

/** The offer with a launch of what is in preview started, or why not. */
export function startLaunch(offer: Offer, start: Start): Offer | Refusal {
  if (runningAt(offer, start.now) !== undefined) return "busy";
  const published = inPreview(offer, start.now);
  if (published === undefined) return "nothingInPreview";
  const live = lastSuccess(offer, "goLive", start.now);
  if (published.publishingVersion === live?.publishingVersion) return "alreadyLive";
  const { offerVersion, publishingVersion, definition } = published;
  return started(offer, start, { kind: "goLive", offerVersion, publishingVersion, definition });
}

function started(
  offer: Offer,
  start: Start,
  what: Pick<Operation, "kind" | "offerVersion" | "publishingVersion" | "definition">,
): Offer {
  const { id, now, duration, failure, emails, versionRises = false, clearsPreview = false } = start;
  const operation = {
    ...what,
    id,
    startedAt: now,
    duration,
    failure,
    emails,
    liveVersion: what.offerVersion + (versionRises ? 1 : 0),
    clearsPreview: clearsPreview && what.kind === "goLive",
    canceledAt: undefined,
  };
  return { ...offer, operations: [...offer.operations, operation] };
}

/** The offer with its running operation canceled; the same offer when none runs. */
export function canceled(offer: Offer, now: number): Offer {
  const running = runningAt(offer, now);
  if (running === undefined) return offer;
  const operations = offer.operations.map((one) => (one === running ? { ...one, canceledAt: now } : one));
  return { ...offer, operations };
}
