export { OfferGoLive } from "./dynamic/offerGoLive";
export type { OfferGoLiveArgs } from "./dynamic/offerGoLive";
export { getOffer } from "./look/getOffer";
export type { GetOfferArgs } from "./look/getOffer";
export type { OfferFacts, OperationFacts } from "./look/offerFacts";
export type { OfferPhase } from "./marketplace/service";
export type { Failure, LaunchStatus, Origin } from "./decision/launchState";
export { isMarketplaceError, MarketplaceError } from "./errors";
export type { ErrorCode } from "./errors";
