export { OfferGoLive } from "./offerGoLive";
export type { OfferGoLiveArgs } from "./offerGoLive";
export type { Failure, LaunchStatus, Origin } from "./launchState";
