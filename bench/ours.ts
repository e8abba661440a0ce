import { clientOf, launchOffer } from "./client";
import { createSite, jumpingClock, OFFER, type SiteOptions } from "./site";
import { toTrial, type Trial } from "./trial";

/** One launch by the whole client: look, post, follow, confirm. */
export async function runOurs(options: SiteOptions, random: () => number): Promise<Trial> {
  // Without a turn of the event loop now and then, nothing that the launches left behind would be collected.
  await new Promise((resolve) => setImmediate(resolve));
  const clock = jumpingClock();
  const site = createSite(options, () => clock.now());
  const service = clientOf((request) => Promise.resolve(site.call(request)), clock);
  const { state } = await launchOffer(OFFER, { service, clock, random });
  const { status } = state;
  const ended = status === "succeeded" || status === "failed" || status === "canceled";
  return toTrial(site, options.durationMs, ended ? status : "running", clock.now());
}
