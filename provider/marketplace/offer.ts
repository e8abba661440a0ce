/** Names one offer. */
export interface Offer {
  readonly publisherId: string;
  readonly offerId: string;
}

/** The offer's name in messages and as the resource's id: `publisherId/offerId`. */
export function nameOf({ publisherId, offerId }: Offer): string {
  return `${publisherId}/${offerId}`;
}

/**
 * One key for all spellings of an offer: ids that differ in case alone name the same offer. Requests use the ids as
 * typed.
 */
export function offerKey(offer: Offer): string {
  return nameOf(offer).toLowerCase();
}
