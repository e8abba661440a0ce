import type { Look } from "../marketplace/service";
import type { Clock } from "../waiting/clock";

/** No look of a machine that runs takes longer, in milliseconds: each of its requests is given up before. */
export const GAP_MS = 10 * 60_000;

/**
 * The whole offer, as `read` reads it. A machine that slept or was stopped meanwhile has read its documents hours apart,
 * so they contradict each other without reason: they are all read once more.
 */
export async function lookWhole(read: () => Promise<Look>, clock: Clock): Promise<Look> {
  const began = { wall: clock.now(), monotonic: clock.monotonic() };
  const look = await read();
  const tookMs = Math.max(clock.now() - began.wall, clock.monotonic() - began.monotonic);
  return tookMs < GAP_MS ? look : read();
}
