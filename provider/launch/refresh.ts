import { formatDuration } from "../values/duration";
import { asPart } from "../values/text";
import { isMarketplaceError, messageOf } from "../errors";
import { follow, type FollowDeps } from "./follow";
import { asEnded, asLive, withoutFuture, type LaunchState } from "../decision/launchState";
import { nameOf, type Offer } from "../marketplace/offer";
import type { Look } from "../marketplace/service";
import { otherProductId } from "../decision/otherOffer";
import { lookPatiently } from "./lookUntil";

/**
 * How long a refresh may take, in milliseconds: there may be many offers, and one that hangs must not hold up the
 * rest for ever.
 */
const PATIENCE_MS = 60 * 60_000;

/** `undefined`: the service no longer has the offer. */
async function lookUnlessGone(offer: Offer, deps: FollowDeps): Promise<Look | undefined> {
  try {
    return await lookPatiently(offer, deps.clock.monotonic() + PATIENCE_MS, deps);
  } catch (error) {
    if (!isMarketplaceError(error) || error.code !== "OFFER_UNKNOWN") throw error;
    deps.reporter.warn(messageOf(error));
    return undefined;
  }
}

/** Whether the offer is another product now, which other credentials may show. Warns when it is. */
function isOtherProduct(look: Look, { productId }: LaunchState, offer: Offer, deps: FollowDeps): boolean {
  const product = otherProductId(look, productId);
  if (product === undefined) return false;
  deps.reporter.warn(
    `${nameOf(offer)}: the offer is now product ${product}, but it was product ${String(productId)}. Other credentials or another account show another offer with the same id. The state was not changed`,
  );
  return true;
}

/** A finished launch keeps its status. Another version in production is a warning. */
export async function lookForDrift(state: LaunchState, offer: Offer, deps: FollowDeps): Promise<LaunchState> {
  const look = await lookUnlessGone(offer, deps);
  const production = look?.production?.version;
  const { liveVersion, ...rest } = state;
  if (look !== undefined && isOtherProduct(look, state, offer, deps)) return state;
  if (state.status === "succeeded" && production === state.version) {
    // The service may change the number some time after the launch was confirmed.
    return { ...state, liveVersion: production, confirmedVersion: production };
  }
  if (state.status === "succeeded" && production !== state.confirmedVersion) {
    const now = production === undefined ? "no version" : `version ${production}`;
    deps.reporter.warn(
      `${nameOf(offer)}: ${now} is live, but this stack launched version ${state.confirmedVersion ?? state.version}; somebody changed it elsewhere. Nothing was launched`,
    );
  }
  return production === undefined ? rest : { ...rest, liveVersion: production };
}

/** Looks once at an unfinished launch. */
export async function lookOnce(
  remembered: LaunchState,
  offer: Offer,
  verifyVersion: boolean,
  deps: FollowDeps,
): Promise<LaunchState> {
  const { clock, reporter } = deps;
  const state = withoutFuture(remembered, clock.now(), deps.steady());
  // The first look is retried when it fails. After that the launch is polled once.
  const look = await lookUnlessGone(offer, deps);
  if (look === undefined || isOtherProduct(look, state, offer, deps)) return state;
  const request = { offer, verifyVersion, waitForLive: false, deadline: clock.monotonic() };
  const { state: seen, outcome } = await follow(state, request, deps);
  if (outcome.kind !== "end") {
    if (outcome.lastError instanceof Error) throw outcome.lastError;
    return seen;
  }
  const { value } = outcome;
  const now = clock.now();
  const age = formatDuration(now - state.startedAt);
  switch (value.kind) {
    case "live":
      reporter.info(`${nameOf(offer)}: version ${state.version} is live`);
      if (value.remark !== undefined) reporter.warn(`${nameOf(offer)}: ${value.remark}`);
      return asLive(seen, value.liveVersion, now);
    case "ended":
      reporter.warn(
        `${nameOf(offer)}: the launch of version ${state.version} has ended: ${value.status}, ${asPart(value.failure.message)}. "pulumi up" says what to do`,
      );
      return asEnded(seen, value, now);
    case "stillRunning":
      reporter.info(
        `${nameOf(offer)}: the launch of version ${state.version} has run for ${age}; "pulumi up" follows it`,
      );
      return seen;
    case "otherVersion":
      reporter.warn(
        `${nameOf(offer)}: the service launched version ${value.version}, not ${state.version}: somebody published it right before the launch request`,
      );
      return seen;
    case "tokenExpired":
      throw value.error;
    case "unconfirmed":
      reporter.warn(
        `${nameOf(offer)}: version ${state.version} may or may not be live: ${value.reason}. "pulumi up" checks again`,
      );
      return seen;
    case "lost":
      reporter.warn(
        `${nameOf(offer)}: no launch of version ${state.version} was found ${age} after the request. "pulumi up" says what to do`,
      );
      return seen;
  }
}
