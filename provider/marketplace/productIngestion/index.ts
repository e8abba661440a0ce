import { MarketplaceError } from "../../errors";
import { type Clock, systemClock } from "../../waiting/clock";
import type { Requester } from "../http/requester";
import { parseRetryAfter } from "../http/retryAfter";
import type { HttpResponse } from "../http/transport";
import type { Offer } from "../offer";
import { nameOf } from "../offer";
import type { Product, Service } from "../service";
import type { Version } from "../version";
import { DEFAULT_SCHEMA, TRAITS } from "./api";
import { readDocuments } from "./documents";
import { goLiveBody, judgeGoLive } from "./goLive";
import { parseJob } from "./job";
import { judgeEntries } from "./offerStatus";
import { readPages } from "./pages";
import { configurePath, isJobUrl, productsPath, submissionsPath } from "./paths";
import { chooseProduct } from "./product";
import { parseEntries } from "./submissions";

export interface ProductIngestionOptions {
  readonly requester: Requester;
  /** The schema version of the write. `prepareUrlFor` adds the same one to URLs. */
  readonly schema?: string;
  readonly clock?: Clock;
}

/** The Product Ingestion API: offers in Partner Center, through Microsoft Graph. */
export function createProductIngestion(options: ProductIngestionOptions): Service {
  const { requester, schema = DEFAULT_SCHEMA, clock = systemClock } = options;
  /** By offer id, which does not include the publisher. Looked up once: an offer's product stays the same. */
  const products = new Map<string, Product>();
  /** The versions that the last look saw in preview and production, by product. */
  const seen = new Map<string, { readonly preview?: Version; readonly production?: Version }>();

  async function productOf(offer: Offer, signal: AbortSignal | undefined): Promise<Product> {
    const known = products.get(offer.offerId);
    if (known !== undefined) return known;
    const what = "The list of products";
    const { entries } = await readPages(requester, productsPath(offer.offerId), { what, clock, signal });
    const found = chooseProduct(offer, entries);
    products.set(offer.offerId, found);
    return found;
  }

  function wishOf({ headers }: HttpResponse): { readonly retryAfterMs?: number } {
    const retryAfterMs = parseRetryAfter(headers, clock.now());
    return retryAfterMs === undefined ? {} : { retryAfterMs };
  }

  const service: Service = {
    traits: TRAITS,

    async look(offer, signal) {
      const product = await productOf(offer, signal);
      const list = await readPages(requester, submissionsPath(product.id), {
        what: "The list of submissions",
        clock,
        signal,
        expected: [404],
      });
      // The product may be gone. The next look finds out.
      if (list.response.status === 404) products.delete(offer.offerId);
      const shown = judgeEntries(parseEntries(list.entries, product.id));
      const { preview, production } = shown;
      seen.set(product.id, {
        ...(preview?.version === undefined ? {} : { preview: preview.version }),
        ...(production?.version === undefined ? {} : { production: production.version }),
      });
      return {
        at: list.at,
        ...shown,
        product,
        ...wishOf(list.response),
      };
    },

    async status(offer, signal) {
      return service.look(offer, signal);
    },

    async production(offer, signal) {
      return (await service.look(offer, signal)).production;
    },

    async submissions(offer, signal) {
      return (await service.look(offer, signal)).submissions;
    },

    async documents(offer, signal) {
      const { id } = await productOf(offer, signal);
      return readDocuments(requester, { guid: id, seen: seen.get(id) ?? {}, signal });
    },

    async goLive(offer, preview, { signal, notAfter } = {}) {
      const number = preview?.version;
      if (number === undefined) {
        throw new MarketplaceError("NOTHING_IN_PREVIEW", `nothing of ${nameOf(offer)} was seen in preview`);
      }
      const product = await productOf(offer, signal);
      const json = goLiveBody(product.id, number, schema);
      const outcome = await requester.post(configurePath, { json, signal, notAfter });
      const answer = judgeGoLive(outcome, (path) => requester.resolve(path));
      return answer.kind === "accepted" && outcome.kind === "answered"
        ? { ...answer, ...wishOf(outcome.response) }
        : answer;
    },

    async observe(operationUrl, signal) {
      const url = requester.resolve(operationUrl);
      // A URL of another API, from an old state, is not a job of this one.
      if (!isJobUrl(url)) return undefined;
      const response = await requester.get(url, { signal, expected: [404, 410] });
      if (response.status === 404 || response.status === 410) return undefined;
      return { ...parseJob(response.body).observation, ...wishOf(response) };
    },
  };
  return service;
}
