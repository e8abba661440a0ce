import type { Api, Offer } from "./offer";
import type { Definition } from "./operation";
import { startLaunch, startPublish } from "./start";
import { firstResources, guidOf } from "./resources";

/** An offer to start with. */
export interface OfferSeed {
  readonly publisherId: string;
  readonly offerId: string;
  /** The version in preview; it waits for sign-off unless it is the one in production. Default: that in production. */
  readonly preview?: number;
  /** The version in production. Default: none. With neither, the offer was never published. */
  readonly production?: number;
  /** Default `microsoft-azure-virtualmachines`. */
  readonly offerTypeId?: string;
  /** Which APIs hold the offer. Default: both. */
  readonly apis?: readonly Api[];
}

/** Gives numbers and names to what is new. */
export interface Numbering {
  readonly nextId: () => string;
  readonly nextSubmission: () => string;
}

const ID = /^[\w-]{1,50}$/;
const AN_HOUR = 3_600_000;

/** Whether the service can hold a publisher or an offer of this id: 1 to 50 letters, digits, hyphens, underscores. */
export function isId(text: string): boolean {
  return ID.test(text);
}

/** Reads `publisher/offer` or `publisher/offer@version`; the version, by default 1, waits in preview. */
export function parseSeed(text: string): OfferSeed {
  const parts = /^([^/@]+)\/([^/@]+)(?:@([1-9][0-9]{0,8}))?$/.exec(text);
  const [, publisherId, offerId, version = "1"] = parts ?? [];
  if (publisherId === undefined || offerId === undefined) {
    throw new RangeError(
      `${JSON.stringify(text)} names no offer: give publisher/offer or publisher/offer@version, such as contoso/vm@3.`,
    );
  }
  return { publisherId, offerId, preview: Number(version) };
}

/** A new offer with nothing but a draft. */
export function draftOffer(
  ids: Pick<Offer, "publisherId" | "offerId" | "offerTypeId"> & {
    readonly apis?: readonly Api[] | undefined;
  },
  definition: Definition,
  now: number,
): Offer {
  const { publisherId, offerId, offerTypeId, apis = ["cloudPartner", "productIngestion"] } = ids;
  const productId = guidOf(`${publisherId}/${offerId}`);
  const resources = firstResources(offerId, productId, offerTypeId);
  return {
    publisherId,
    offerId,
    offerTypeId,
    productId,
    apis,
    draft: { definition, resources, changedAt: now, revision: 1 },
    operations: [],
    stops: [],
  };
}

/** An offer as if it had been published, and launched where asked, an hour ago. Throws a `RangeError` for a bad seed. */
export function seedOffer(seed: OfferSeed, now: number, { nextId, nextSubmission }: Numbering): Offer {
  const { publisherId, offerId, production, preview = production } = seed;
  const name = `${publisherId}/${offerId}`;
  if (!isId(publisherId) || !isId(offerId)) {
    throw new RangeError(
      `${JSON.stringify(name)} is not an offer: ids are 1 to 50 letters, digits, hyphens and underscores.`,
    );
  }
  for (const version of [preview, production]) {
    if (version !== undefined && !(Number.isSafeInteger(version) && version > 0)) {
      throw new RangeError(`${name}: version ${version} is not a whole number above zero.`);
    }
  }
  if ((production ?? 0) > (preview ?? 0)) {
    throw new RangeError(`${name}: preview cannot be behind production.`);
  }
  const past = now - AN_HOUR;
  const { offerTypeId = "microsoft-azure-virtualmachines", apis } = seed;
  const ids = { publisherId, offerId, offerTypeId, apis };
  let offer = draftOffer(ids, { displayText: offerId, offer: {}, plans: [] }, past);
  if (production !== undefined) offer = launched(published(offer, production));
  if (preview !== undefined && preview !== production) offer = published(offer, preview);
  return offer;

  function published(before: Offer, version: number): Offer {
    const start = { id: nextId(), submission: nextSubmission(), now: past, duration: 0 };
    const after = startPublish(before, start);
    if (typeof after === "string") throw new Error(`${name} cannot be published: ${after}`);
    const operations = after.operations.map((one, index) =>
      index === before.operations.length ? { ...one, offerVersion: version } : one,
    );
    return { ...after, operations };
  }

  function launched(before: Offer): Offer {
    const after = startLaunch(before, { id: nextId(), submission: "", now: past, duration: 0 });
    if (typeof after === "string") throw new Error(`${name} cannot be launched: ${after}`);
    return after;
  }
}
