import { MarketplaceError } from "../../errors";
import { asArray, asRecord, fieldOf, invalidResponse, parseJson, stringField } from "../../values/json";
import { cleanPlainText } from "../../values/text";
import type { Offer } from "../offer";
import type { Product } from "../service";

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const NAME_LENGTH = 200;

/** One page of a list: its entries, and the address of the next page. */
export interface Page {
  readonly entries: readonly unknown[];
  /** As the service sent it, so it may lead anywhere. */
  readonly next?: string;
}

/** Reads a page of a list. A single object counts as a list of one. Throws `RESPONSE_INVALID` for anything else. */
export function parsePage(body: string, what: string): Page {
  const document = asRecord(parseJson(body, what));
  const value = asArray(document?.["value"]);
  if (document === undefined || (value === undefined && stringField(document, "id") === undefined)) {
    throw invalidResponse(what, "is no list", body);
  }
  const next = stringField(document, "@nextLink") ?? stringField(document, "@odata.nextLink");
  return { entries: value ?? [document], ...(next === undefined ? {} : { next }) };
}

/** The GUID in an id such as `product/<guid>` or `submission/<guid>/1`, in lower case. */
export function guidOf(id: string | undefined, kind: string): string | undefined {
  const [first, guid = ""] = (id ?? "").split("/");
  return first === kind && GUID.test(guid) ? guid.toLowerCase() : undefined;
}

/**
 * The one product with the offer's id, in any case: a service that ignores the filter returns others as well. Throws
 * `OFFER_UNKNOWN` for none or several, `RESPONSE_INVALID` for one without a GUID.
 */
export function chooseProduct(offer: Offer, entries: readonly unknown[]): Product {
  const found = new Map<string, Product>();
  for (const entry of entries) {
    const identity = fieldOf(entry, "identity");
    const name = stringField(identity, "externalId") ?? stringField(identity, "externalID");
    if (name?.toLowerCase() !== offer.offerId.toLowerCase()) continue;
    const id = stringField(entry, "id");
    const guid = guidOf(id, "product");
    if (guid === undefined || id?.split("/").length !== 2) {
      throw invalidResponse("The product", "has no id of the form product/<GUID>", JSON.stringify(entry));
    }
    found.set(guid, toProduct(guid, entry));
  }
  const [product, ...others] = found.values();
  if (product === undefined) throw offerUnknown(offer);
  if (others.length > 0) throw severalProducts(offer, [...found.keys()]);
  return product;
}

function toProduct(guid: string, entry: unknown): Product {
  const alias = cleanPlainText(stringField(entry, "alias") ?? "", NAME_LENGTH);
  const type = cleanPlainText(stringField(entry, "type") ?? "", NAME_LENGTH);
  return {
    id: guid,
    ...(alias === "" ? {} : { alias }),
    ...(type === "" ? {} : { type }),
    address: `https://partner.microsoft.com/dashboard/commercial-marketplace/offers/${guid}/overview`,
  };
}

function offerUnknown({ offerId }: Offer): MarketplaceError {
  return new MarketplaceError(
    "OFFER_UNKNOWN",
    `The Product Ingestion API shows no offer "${offerId}" to this identity. Check offerId. Give the application the ` +
      "role Manager in Partner Center, since an offer that it may not see looks the same. If the offer came from the " +
      'Cloud Partner Portal, set api to "cloudPartner"',
  );
}

function severalProducts({ offerId }: Offer, guids: readonly string[]): MarketplaceError {
  const named = guids.slice(0, 5).map((guid) => `product/${guid}`);
  return new MarketplaceError(
    "OFFER_UNKNOWN",
    `This identity sees ${guids.length} products with the offer id "${offerId}" (${named.join(", ")}${guids.length > 5 ? ", ..." : ""}), ` +
      "and any of them may be meant. Use an application that has access to one publisher only",
  );
}
