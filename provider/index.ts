export { OfferGoLive } from "./offerGoLive";
export type { OfferGoLiveArgs } from "./offerGoLive";
export { getOffer } from "./getOffer";
export type { GetOfferArgs } from "./getOffer";
export type { OfferFacts, OperationFacts } from "./offerFacts";
export type { OfferPhase } from "./marketplace/service";
export type { Failure, LaunchStatus, Origin } from "./launchState";
export { isMarketplaceError, MarketplaceError } from "./errors";
export type { ErrorCode } from "./errors";
