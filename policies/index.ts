export { approvedVersions, type ApprovedVersionsArgs } from "./approvedVersions";
export { boundedTimeout, type BoundedTimeoutArgs } from "./boundedTimeout";
export { knownOffers, type KnownOffersArgs } from "./knownOffers";
export { launchingStacks, type LaunchingStacksArgs } from "./launchingStacks";
export { launchWindow, type LaunchWindowArgs } from "./launchWindow";
export { verifiedVersion, type VerifiedVersionArgs } from "./verifiedVersion";
