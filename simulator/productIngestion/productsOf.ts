import { member, type JsonObject } from "../body";
import type { Wire } from "../exchange";
import type { Offer } from "../offer";

/** The one product that all resources of a `configure` belong to; text says why there is none. */
export function productsOf(
  resources: readonly { readonly kind: string; readonly resource: JsonObject }[],
  offers: readonly Offer[],
): Offer | string {
  const held = offers.filter(({ apis }) => apis.includes("productIngestion"));
  const found = new Set<Offer>();
  for (const { kind, resource } of resources) {
    const reference = kind === "product" ? resource["id"] : resource["product"];
    const offer = held.find((one) => isNamed(one, reference));
    if (offer === undefined) return `Invalid resource: the product ${shown(reference)} was not found.`;
    const { id } = resource;
    if (typeof id === "string" && !id.startsWith(`${kind}/${offer.productId}`)) {
      return `Invalid resource: ${id} does not belong to the product.`;
    }
    found.add(offer);
  }
  const [offer, other] = found;
  if (offer === undefined || other !== undefined) return "All resources have to belong to one product.";
  return offer;
}

function isNamed({ productId, offerId }: Offer, reference: Wire): boolean {
  return reference === `product/${productId}` || member(reference, "externalId") === offerId;
}

function shown(reference: Wire): string {
  return typeof reference === "string" ? reference : JSON.stringify(member(reference, "externalId") ?? null);
}
