import { Config } from "@pulumi/pulumi";
import { MarketplaceError } from "../errors";
import { checkInputs } from "../resource/inputs";
import { factsOf, type OfferFacts } from "./offerFacts";
import { systemClock } from "../waiting/clock";
import { readSettings } from "../settings/settings";
import type { Service } from "../marketplace/service";

/** Which offer to look at. */
export interface GetOfferArgs {
  readonly publisherId: string;
  readonly offerId: string;
}

/** One for all calls with the same settings: the rate, the token and the connections are theirs together. */
const services = new Map<string, Service>();

/** A key of the stack's config, such as `azure-marketplace:endpoint`, as a program reads it. */
function stackConfig(key: string): string | undefined {
  const [namespace, name = ""] = key.split(":");
  return new Config(namespace).get(name);
}

/**
 * What is live, in preview and under way of an offer, from read-only calls, for programs that decide by it. Throws a
 * `MarketplaceError` for ids that cannot be, an offer that is not held, without credentials, or when the service
 * cannot be reached. Settings are those of the resource.
 */
export async function getOffer({ publisherId, offerId }: GetOfferArgs): Promise<OfferFacts> {
  const [failure] = checkInputs({}, { publisherId, offerId, offerVersion: 1 }).failures;
  if (failure !== undefined) throw new MarketplaceError(failure.code, failure.reason);
  // Only who asks loads network code.
  const { createService } = await import("../createService.js");
  const settings = readSettings(stackConfig, process.env);
  const key = JSON.stringify(settings);
  const service = services.get(key) ?? createService(settings, { clock: systemClock, log: () => undefined });
  services.set(key, service);
  const offer = { publisherId, offerId };
  return factsOf(offer, "cloudPartner", await service.look(offer));
}
