import { Config } from "@pulumi/pulumi";
import { lookAtOffer, type GetOfferArgs } from "../look/getOffer";
import type { OfferFacts } from "../look/offerFacts";

/** A key of the stack's config, such as `azure-marketplace:endpoint`, as a program reads it. */
function programConfig(key: string): string | undefined {
  const [namespace, name = ""] = key.split(":");
  return new Config(namespace).get(name);
}

/**
 * Reads what is live, in preview and running of an offer, for programs that depend on it. Sends read-only requests.
 * Throws a `MarketplaceError` for invalid ids, an unknown offer, missing credentials, or when the service cannot be
 * reached. The settings are those of the resource.
 */
export function getOffer(args: GetOfferArgs): Promise<OfferFacts> {
  return lookAtOffer(args, programConfig);
}
