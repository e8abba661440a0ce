import { MarketplaceError } from "../errors";
import { checkInputs } from "../resource/declaration";
import { factsOf, type OfferFacts } from "./offerFacts";
import type { Services } from "../marketplace/createService";
import { DEFAULT_API, type ApiName } from "../marketplace/apiName";
import { systemClock } from "../waiting/clock";
import { readSettings } from "../settings/settings";
import type { ConfigReader } from "../settings/settingText";

/** Which offer to look at. */
export interface GetOfferArgs {
  /** The API that holds the offer; `cloudPartner` unless set. */
  readonly api?: ApiName;
  readonly publisherId: string;
  readonly offerId: string;
}

/** Shared by all calls with the same settings: the rate, the token and the connections. */
const servicesOf = new Map<string, Services>();

/** Reads what is live, in preview and running of an offer, with the settings in `config` and the environment. */
export async function lookAtOffer(
  { api = DEFAULT_API, publisherId, offerId }: GetOfferArgs,
  config: ConfigReader,
): Promise<OfferFacts> {
  const [failure] = checkInputs({}, { api, publisherId, offerId, offerVersion: 1 }).failures;
  if (failure !== undefined) throw new MarketplaceError(failure.code, failure.reason);
  // Network code is loaded only when it is needed.
  const { createServices } = await import("../marketplace/createService.js");
  const settings = readSettings(config, process.env);
  const key = JSON.stringify(settings);
  const services =
    servicesOf.get(key) ?? createServices(settings, { clock: systemClock, log: () => undefined });
  servicesOf.set(key, services);
  const offer = { publisherId, offerId };
  return factsOf(offer, api, await services[api]().look(offer));
}
