import type { Beginning, LaunchState } from "../decision/launchState";
import { readLook } from "../decision/reading";
import type { Look } from "../marketplace/service";
import type { LaunchDeps, LaunchRequest } from "./launchRequest";

/** The beginning of a launch, from a look. `found`: the launch was already running or over. */
export function beginningFrom(
  look: Look,
  { declared, verifyVersion }: Pick<LaunchRequest, "declared" | "verifyVersion">,
  { service, clock }: Pick<LaunchDeps, "service" | "clock">,
  found = false,
): Beginning {
  const preview = look.preview?.version;
  const production = look.production?.version;
  const target = verifyVersion ? declared : preview;
  const { history, lastIsNamed, entry: running } = readLook({ look, target, traits: service.traits });
  const { last, countsOtherwise } = history;
  // Of a launch that is found by its end, or that the status alone says is running, the list may know the end: not by an
  // entry that nothing but its place in the list connects with it.
  const isKnown = lastIsNamed || last?.entry.changedAt !== undefined;
  const own = found && running === undefined && isKnown ? last?.entry : undefined;
  return {
    at: clock.now(),
    ...(preview === undefined ? {} : { preview }),
    ...(production === undefined ? {} : { production }),
    phase: look.status.phase,
    endedBefore: history.ended.filter(({ entry }) => entry !== own).map(({ entry }) => entry.id),
    ...(own === undefined ? {} : { foundEnded: own.id }),
    ...(countsOtherwise ? { listCountsOtherwise: true } : {}),
  };
}

/** The version that is live while the launch runs, and if it fails. */
export function liveNow({ production }: Look): Pick<LaunchState, "liveVersion"> {
  return production?.version === undefined ? {} : { liveVersion: production.version };
}

/** The service's id of the offer, which stays the same. */
export function productOf({ product }: Look): Pick<LaunchState, "productId"> {
  return product === undefined ? {} : { productId: product.id };
}
