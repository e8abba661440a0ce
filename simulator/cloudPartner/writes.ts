import { parseBody } from "../body";
import { emailsIn, savedOfferIn } from "./savedOffer";
import { etagOf, offerDocument } from "./documents";
import { empty, error, json, type SimulatorResponse } from "../exchange";
import type { Written } from "../face";
import { legacyName, listedFor } from "./listing";
import { draftAt, type Offer } from "../offer";
import type { Refusal } from "../start";
import type { Operation } from "../operation";
import type { Settings } from "../options";
import { shapeOf, truth } from "./reads";
import type { Route } from "./route";
import { draftOffer, isId } from "../seed";
import type { Store } from "../store";

/** The only version of the API. */
export const API_VERSION = "2017-10-31";

/** Everything that a write needs besides the offer. */
export interface WriteContext {
  readonly route: Route;
  readonly settings: Settings;
  readonly store: Store;
  readonly now: number;
  readonly baseUrl: string;
  readonly body: string;
  /** The `If-Match` header. */
  readonly ifMatch: string | undefined;
}

const BAD_JSON = error(400, "BadRequest", "The body has to be JSON, nested at most a hundred levels deep.");

/** Starts a publish to preview or a launch. */
export function startOperation(offer: Offer, kind: Operation["kind"], context: WriteContext): Written {
  const body = context.body === "" ? null : parseBody(context.body);
  if (body === undefined) return { response: BAD_JSON };
  const operation = context.store.start(offer, kind, { emails: emailsIn(body) });
  if (typeof operation === "string") return { response: refusal(operation, offer) };
  const headers = location(context.store.find(offer.publisherId, offer.offerId) ?? offer, operation, context);
  return { response: empty(202, headers), version: operation.offerVersion };
}

/** The bodies of the 400 answers are not documented; their codes are the simulator's own. */
function refusal(reason: Refusal, { offerId }: Offer): SimulatorResponse {
  switch (reason) {
    case "busy":
      return empty(409);
    case "nothingInPreview":
      return error(400, "OfferNotInPreview", `Offer ${offerId} has nothing in preview: publish it first.`);
    case "nothingLive":
    case "alreadyLive":
      return error(
        400,
        "OfferAlreadyLive",
        `What offer ${offerId} has in preview is live already: nothing waits for sign-off.`,
      );
  }
}

/** Cancels what runs. As seen of the real service, 202 says no more than that the request was understood. */
export function cancelOperation(offer: Offer, context: WriteContext): Written {
  const operation = context.store.cancel(offer);
  if (operation === undefined) return { response: empty(202) };
  return { response: empty(202, location(offer, operation, context)), version: operation.offerVersion };
}

function location(offer: Offer, operation: Operation, context: WriteContext): Record<string, string> {
  const { settings, baseUrl, store } = context;
  const shown = listedFor(offer, operation, { ...settings, documents: store.documents });
  const path = `/api/publishers/${offer.publisherId}/offers/${offer.offerId}/operations/${shown.id}`;
  switch (settings.location) {
    case "absolute":
      return { "Operation-Location": `${baseUrl}${path}` };
    case "relative":
      return { Location: `${path}?api-version=${API_VERSION}` };
    case "legacy":
      return { Location: `/api/operations/${legacyName(offer, shown)}?api-version=${API_VERSION}` };
  }
}

/** Creates an offer, or modifies its draft when `If-Match` holds its ETag or `*`. */
export function saveOffer(offer: Offer | undefined, context: WriteContext): Written {
  const { route, store, now, ifMatch } = context;
  const { publisherId, offerId } = route;
  const body = parseBody(context.body);
  if (body === undefined) return { response: BAD_JSON };
  const saved = savedOfferIn(body, publisherId, offerId);
  if (typeof saved === "string") return { response: error(400, "BadRequest", saved) };
  const { definition, offerTypeId } = saved;
  if (offer === undefined) {
    if (ifMatch !== undefined) {
      return { response: error(404, "ResourceNotFound", `There is no offer ${offerId} to modify.`) };
    }
    if (!isId(offerId) || offerTypeId === undefined) {
      const message = "offerTypeId is required; ids are 1 to 50 letters, digits, hyphens and underscores.";
      return { response: error(400, "BadRequest", message) };
    }
    return stored(201, draftOffer({ publisherId, offerId, offerTypeId }, definition, now));
  }
  if (ifMatch === undefined) return { response: ALREADY_EXISTS };
  if (ifMatch !== "*" && ifMatch !== etagOf(offer.draft)) {
    return { response: error(412, "PreconditionFailed", "If-Match does not hold the ETag of the offer.") };
  }
  const draft = { ...offer.draft, definition, changedAt: now, revision: offer.draft.revision + 1 };
  return stored(200, { ...offer, draft });

  function stored(status: number, after: Offer): Written {
    store.save(after);
    const content = draftAt(after, now);
    const document = offerDocument(truth(after, now), content, shapeOf(context));
    return { response: json(status, document, { ETag: etagOf(after.draft) }), version: content.version };
  }
}

const ALREADY_EXISTS = error(
  409,
  "InvalidResourceId",
  "Offer ID already exists. If you wanted to update an existing offer, please ensure If-Match header is " +
    "specified as per documentation.",
);
