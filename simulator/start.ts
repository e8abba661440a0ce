import { draftAt, inPreview, isOffSale, lastSuccess, runningAt, type Offer } from "./offer";
import { endOf, type Failure, type Operation } from "./operation";

/** The properties of a new operation that come from outside. */
export interface Start {
  readonly id: string;
  /** Number for the submission of a publish. */
  readonly submission: string;
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
export type Refusal = "busy" | "nothingInPreview" | "alreadyLive" | "nothingLive";

/** The offer with a publish of its draft started, or why not. */
export function startPublish(offer: Offer, start: Start): Offer | Refusal {
  if (runningAt(offer, start.now) !== undefined) return "busy";
  const publish = started(start, {
    kind: "publish",
    submission: start.submission,
    offerVersion: draftAt(offer, start.now).version + 1,
    publishingVersion: offer.operations.filter((one) => one.kind === "publish").length + 1,
    definition: offer.draft.definition,
    resources: offer.draft.resources,
  });
  return { ...offer, operations: [...offer.operations, publish] };
}

/** The offer with a launch of what is in preview started, or why not. */
export function startLaunch(offer: Offer, start: Start): Offer | Refusal {
  if (runningAt(offer, start.now) !== undefined) return "busy";
  const published = inPreview(offer, start.now);
  if (published === undefined) return "nothingInPreview";
  const live = lastSuccess(offer, "goLive", start.now);
  if (published.publishingVersion === live?.publishingVersion) return "alreadyLive";
  const failedForGood = offer.operations.findLast(
    ({ kind, publishingVersion, failure: { certification } = {} }) =>
      kind === "goLive" && publishingVersion === published.publishingVersion && certification === true,
  );
  const failure = start.failure ?? failedForGood?.failure;
  const launch = started({ ...start, failure }, { ...published, kind: "goLive" });
  return { ...offer, operations: [...offer.operations, launch] };
}

/** The offer with its being taken off sale started, or why not. */
export function startStop(offer: Offer, start: Start): Offer | Refusal {
  if (runningAt(offer, start.now) !== undefined) return "busy";
  const live = lastSuccess(offer, "goLive", start.now);
  if (live === undefined || isOffSale(offer, start.now)) return "nothingLive";
  return { ...offer, stops: [...offer.stops, started(start, live)] };
}

type Launchable = "kind" | "offerVersion" | "publishingVersion" | "submission" | "definition" | "resources";

function started(start: Start, what: Pick<Operation, Launchable>): Operation {
  const { id, now, duration, failure, emails, versionRises = false, clearsPreview = false } = start;
  const { kind, offerVersion, publishingVersion, submission, definition, resources } = what;
  return {
    kind,
    offerVersion,
    publishingVersion,
    submission,
    definition,
    resources,
    id,
    startedAt: now,
    duration,
    failure,
    emails,
    liveVersion: offerVersion + (versionRises ? 1 : 0),
    clearsPreview: clearsPreview && kind === "goLive",
    canceledAt: undefined,
  };
}

/** The offer with its running operation canceled; the same offer when none runs. */
export function canceled(offer: Offer, now: number): Offer {
  const running = runningAt(offer, now);
  if (running === undefined) return offer;
  const end = (one: Operation): Operation => (one === running ? { ...one, canceledAt: now } : one);
  return { ...offer, operations: offer.operations.map(end), stops: offer.stops.map(end) };
}

/** The offer with its running operation at its end, which it reaches as it would have later; the same when none runs. */
export function finished(offer: Offer, now: number): Offer {
  const running = runningAt(offer, now);
  if (running === undefined) return offer;
  const { startedAt, duration } = running;
  const left = (now - startedAt) / (endOf(running) - startedAt);
  const end = (one: Operation): Operation => (one === running ? { ...one, duration: duration * left } : one);
  return { ...offer, operations: offer.operations.map(end), stops: offer.stops.map(end) };
}
