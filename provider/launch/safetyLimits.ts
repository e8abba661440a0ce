import { MarketplaceError } from "../errors";
import { nameOf, type Offer } from "../marketplace/offer";

export interface LimitSettings {
  /** A rehearsal does everything but send the launch request. */
  readonly readOnly: boolean;
  /** How many launch requests a run may send. */
  readonly maxLaunches?: number;
}

/** The permission to send one launch request. */
export interface Permit {
  /** Takes it back: the request was not sent, or was certainly refused. It no longer counts. */
  withdraw(): void;
}

/** The limits that a user sets for a whole run, so that a bad merge cannot launch thirty offers. */
export interface SafetyLimits {
  /** Counts a launch request that is about to be sent. Throws `READ_ONLY` or `TOO_MANY_LAUNCHES`. */
  beforePost(offer: Offer): Permit;
}

export function createSafetyLimits(settings: () => LimitSettings): SafetyLimits {
  let sent = 0;
  return {
    beforePost(offer) {
      const { readOnly, maxLaunches } = settings();
      if (readOnly) {
        throw new MarketplaceError(
          "READ_ONLY",
          `${nameOf(offer)} is ready but was not launched: azure-marketplace:readOnly or AZURE_MARKETPLACE_READ_ONLY is true. To launch, unset it. To rehearse, run "pulumi preview" with azure-marketplace:strictPreview set to true`,
        );
      }
      if (maxLaunches !== undefined && sent >= maxLaunches) {
        throw new MarketplaceError(
          "TOO_MANY_LAUNCHES",
          `${nameOf(offer)} was not launched: this run has sent ${sent} launch request${sent === 1 ? "" : "s"}, and azure-marketplace:maxLaunches or AZURE_MARKETPLACE_MAX_LAUNCHES is ${maxLaunches}. Check what the program declares. To launch all of it, raise the limit`,
        );
      }
      sent += 1;
      let counts = true;
      return {
        withdraw() {
          if (counts) sent -= 1;
          counts = false;
        },
      };
    },
  };
}
