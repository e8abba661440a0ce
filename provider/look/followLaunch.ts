import { isTransient } from "../errors";
import { follow, type FollowDeps } from "../launch/follow";
import { nameOf, type Offer } from "../marketplace/offer";
import type { Version } from "../marketplace/version";
import { endOf, type FollowReport } from "./followEnd";

/** Which launch to follow, and for how long. */
export interface Followable {
  readonly offer: Offer;
  readonly version: Version;
  readonly timeoutMs: number;
}

/**
 * Follows the launch of a version, of which nothing is known, until it ends or the time is up. Throws a
 * `MarketplaceError` when the first look shows that no waiting will help, such as `OFFER_UNKNOWN`.
 */
export async function followLaunch(
  { offer, version, timeoutMs }: Followable,
  deps: FollowDeps,
): Promise<FollowReport> {
  const { service, clock, signal } = deps;
  const now = clock.now();
  // An outage is waited out below.
  await service.look(offer, signal).catch((error: unknown) => {
    if (!isTransient(error) && !signal.aborted) throw error;
  });
  const followed = await follow(
    // Searched for like a launch whose answer was lost: the service's list may lag behind one that was just begun.
    { version, status: "indeterminate", origin: "adopted", startedAt: now },
    { offer, verifyVersion: true, waitForLive: true, deadline: clock.monotonic() + timeoutMs },
    deps,
  );
  return endOf(followed, `version ${version} of ${nameOf(offer)}`);
}
