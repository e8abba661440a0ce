import { member } from "../body";
import { json, type SimulatorResponse } from "../exchange";
import type { Offer } from "../offer";
import type { Resource } from "../resources";
import { badRequest, dressed, notFound } from "./wire";
import type { Ingestion } from "./ingestionOptions";
import { BASE, parameter, type IngestionRoute } from "./route";

/** The list of products, filtered and page by page as the query asks. */
export function listProducts(
  offers: readonly Offer[],
  { query }: IngestionRoute,
  ingestion: Ingestion,
  baseUrl: string,
): SimulatorResponse {
  const externalId = parameter(query, "externalId");
  const type = parameter(query, "type");
  const found = offers
    .flatMap((offer) => offer.draft.resources.filter(({ id }) => id === `product/${offer.productId}`))
    .filter(
      (one) => externalId === undefined || externalIdOf(one)?.toLowerCase() === externalId.toLowerCase(),
    )
    .filter((one) => type === undefined || one["type"] === type);
  const size = numberIn(parameter(query, "$maxpagesize") ?? parameter(query, "$top"), ingestion.pageSize);
  const from = numberIn(parameter(query, "continuationToken") ?? parameter(query, "$skip"), 0);
  if (size === undefined || from === undefined || size === 0) {
    return badRequest("$maxpagesize, $top, $skip and continuationToken have to be whole numbers.");
  }
  const value = found.slice(from, from + size);
  if (from + size >= found.length) return json(200, dressed({ value }, ingestion));
  // Plain, since one client sends the names and values of this query again as it finds them.
  const filters = [
    ["externalId", externalId],
    ["type", type],
    ["$maxpagesize", parameter(query, "$maxpagesize")],
    ["continuationToken", String(from + size)],
  ].flatMap(([name, text]) => (text === undefined ? [] : [`${name}=${encodeURIComponent(text)}`]));
  const link = `${BASE}/product?${filters.join("&")}`;
  const next = ingestion.nextLink === "absolute" ? `${baseUrl}${link}` : link;
  return json(200, dressed({ value, "@nextLink": next }, ingestion));
}

/** The plans of a product, in the draft. */
export function listPlans(
  offers: readonly Offer[],
  { query }: IngestionRoute,
  ingestion: Ingestion,
): SimulatorResponse {
  const product = parameter(query, "product") ?? "";
  const externalId = parameter(query, "externalId");
  const offer = offers.find(({ productId }) => `product/${productId}` === product);
  if (offer === undefined)
    return badRequest("product has to be the durable id of a product, product/<guid>.");
  const value = offer.draft.resources
    .filter(({ id }) => id.startsWith("plan/"))
    .filter(
      (one) => externalId === undefined || externalIdOf(one)?.toLowerCase() === externalId.toLowerCase(),
    );
  return json(200, dressed({ value }, ingestion));
}

/** One resource by its durable id, in the draft. */
export function readResource(
  offer: Offer | undefined,
  { item }: IngestionRoute,
  ingestion: Ingestion,
): SimulatorResponse {
  const found = offer?.draft.resources.find(({ id }) => id === item);
  return found === undefined ? notFound(item) : json(200, dressed(found, ingestion));
}

function externalIdOf({ identity }: Resource): string | undefined {
  const externalId = member(identity, "externalId");
  return typeof externalId === "string" ? externalId : undefined;
}

function numberIn(text: string | undefined, fallback: number): number | undefined {
  if (text === undefined) return fallback;
  return /^[0-9]{1,9}$/.test(text) ? Number(text) : undefined;
}
