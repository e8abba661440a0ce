import { MarketplaceError } from "../errors";
import { nameOf, type Offer } from "../marketplace/offer";

export interface SafetyLimits {
  /** Rehearsal: everything but the POST. */
  readonly readOnly: boolean;
  /** More POSTs than this in one run are refused. */
  readonly maxLaunches?: number;
}

/**
 * What stands between a decision to launch and the POST: rehearsal mode, and a limit on the launches of one run, so
 * that a bad merge cannot launch thirty offers. Throws `READ_ONLY` or `TOO_MANY_LAUNCHES`; counts the POST else.
 */
export function createBrake(settings: () => SafetyLimits): (offer: Offer) => void {
  // By name: an offer whose POST waited too long is looked at again, and is still one launch.
  const launches = new Set<string>();
  return (offer) => {
    const { readOnly, maxLaunches } = settings();
    if (readOnly) {
      throw new MarketplaceError(
        "READ_ONLY",
        `${nameOf(offer)} would be launched, and is not: this is a rehearsal (azure-marketplace:readOnly or AZURE_MARKETPLACE_READ_ONLY is true). Unset it to launch`,
      );
    }
    if (maxLaunches !== undefined && !launches.has(nameOf(offer)) && launches.size >= maxLaunches) {
      throw new MarketplaceError(
        "TOO_MANY_LAUNCHES",
        `${nameOf(offer)} is not launched: azure-marketplace:maxLaunches or AZURE_MARKETPLACE_MAX_LAUNCHES allows no more than ${maxLaunches} in a run, and ${launches.size} came before it. Review what the program declares, then raise the limit`,
      );
    }
    launches.add(nameOf(offer));
  };
}
