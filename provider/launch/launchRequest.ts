import type { Situation } from "../decision/situation";
import { MarketplaceError } from "../errors";
import type { FollowDeps, FollowRequest } from "./follow";
import type { LaunchState } from "../decision/launchState";
import { nameOf, type Offer } from "../marketplace/offer";
import type { Version } from "../marketplace/version";
import type { Permit } from "./safetyLimits";

export interface LaunchDeps extends FollowDeps {
  /** Called right before the launch request is sent. Throws a `MarketplaceError` when this run must not send it. */
  readonly beforePost: (offer: Offer) => Permit;
}

export interface LaunchRequest extends FollowRequest {
  readonly declared: Version;
  readonly waitForReady: boolean;
  /** A new resource, or the user's own replacement: a failed version may be launched again. Default: false. */
  readonly mayRelaunch?: boolean | undefined;
  /** The remembered launch of the declared version. */
  readonly memory?: LaunchState | undefined;
  /** The version that this resource last took live, as in `Situation`. */
  readonly lastLive?: Situation["lastLive"];
  /** A launch of another version, or under another label, whose end this resource has not seen. */
  readonly earlier?: LaunchState | undefined;
  /** The service's own id of the offer, as this resource last saw it. */
  readonly productId?: string | undefined;
  /** How a person launches the same version again, for messages. */
  readonly again: string;
}

/** The state after a run, with an `error` when the run did not reach what was asked for. */
export interface LaunchResult {
  readonly state: LaunchState;
  readonly error?: MarketplaceError;
}

/** The error when time ran out and nothing was launched. */
export function outOfTime(offer: Offer): MarketplaceError {
  return new MarketplaceError(
    "SERVICE_UNAVAILABLE",
    `${nameOf(offer)}: nothing was launched, since the run timed out while it waited for a request slot. The service is slow, or many launches share requestsPerSecond. Run "pulumi up" again, or raise timeout`,
  );
}

/** The error when the launch request could not leave in time, however often the offer was looked at again. */
export function neverSent(offer: Offer, tries: number, reason: string | undefined): MarketplaceError {
  return new MarketplaceError(
    "SERVICE_UNAVAILABLE",
    `${nameOf(offer)}: nothing was launched. The launch request was ready ${tries} times, and each time more than a minute had passed since the offer was read, so it was not sent (${reason ?? "waiting for a token or a request slot"}). Run "pulumi up" again`,
  );
}

/** The error when the run was interrupted and nothing was launched. */
export function interruptedBefore(offer: Offer): MarketplaceError {
  return new MarketplaceError(
    "INTERRUPTED",
    `interrupted before ${nameOf(offer)} was launched. Run "pulumi up" again`,
  );
}
