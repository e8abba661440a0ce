import { isTransient } from "../errors";
import { follow, type FollowDeps } from "../launch/follow";
import { nameOf, type Offer } from "../marketplace/offer";
import type { Version } from "../marketplace/version";
import { reportOf, type FollowReport } from "./followReport";

/** Which launch to follow, and for how long. */
export interface Followable {
  readonly offer: Offer;
  readonly version: Version;
  readonly timeoutMs: number;
}

/**
 * Follows the launch of a version, of which nothing else is known, until it ends or the time is up. Throws a
 * `MarketplaceError` when the first look shows that waiting will not help, such as `OFFER_UNKNOWN`.
 */
export async function followLaunch(
  { offer, version, timeoutMs }: Followable,
  deps: FollowDeps,
): Promise<FollowReport> {
  const { service, clock, signal } = deps;
  const now = clock.now();
  // Outages are retried below.
  await service.look(offer, signal).catch((error: unknown) => {
    if (!isTransient(error) && !signal.aborted) throw error;
  });
  const followed = await follow(
    // Searched for like a launch whose response was lost: the service's list may lag behind a launch that just began.
    { version, status: "indeterminate", origin: "adopted", startedAt: now },
    { offer, verifyVersion: true, waitForLive: true, deadline: clock.monotonic() + timeoutMs },
    deps,
  );
  return reportOf(followed, `version ${version} of ${nameOf(offer)}`);
}
