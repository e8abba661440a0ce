import { MarketplaceError } from "../errors";
import { checkInputs } from "../resource/inputs";
import { factsOf, type OfferFacts } from "./offerFacts";
import { systemClock } from "../waiting/clock";
import { readSettings } from "../settings/settings";
import type { ConfigReader } from "../settings/settingText";
import type { Service } from "../marketplace/service";

/** Which offer to look at. */
export interface GetOfferArgs {
  readonly publisherId: string;
  readonly offerId: string;
}

/** One for all calls with the same settings: the rate, the token and the connections are theirs together. */
const services = new Map<string, Service>();

/** What is live, in preview and under way of an offer, with the settings that `config` and the environment hold. */
export async function lookAtOffer(
  { publisherId, offerId }: GetOfferArgs,
  config: ConfigReader,
): Promise<OfferFacts> {
  const [failure] = checkInputs({}, { publisherId, offerId, offerVersion: 1 }).failures;
  if (failure !== undefined) throw new MarketplaceError(failure.code, failure.reason);
  // Only who asks loads network code.
  const { createService } = await import("../createService.js");
  const settings = readSettings(config, process.env);
  const key = JSON.stringify(settings);
  const service = services.get(key) ?? createService(settings, { clock: systemClock, log: () => undefined });
  services.set(key, service);
  const offer = { publisherId, offerId };
  return factsOf(offer, await service.look(offer));
}
