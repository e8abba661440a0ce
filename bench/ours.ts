import type { ApiName } from "../provider/marketplace/apiName";
import type { Transport } from "../provider/marketplace/http/transport";
import { clientOf, launchOffer, REQUESTS_PER_SECOND } from "./client";
import { createSite, jumpingClock, OFFER, type SiteOptions } from "./site";
import { toTrial, type Trial } from "./trial";

export function runOurs(options: SiteOptions, random: () => number): Promise<Trial> {
  return run(options, random, "cloudPartner");
}

/** The same through the API whose documentation asks for at most one request a minute. */
export function runOursIngestion(options: SiteOptions, random: () => number): Promise<Trial> {
  return run(options, random, "productIngestion");
}

/** One launch by the whole client: look, post, follow, confirm. */
async function run(options: SiteOptions, random: () => number, api: ApiName): Promise<Trial> {
  // Without a turn of the event loop now and then, nothing that the launches left behind would be collected.
  await new Promise((resolve) => setImmediate(resolve));
  const clock = jumpingClock();
  const site = createSite(options, () => clock.now());
  const transport: Transport = (request) => Promise.resolve(site.call(request));
  const service = clientOf(transport, clock, REQUESTS_PER_SECOND, api);
  const declared = api === "cloudPartner" ? "2" : site.submission;
  const { state } = await launchOffer(OFFER, { service, clock, random }, declared);
  const { status } = state;
  const ended = status === "succeeded" || status === "failed" || status === "canceled";
  return toTrial(site, options.durationMs, ended ? status : "running", clock.now());
}
