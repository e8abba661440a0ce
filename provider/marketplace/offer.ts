/** Names one offer. */
export interface Offer {
  readonly publisherId: string;
  readonly offerId: string;
}

/** The offer's name in messages and in the resource's id: `publisherId/offerId`. */
export function nameOf({ publisherId, offerId }: Offer): string {
  return `${publisherId}/${offerId}`;
}

/** The same for all spellings of an offer: ids that differ in case alone name one offer. They are sent as typed. */
export function offerKey(offer: Offer): string {
  return nameOf(offer).toLowerCase();
}
