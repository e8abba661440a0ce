import { createService } from "../provider/marketplace/createService";
import { detachedEngine } from "../provider/dynamic/engine";
import { launch } from "../provider/launch/launch";
import type { LaunchDeps, LaunchResult } from "../provider/launch/launchRequest";
import { createRun, type Run } from "../provider/resource/run";
import type { Settings } from "../provider/settings/settings";
import { DEFAULT_API, type ApiName } from "../provider/marketplace/apiName";
import type { Offer } from "../provider/marketplace/offer";
import type { Service } from "../provider/marketplace/service";
import type { Transport } from "../provider/marketplace/http/transport";
import { steadyTime, type Clock } from "../provider/waiting/clock";
import { ENDPOINT } from "./site";

/** The settings of a stack that sets nothing. */
export const REQUESTS_PER_SECOND = 10;

/** Longer than any launch here takes. */
const PATIENCE_MS = 30 * 86_400_000;

/** The whole client as a run of the provider uses it, over another transport and clock. */
export function clientOf(
  transport: Transport,
  clock: Clock,
  requestsPerSecond = REQUESTS_PER_SECOND,
  api: ApiName = DEFAULT_API,
): Service {
  return createService(settings(requestsPerSecond), { clock, log: () => undefined, transport }, api);
}

function settings(requestsPerSecond: number): Settings {
  return {
    endpoint: new URL(ENDPOINT),
    accessToken: "a-token",
    readOnly: false,
    skipPreviewLook: false,
    strictPreview: false,
    graphEndpoint: new URL(ENDPOINT),
    graphAccessToken: "a-token",
    ingestionSchema: "2022-03-01-preview2",
    requestsPerSecond,
  };
}

/** The dependencies of a run that differ from bench to bench. */
export type Hand = Pick<LaunchDeps, "service" | "clock" | "random">;

/** Nobody listens, and nobody interrupts. */
const nobody = detachedEngine();

const beforePost: LaunchDeps["beforePost"] = () => ({ withdraw: () => undefined });

/** Launches a version of an offer and follows it to its end. */
export function launchOffer(offer: Offer, hand: Hand, declared = "2"): Promise<LaunchResult> {
  return launch(
    {
      offer,
      declared,
      verifyVersion: true,
      waitForLive: true,
      waitForReady: false,
      deadline: hand.clock.now() + PATIENCE_MS,
      again: "again",
    },
    {
      ...hand,
      steady: steadyTime(hand.clock),
      reporter: nobody.reporter(),
      signal: nobody.signal,
      beforePost,
    },
  );
}

/** A run of the provider, for measuring the provider's own functions. */
export function runOf({ service, clock, random }: Hand, signal = nobody.signal): Run {
  return createRun({
    clock,
    random,
    signal,
    reporter: () => nobody.reporter(),
    settings: () => settings(REQUESTS_PER_SECOND),
    createService: () => service,
  });
}
