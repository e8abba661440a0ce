import { isMarketplaceError } from "../errors";
import type { Look } from "../marketplace/service";
import type { Clock } from "../waiting/clock";

/** No look takes longer on a machine that keeps running, in milliseconds: each of its requests is given up before. */
export const MAX_LOOK_MS = 10 * 60_000;

/**
 * The whole offer, as `read` reads it. A machine that slept or was stopped meanwhile has read its documents hours apart,
 * so they contradict each other without reason: they are all read once more.
 */
export async function lookWhole(read: () => Promise<Look>, clock: Clock): Promise<Look> {
  const began = { wall: clock.now(), monotonic: clock.monotonic() };
  const look = await read();
  const tookMs = Math.max(clock.now() - began.wall, clock.monotonic() - began.monotonic);
  return tookMs < MAX_LOOK_MS ? look : read();
}

/**
 * Stands for a look that found nothing, instead of `OFFER_UNKNOWN`: the offer of a launch that is followed was there
 * before.
 */
export async function lookOrNothing(read: () => Promise<Look>, clock: Clock): Promise<Look> {
  return read().catch((error: unknown): Look => {
    if (!isMarketplaceError(error) || error.code !== "OFFER_UNKNOWN") throw error;
    const summary = "the service does not show the offer";
    return {
      at: clock.now(),
      status: { phase: "absent", word: "(no offer)", summary, problems: [] },
      submissions: [],
    };
  });
}
