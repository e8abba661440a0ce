import { seenBy, type Seen, type Source } from "../distortion";
import { error, json, type SimulatorResponse, type Wire } from "../exchange";
import { draftAt, previewAt, productionAt, publishedAt, runningAt, type Offer } from "../offer";
import type { Operation } from "../operation";
import type { Settings } from "../options";
import type { Store } from "../store";
import {
  etagOf,
  offerDocument,
  offerEntry,
  operationDocument,
  respeller,
  statusDocument,
  type Shape,
} from "./documents";
import { legacyName, listed, type Listed } from "./listing";
import type { Route } from "./route";
import { submissionDocument, submissions } from "./submissions";

/** Everything that a read needs besides the offer. */
export interface ReadContext {
  readonly route: Route;
  readonly settings: Settings;
  readonly store: Store;
  readonly now: number;
}

export function listPublishers(publisherIds: readonly string[]): SimulatorResponse {
  return json(
    200,
    publisherIds.map((id) => ({ version: 0, id, definition: { displayText: id, offerTypeCategories: [] } })),
  );
}

export function listOffers(offers: readonly Offer[], context: ReadContext): SimulatorResponse {
  const { now } = context;
  return json(
    200,
    offers.map((offer) => offerEntry(truth(offer, now), draftAt(offer, now), shapeOf(context))),
  );
}

/** An offer as it is. */
export function truth(offer: Offer, at: number): Seen {
  return { offer, at, silent: false, lastSuccess: false, respell: (word) => word };
}

export function shapeOf({ settings, store }: Pick<ReadContext, "settings" | "store">): Shape {
  return { settings, documents: store.documents };
}

/** The draft, which the service takes for the offer itself. */
export function readDraft(offer: Offer, context: ReadContext): SimulatorResponse {
  const { now } = context;
  const document = offerDocument(truth(offer, now), draftAt(offer, now), shapeOf(context));
  return json(200, document, { ETag: etagOf(offer.draft) });
}

export function readSlot(offer: Offer, context: ReadContext): SimulatorResponse {
  const { route, settings } = context;
  const slot = route.item.toLowerCase();
  if (slot === "draft") return readDraft(offer, context);
  if (slot !== "preview" && slot !== "production") {
    return error(400, "InvalidSlot", "Invalid slot. Allowed values are [Draft, Preview, Production]");
  }
  const seen = seenAs(slot, offer, context, slot === "production" ? settings.productionLagMs : 0);
  const content = (slot === "preview" ? previewAt : productionAt)(seen.offer, seen.at);
  if (content !== undefined && !seen.silent) return json(200, offerDocument(seen, content, shapeOf(context)));
  const name = slot === "preview" ? "Staging" : "Production";
  return {
    status: 404,
    headers: { "Content-Type": "text/plain; charset=utf-8" },
    body: `There is no ${name} slot deployed for Offer ID '${offer.offerId}', Publisher ID '${offer.publisherId}'`,
  };
}

function seenAs(
  source: Source,
  offer: Offer,
  { store, now }: ReadContext,
  lagMs = 0,
  operation?: Operation,
): Seen {
  return seenBy(source, offer, store.distortionsOf(offer), { now, lagMs }, operation);
}

export function readVersion(offer: Offer, context: ReadContext): SimulatorResponse {
  const { route, now } = context;
  if (!/^[0-9]{1,15}$/.test(route.item)) {
    return error(400, "InvalidVersion", "The version has to be a whole number.");
  }
  const content = publishedAt(offer, Number(route.item), now);
  if (content !== undefined) return json(200, offerDocument(truth(offer, now), content, shapeOf(context)));
  return error(404, "ResourceNotFound", `Offer ${offer.offerId} has no version ${route.item}.`);
}

export function readStatus(offer: Offer, context: ReadContext): SimulatorResponse {
  const { settings } = context;
  const seen = seenAs("status", offer, context, settings.statusLagMs);
  if (seen.silent) return error(404, "ResourceNotFound", `Offer ${offer.offerId} has no status.`);
  const headers = retryAfter(settings, runningAt(seen.offer, seen.at) !== undefined);
  return json(200, statusDocument(seen, shapeOf(context)), headers);
}

/** The list of operations, filtered as `status` or `submissionState` in the query asks. */
export function listSubmissions(offer: Offer, context: ReadContext): SimulatorResponse {
  const { route, settings, store } = context;
  const seen = seenAs("list", offer, context);
  if (seen.silent) return json(200, []);
  const { documents } = store;
  const respell = respeller(settings, seen);
  const wanted = route.query.get("status") ?? route.query.get("submissionState");
  const late = offer.operations.filter((one) => one.startedAt + settings.submissionsLagMs > seen.at);
  const hidden = new Set(late.map(({ id }) => id));
  const entries = submissions(seen, store.entriesOf(offer), { ...settings, documents })
    .filter(({ id }) => !hidden.has(id))
    .filter(({ state }) => wanted === null || respell(state).toLowerCase() === wanted.toLowerCase());
  return json(
    200,
    entries.map((entry) => submissionDocument(seen, entry, documents, respell)),
  );
}

export function readOperation(offer: Offer, context: ReadContext): SimulatorResponse {
  const { route, settings, store, now } = context;
  const style = { ...settings, documents: store.documents };
  // Of a publish and its launch, which share the old form of a name, it means the one that answers to launches name.
  const all = listed(offer, style, now).filter((one) => isNamed(offer, one, route.item));
  const named = store.documents.goliveNames === "publish" ? all[0] : all.at(-1);
  const seen = seenAs("operation", offer, context, 0, named?.operation);
  const entry =
    named && listed(seen.offer, style, seen.at).find(({ operation }) => operation.id === named.operation.id);
  if (entry === undefined || seen.silent) {
    return error(404, "ResourceNotFound", `Offer ${offer.offerId} has no operation ${route.item}.`);
  }
  const document: Wire = operationDocument(seen, entry, shapeOf(context));
  const body = settings.operationShape === "array" ? [document] : document;
  return json(200, body, retryAfter(settings, entry.state === "running"));
}

function isNamed(offer: Offer, { operation }: Listed, name: string): boolean {
  return operation.id === name || legacyName(offer, operation) === name;
}

function retryAfter(settings: Settings, running: boolean): Record<string, string> {
  return running && settings.retryAfter !== undefined ? { "Retry-After": settings.retryAfter } : {};
}
