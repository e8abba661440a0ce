import { createService } from "../provider/createService";
import { launch } from "../provider/launch";
import type { LaunchDeps } from "../provider/launchRequest";
import type { Transport } from "../provider/marketplace/transport";
import type { Clock } from "../provider/operation/clock";
import type { Reporter } from "../provider/report";
import { createSite, ENDPOINT, jumpingClock, OFFER, type SiteOptions } from "./site";
import { toTrial, type Trial } from "./trial";

/** As in a stack without any setting. */
export const REQUESTS_PER_SECOND = 10;

/** Longer than any launch here takes. */
export const PATIENCE_MS = 30 * 86_400_000;

export const SILENT: Reporter = { progress: () => undefined, info: () => undefined, warn: () => undefined };

/** The whole client, as a run of the provider has it, over another transport and clock. */
export function clientOf(transport: Transport, clock: Clock): LaunchDeps["service"] {
  return createService(
    {
      endpoint: new URL(ENDPOINT),
      accessToken: "a-token",
      readOnly: false,
      skipPreviewLook: false,
      requestsPerSecond: REQUESTS_PER_SECOND,
    },
    { clock, log: () => undefined, transport },
  );
}

/** One launch by the whole client: look, post, follow, confirm. */
export async function runOurs(options: SiteOptions, random: () => number): Promise<Trial> {
  // Without a turn of the event loop now and then, nothing that the launches left behind would be collected.
  await new Promise((resolve) => setImmediate(resolve));
  const clock = jumpingClock();
  const site = createSite(options, () => clock.now());
  const service = clientOf((request) => Promise.resolve(site.call(request)), clock);
  const { state } = await launch(
    {
      offer: OFFER,
      declared: "2",
      verifyVersion: true,
      waitForLive: true,
      waitForReady: false,
      deadline: clock.now() + PATIENCE_MS,
      again: "again",
    },
    {
      service,
      clock,
      random,
      reporter: SILENT,
      signal: new AbortController().signal,
      brake: () => undefined,
    },
  );
  const { status } = state;
  const ended = status === "succeeded" || status === "failed" || status === "canceled";
  return toTrial(site, options.durationMs, ended ? status : "running", clock.now());
}
