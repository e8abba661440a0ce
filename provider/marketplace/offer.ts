/** Names one offer. */
export interface Offer {
  readonly publisherId: string;
  readonly offerId: string;
}

/** The offer's name in messages and in the resource's id: `publisherId/offerId`. */
export function nameOf({ publisherId, offerId }: Offer): string {
  return `${publisherId}/${offerId}`;
}
