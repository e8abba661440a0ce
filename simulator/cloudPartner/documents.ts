import type { Seen } from "../distortion";
import type { Wire } from "../exchange";
import { offerChangedAt, type Draft, type Snapshot } from "../offer";
import type { Settings } from "../options";
import type { DocumentOptions } from "./documentOptions";
import type { Listed } from "./listing";
import { shownStatus } from "./offerStatus";
import { stepDocuments } from "./steps";

/** How documents are written. */
export interface Shape {
  readonly settings: Settings;
  readonly documents: DocumentOptions;
}

/** An offer in a slot. */
export function offerDocument(seen: Seen, content: Snapshot, { settings, documents }: Shape): Wire {
  const { offer } = seen;
  return {
    offerTypeId: offer.offerTypeId,
    publisherId: offer.publisherId,
    status: respeller(settings, seen)(shownStatus(seen, documents).status),
    id: offer.offerId,
    version: content.version,
    definition: content.definition,
    changedTime: timeText(content.changedAt),
  };
}

/** An entry of a publisher's list of offers. */
export function offerEntry(seen: Seen, content: Snapshot, shape: Shape): Wire {
  const { displayText } = content.definition;
  const entry = { ...content, definition: { displayText, offer: undefined, plans: undefined } };
  return offerDocument(seen, { ...entry, changedAt: offerChangedAt(seen.offer, seen.at) }, shape);
}

export function statusDocument(seen: Seen, { settings, documents }: Shape): Wire {
  const respell = respeller(settings, seen);
  const { status, steps, changedAt, emails } = shownStatus(seen, documents);
  return {
    status: respell(status),
    messages: [],
    steps: stepDocuments(steps, changedAt, { respell, location: settings.location }),
    previewLinks: [],
    liveLinks: [],
    notificationEmails: emails,
  };
}

export function operationDocument(seen: Seen, entry: Listed, { settings, documents }: Shape): Wire {
  const respell = respeller(settings, seen);
  const { operation, state, steps } = entry;
  return {
    status: respell(state),
    messages: [],
    publishingVersion: operation.publishingVersion,
    offerVersion: operation.offerVersion + (documents.operationVersionShift ?? 0),
    cancellationRequestState: state === "running" ? "canCancel" : undefined,
    steps: stepDocuments(steps, entry.changedAt, { respell, location: settings.location }),
    previewLinks: [],
    liveLinks: [],
    notificationEmails: operation.emails,
  };
}

/** Spells status words as the settings ask, and as the source does that is asked. */
export function respeller({ words = {} }: Settings, seen: Pick<Seen, "respell">): (word: string) => string {
  return (word) => {
    const own = seen.respell(word);
    return (Object.hasOwn(words, own) ? words[own] : undefined) ?? own;
  };
}

/** The weak ETag of a draft in the form seen in 2020: a percent-encoded time, here with the revision as its last digits. */
export function etagOf(draft: Draft): string {
  const time = timeText(draft.changedAt).replace("Z", `${String(draft.revision % 10_000).padStart(4, "0")}Z`);
  return `W/"datetime'${encodeURIComponent(time)}'"`;
}

export function timeText(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
