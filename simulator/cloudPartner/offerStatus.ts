import type { Seen } from "../distortion";
import { lastSuccess, offerStatusAt, waitsForSignOff, type Offer } from "../offer";
import { changedAt, endOf, stateAt } from "../operation";
import type { DocumentOptions } from "./documentOptions";
import { offerSteps, type Steps } from "./steps";

/** The status that an offer shows, which need not be the truth about it. */
export interface ShownStatus {
  readonly status: string;
  readonly steps: Steps;
  /** Milliseconds since 1970. */
  readonly changedAt: number;
  readonly emails: string | undefined;
}

export function shownStatus(seen: Seen, documents: DocumentOptions): ShownStatus {
  const { offer, at } = seen;
  const last = offer.operations.at(-1);
  if (last === undefined)
    return { status: "neverPublished", steps: new Map(), changedAt: 0, emails: undefined };
  const word = endedLaunchShows(offer, at, documents);
  const old = seen.lastSuccess || word === "lastSuccess" ? earlierSuccess(offer, at) : undefined;
  if (old !== undefined) return old;
  if (word === "signOffAgain") {
    const before = { ...offer, operations: offer.operations.slice(0, -1) };
    return { ...shownStatus({ ...seen, offer: before }, documents), changedAt: changedAt(last, at) };
  }
  const { signOffShownBy = "step" } = documents;
  const ownWord = signOffShownBy === "offer" || signOffShownBy === "both";
  const steps = offerSteps(last, at, documents);
  const live = steps.get("live");
  if (word === "rejectedStep" && live !== undefined) steps.set("live", { ...live, word: "rejected" });
  return {
    status: statusWord(),
    steps,
    changedAt: changedAt(last, at),
    emails: last.emails,
  };

  function statusWord(): string {
    if (word === "rejectedStep") return "running";
    if (ownWord && waitsForSignOff(offer, at)) return "waitingForPublisherReview";
    return offerStatusAt(offer, at);
  }
}

/** The status shown instead of a launch that failed or was canceled. */
function endedLaunchShows(offer: Offer, at: number, documents: DocumentOptions): string | undefined {
  const last = offer.operations.at(-1);
  if (last?.kind !== "goLive") return undefined;
  const state = stateAt(last, at);
  if (state === "failed") return documents.failedLaunchShows;
  return state === "canceled" ? documents.canceledLaunchShows : undefined;
}

/** The last launch that succeeded, as the documentation shows one: only its last step is complete, with 0 %. */
function earlierSuccess(offer: Offer, at: number): ShownStatus | undefined {
  const launch = lastSuccess(offer, "goLive", at);
  if (launch === undefined) return undefined;
  const ids = offerSteps(launch, at, {}).keys();
  const steps: Steps = new Map(
    [...ids].map((id) => [id, { word: id === "live" ? "complete" : "notStarted", percent: 0 }] as const),
  );
  return { status: "succeeded", steps, changedAt: endOf(launch), emails: launch.emails };
}
