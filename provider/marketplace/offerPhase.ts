/** All phases of an offer. `OfferPhase` says what each means. */
export const OFFER_PHASES = [
  "absent",
  "unpublished",
  "preparing",
  "readyToLaunch",
  "launching",
  "live",
  "publishFailed",
  "publishCanceled",
  "launchFailed",
  "launchCanceled",
  "unknown",
] as const;

/**
 * Where an offer stands, as its own status says:
 *
 * - `unpublished`: nothing was ever published;
 * - `preparing`: a publish to preview is under way;
 * - `readyToLaunch`: the offer waits for the publisher to sign off;
 * - `launching`: sign-off is done and the offer is not live yet;
 * - `live`: the last launch succeeded;
 * - `publishFailed`, `publishCanceled`: the last publish to preview ended so;
 * - `launchFailed`, `launchCanceled`: the last launch ended so;
 * - `unknown`: the document says none of these in words that are known;
 * - `absent`: the service has no status of the offer (404), though it holds the offer.
 */
export type OfferPhase = (typeof OFFER_PHASES)[number];
