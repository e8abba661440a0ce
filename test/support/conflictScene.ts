import type { Distortion, SimulatorOptions } from "../../simulator";
import { HOUR, Scene } from "./scene";
import { OFFER_NAME } from "./world";

export const LAUNCH_MS = 3 * HOUR;

/** An offer whose version 1 is live and whose version 2 waits, and whose documents contradict each other. */
export function scene(options: SimulatorOptions = {}, ...distortions: Distortion[]): Scene {
  const made = new Scene({
    offers: [{ publisherId: "contoso", offerId: "vm", production: 1, preview: 2 }],
    launchTime: LAUNCH_MS,
    ...options,
  });
  for (const one of distortions) made.world.service.distort(OFFER_NAME, one);
  return made;
}

/** How long a run took, in milliseconds. */
export async function timed<T>(made: Scene, work: () => Promise<T>): Promise<readonly [T, number]> {
  const startedAt = made.world.clock.monotonic();
  const result = await work();
  return [result, made.world.clock.monotonic() - startedAt];
}
