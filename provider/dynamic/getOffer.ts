import { Config } from "@pulumi/pulumi";
import { lookAtOffer, type GetOfferArgs } from "../look/getOffer";
import type { OfferFacts } from "../look/offerFacts";

/** A key of the stack's config, such as `azure-marketplace:endpoint`, as a program reads it. */
function programConfig(key: string): string | undefined {
  const [namespace, name = ""] = key.split(":");
  return new Config(namespace).get(name);
}

/**
 * What is live, in preview and under way of an offer, from read-only calls, for programs that decide by it. Throws a
 * `MarketplaceError` for ids that cannot be, an offer that is not held, without credentials, or when the service
 * cannot be reached. Settings are those of the resource.
 */
export function getOffer(args: GetOfferArgs): Promise<OfferFacts> {
  return lookAtOffer(args, programConfig);
}
