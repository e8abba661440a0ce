import { factsOf, type OfferFacts } from "../look/offerFacts";
import { checkInputs, failureText } from "../resource/declaration";
import { apiOf } from "../resource/launchMark";
import type { Properties } from "../resource/properties";
import type { Run } from "../resource/run";
import { GET_OFFER, requireToken } from "./typeNames";

interface OfferLook {
  readonly facts?: Record<string, unknown> & OfferFacts;
  readonly failures: readonly { readonly property: string; readonly reason: string }[];
}

/** The function `getOffer`: reads what is live, in preview and running of an offer. */
export async function getOffer(token: string, args: Properties, run: Run): Promise<OfferLook> {
  requireToken(token, GET_OFFER);
  // There is no version among the arguments. The ids are checked as the resource's are.
  const { inputs, failures } = checkInputs({}, { ...args, offerVersion: 1 });
  if (failures.length > 0) {
    return { failures: failures.map((one) => ({ property: one.property, reason: failureText(one) })) };
  }
  const offer = { publisherId: String(inputs["publisherId"]), offerId: String(inputs["offerId"]) };
  const api = apiOf(inputs);
  return { facts: { ...factsOf(offer, api, await run.service(api).look(offer)) }, failures: [] };
}
