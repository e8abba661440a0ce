import type { Wire } from "./exchange";
import type { Listed } from "./listing";
import { offerChangedAt, offerStatusAt, type Draft, type Offer, type Snapshot } from "./offer";
import { changedAt } from "./operation";
import { offerSteps, stepDocuments } from "./steps";

/** Gives the spelling of a status word on the wire. */
export type Respell = (word: string) => string;

/** An offer as it lies in a slot. */
export function offerDocument(offer: Offer, content: Snapshot, now: number, respell: Respell): Wire {
  return {
    offerTypeId: offer.offerTypeId,
    publisherId: offer.publisherId,
    status: respell(offerStatusAt(offer, now)),
    id: offer.offerId,
    version: content.version,
    definition: content.definition,
    changedTime: timeText(content.changedAt),
  };
}

/** An entry of a publisher's list of offers. */
export function offerEntry(offer: Offer, content: Snapshot, now: number, respell: Respell): Wire {
  const { displayText } = content.definition;
  const entry = { ...content, definition: { displayText, offer: undefined, plans: undefined } };
  return offerDocument(offer, { ...entry, changedAt: offerChangedAt(offer, now) }, now, respell);
}

export function statusDocument(offer: Offer, now: number, respell: Respell): Wire {
  const last = offer.operations.at(-1);
  return {
    status: respell(offerStatusAt(offer, now)),
    messages: [],
    steps: last === undefined ? [] : stepDocuments(offerSteps(last, now), changedAt(last, now), respell),
    previewLinks: [],
    liveLinks: [],
    notificationEmails: last?.emails,
  };
}

/** An entry of an offer's list of operations. */
export function submissionDocument(offer: Offer, entry: Listed, respell: Respell): Wire {
  const { operation } = entry;
  return {
    id: operation.id,
    offerId: offer.offerId,
    offerVersion: operation.offerVersion,
    offerTypeId: offer.offerTypeId,
    publisherId: offer.publisherId,
    submissionType: operation.kind,
    submissionState: respell(entry.state),
    publishingVersion: operation.publishingVersion,
    slot: operation.kind === "publish" ? "staging" : "production",
    version: ticks(entry.changedAt),
    definition: { metadata: { emails: operation.emails } },
    changedTime: timeText(entry.changedAt),
  };
}

export function operationDocument(entry: Listed, respell: Respell): Wire {
  const { operation, state, steps } = entry;
  return {
    status: respell(state),
    messages: [],
    publishingVersion: operation.publishingVersion,
    offerVersion: operation.offerVersion,
    cancellationRequestState: state === "running" ? "canCancel" : undefined,
    steps: stepDocuments(steps, entry.changedAt, respell),
    previewLinks: [],
    liveLinks: [],
    notificationEmails: operation.emails,
  };
}

/** The weak ETag of a draft in the form seen in 2020: a percent-encoded time, here with the revision as its last digits. */
export function etagOf(draft: Draft): string {
  const time = timeText(draft.changedAt).replace("Z", `${String(draft.revision % 10_000).padStart(4, "0")}Z`);
  return `W/"datetime'${encodeURIComponent(time)}'"`;
}

function timeText(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

/**
 * The revision stamp of a submission: .NET ticks, tenths of a microsecond since the year 1. Real stamps have digits
 * below the millisecond, which a client loses that reads them as a JavaScript number.
 */
function ticks(milliseconds: number): bigint {
  return 621_355_968_000_000_000n + BigInt(Math.floor(milliseconds)) * 10_000n + 8_314n;
}
