import {
  etagOf,
  offerDocument,
  offerEntry,
  operationDocument,
  statusDocument,
  submissionDocument,
  type Respell,
} from "./documents";
import { error, json, type SimulatorResponse, type Wire } from "./exchange";
import { legacyName, listed, type Listed } from "./listing";
import { draftAt, offerAsOf, previewAt, productionAt, publishedAt, runningAt, type Offer } from "./offer";
import type { Settings } from "./options";
import type { Route } from "./route";

/** What a read needs to know besides the offer. */
export interface ReadContext {
  readonly route: Route;
  readonly settings: Settings;
  readonly now: number;
}

export function listPublishers(publisherIds: readonly string[]): SimulatorResponse {
  return json(
    200,
    publisherIds.map((id) => ({ version: 0, id, definition: { displayText: id, offerTypeCategories: [] } })),
  );
}

export function listOffers(offers: readonly Offer[], { settings, now }: ReadContext): SimulatorResponse {
  const respell = respeller(settings);
  return json(
    200,
    offers.map((offer) => offerEntry(offer, draftAt(offer, now), now, respell)),
  );
}

/** The draft, which the service takes for the offer itself. */
export function readDraft(offer: Offer, { settings, now }: ReadContext): SimulatorResponse {
  const document = offerDocument(offer, draftAt(offer, now), now, respeller(settings));
  return json(200, document, { ETag: etagOf(offer.draft) });
}

export function readSlot(offer: Offer, context: ReadContext): SimulatorResponse {
  const { route, settings, now } = context;
  const slot = route.item.toLowerCase();
  if (slot === "draft") return readDraft(offer, context);
  if (slot !== "preview" && slot !== "production") {
    return error(400, "InvalidSlot", "Invalid slot. Allowed values are [Draft, Preview, Production]");
  }
  const content =
    slot === "preview" ? previewAt(offer, now) : productionAt(offer, now - settings.productionLagMs);
  if (content !== undefined) return json(200, offerDocument(offer, content, now, respeller(settings)));
  const name = slot === "preview" ? "Staging" : "Production";
  return {
    status: 404,
    headers: { "Content-Type": "text/plain; charset=utf-8" },
    body: `There is no ${name} slot deployed for Offer ID '${offer.offerId}', Publisher ID '${offer.publisherId}'`,
  };
}

export function readVersion(offer: Offer, { route, settings, now }: ReadContext): SimulatorResponse {
  if (!/^[0-9]{1,15}$/.test(route.item)) {
    return error(400, "InvalidVersion", "The version has to be a whole number.");
  }
  const content = publishedAt(offer, Number(route.item), now);
  if (content !== undefined) return json(200, offerDocument(offer, content, now, respeller(settings)));
  return error(404, "ResourceNotFound", `Offer ${offer.offerId} has no version ${route.item}.`);
}

export function readStatus(offer: Offer, { settings, now }: ReadContext): SimulatorResponse {
  const then = now - settings.statusLagMs;
  const shown = offerAsOf(offer, then);
  const headers = retryAfter(settings, runningAt(shown, then) !== undefined);
  return json(200, statusDocument(shown, then, respeller(settings)), headers);
}

/** The list of operations, newest first, filtered as `status` or `submissionState` in the query asks. */
export function listSubmissions(offer: Offer, { route, settings, now }: ReadContext): SimulatorResponse {
  const respell = respeller(settings);
  const wanted = route.query.get("status") ?? route.query.get("submissionState");
  const entries = listed(offer, settings, now)
    .filter(({ operation }) => operation.startedAt + settings.submissionsLagMs <= now)
    .filter(({ state }) => wanted === null || respell(state).toLowerCase() === wanted.toLowerCase())
    .reverse();
  return json(
    200,
    entries.map((entry) => submissionDocument(offer, entry, respell)),
  );
}

export function readOperation(offer: Offer, { route, settings, now }: ReadContext): SimulatorResponse {
  const entry = listed(offer, settings, now).findLast((one) => isNamed(offer, one, route.item));
  if (entry === undefined) {
    return error(404, "ResourceNotFound", `Offer ${offer.offerId} has no operation ${route.item}.`);
  }
  const document: Wire = operationDocument(entry, respeller(settings));
  const body = settings.operationShape === "array" ? [document] : document;
  return json(200, body, retryAfter(settings, entry.state === "running"));
}

function isNamed(offer: Offer, { operation }: Listed, name: string): boolean {
  return operation.id === name || legacyName(offer, operation) === name;
}

/** Spells status words as the settings ask. */
export function respeller({ words = {} }: Settings): Respell {
  return (word) => (Object.hasOwn(words, word) ? words[word] : undefined) ?? word;
}

function retryAfter(settings: Settings, running: boolean): Record<string, string> {
  return running && settings.retryAfter !== undefined ? { "Retry-After": settings.retryAfter } : {};
}
