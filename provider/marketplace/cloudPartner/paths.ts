import { MarketplaceError } from "../../errors";
import type { Offer } from "../offer";
import { cleanPlainText } from "../../values/text";

/** An offer's path. Throws `INPUT_INVALID` for an id that cannot be part of a path. */
function offerPath(offer: Offer): string {
  return `/api/publishers/${required("publisherId", offer.publisherId)}/offers/${required("offerId", offer.offerId)}`;
}

export const statusPath = (offer: Offer): string => `${offerPath(offer)}/status`;

/** The trailing slash is part of the documented path. */
export const submissionsPath = (offer: Offer): string => `${offerPath(offer)}/submissions/`;

export const slotPath = (offer: Offer, slot: "preview" | "production"): string =>
  `${offerPath(offer)}/slot/${slot}`;

export const goLivePath = (offer: Offer): string => `${offerPath(offer)}/golive`;

/** Real ids are GUIDs, or hold those of publisher and offer. */
const MAX_OPERATION_ID_LENGTH = 1_000;

/**
 * The path of an operation. `undefined` for an id that cannot be part of a path, or that is longer than any real one.
 */
export function operationPath(offer: Offer, operationId: string): string | undefined {
  const id = operationId.length > MAX_OPERATION_ID_LENGTH ? undefined : segment(operationId);
  return id === undefined ? undefined : `${offerPath(offer)}/operations/${id}`;
}

function required(name: string, id: string): string {
  const encoded = segment(id);
  if (encoded !== undefined) return encoded;
  throw new MarketplaceError(
    "INPUT_INVALID",
    `${name} "${cleanPlainText(id, 100)}" cannot be part of a URL. Give the id as Partner Center shows it`,
  );
}

/** Encodes an id so that it stays one segment of the path. Dots alone would not, even encoded. `$` stays as it is. */
function segment(id: string): string | undefined {
  if (id === "" || id === "." || id === ".." || /\p{Cs}/u.test(id)) return undefined;
  return encodeURIComponent(id).replaceAll("%24", "$");
}
