import { isMarketplaceError, MarketplaceError, withoutCode } from "../../errors";
import { type Clock, systemClock } from "../../waiting/clock";
import type { Requester } from "../http/requester";
import { parseRetryAfter } from "../http/retryAfter";
import type { HttpResponse } from "../http/transport";
import type { Offer } from "../offer";
import type { LookPart, Service, SlotContent, StatusSight, Submission } from "../service";
import { compareVersions } from "../version";
import { judgeGoLive } from "./goLive";
import { NO_OFFER_STATUS, parseOfferStatus, unreadOfferStatus } from "./offerStatus";
import { parseOperation } from "./operation";
import { goLivePath, operationPath, slotPath, statusPath, submissionsPath } from "./paths";
import { parseDocument, parseSlot } from "./slot";
import { parseSubmissions } from "./submissions";

export interface CloudPartnerOptions {
  readonly requester: Requester;
  readonly clock?: Clock;
}

/** Versions count up from 1 with each publish. */
const MOST_DIGITS = 12;

/** The Cloud Partner Portal API, version 2017-10-31. */
export function createCloudPartner(options: CloudPartnerOptions): Service {
  const { requester } = options;
  const clock = options.clock ?? systemClock;

  async function readSlot<T>(
    offer: Offer,
    slot: "preview" | "production",
    parse: (body: string, slot: string) => T,
    signal: AbortSignal | undefined,
  ): Promise<T | undefined> {
    const response = await requester.get(slotPath(offer, slot), { signal, expected: [404] });
    return response.status === 404 ? undefined : parse(response.body, slot);
  }

  async function readStatus(offer: Offer, signal: AbortSignal | undefined): Promise<StatusSight | undefined> {
    const response = await requester.get(statusPath(offer), { signal, expected: [404] });
    if (response.status === 404) return undefined;
    return { status: parseOfferStatus(response.body), ...wishOf(response) };
  }

  function wishOf({ headers }: HttpResponse): { readonly retryAfterMs?: number } {
    const retryAfterMs = parseRetryAfter(headers, clock.now());
    return retryAfterMs === undefined ? {} : { retryAfterMs };
  }

  async function readSubmissions(offer: Offer, signal?: AbortSignal): Promise<readonly Submission[]> {
    const response = await requester.get(submissionsPath(offer), { signal, expected: [404] });
    if (response.status === 404) return [];
    return parseSubmissions(response.body, (id) => {
      const path = operationPath(offer, id);
      return path === undefined ? undefined : requester.resolve(path);
    });
  }

  return {
    traits: {
      minGapMs: 5_000,
      versionsOrdered: true,
      versionsExact: false,
      foreignVersion: (version) =>
        version.length > MOST_DIGITS
          ? `${version} looks like a number of the other API: versions of this one have a few digits. Set api to "productIngestion", or take the version that "look" prints`
          : undefined,
    },

    async documents(offer, signal) {
      const [preview, production] = await Promise.all([
        readSlot(offer, "preview", parseDocument, signal),
        readSlot(offer, "production", parseDocument, signal),
      ]);
      return {
        ...(preview === undefined ? {} : { preview }),
        ...(production === undefined ? {} : { production }),
      };
    },

    async look(offer, signal, { partial = false } = {}) {
      // Once one read has failed the others are useless, and would only delay the next look.
      const rest = new AbortController();
      const either = signal === undefined ? rest.signal : AbortSignal.any([signal, rest.signal]);
      let at = Infinity;
      const failed = new Map<LookPart, Error>();
      const part = async <T>(name: LookPart, read: Promise<T>): Promise<T | undefined> => {
        try {
          const answer = await read;
          at = Math.min(at, clock.now());
          return answer;
        } catch (error) {
          if (!partial || !isMarketplaceError(error) || signal?.aborted === true) throw error;
          failed.set(name, error);
          return undefined;
        }
      };
      const reads = Promise.all([
        part("preview", readSlot(offer, "preview", parseSlot, either)),
        part("production", readSlot(offer, "production", parseSlot, either)),
        part("status", readStatus(offer, either)),
        part("submissions", readSubmissions(offer, either)),
      ]);
      const [seen, production, status, submissions = []] = await reads.catch((error: unknown) => {
        rest.abort();
        throw error;
      });
      // A publish may end between the reads. Then preview was read too early.
      const isOld = seen !== undefined && publishedSince(seen, submissions);
      const preview = isOld ? await part("preview", readSlot(offer, "preview", parseSlot, either)) : seen;
      const [first] = failed.values();
      if (first !== undefined && failed.size === 4) throw first;
      const isEmpty = preview === undefined && production === undefined && submissions.length === 0;
      if (first === undefined && status === undefined && isEmpty) throw offerUnknown(offer);
      const unreadStatus = failed.get("status");
      return {
        at,
        ...(preview === undefined ? {} : { preview }),
        ...(production === undefined ? {} : { production }),
        submissions,
        ...(status ?? {
          status: unreadStatus === undefined ? NO_OFFER_STATUS : unreadOfferStatus(unreadStatus),
        }),
        ...(first === undefined ? {} : { unread: reasonsOf(failed) }),
      };
    },

    async status(offer, signal) {
      return (await readStatus(offer, signal)) ?? { status: NO_OFFER_STATUS };
    },

    async production(offer, signal) {
      return readSlot(offer, "production", parseSlot, signal);
    },

    submissions: readSubmissions,

    async goLive(offer, _preview, options) {
      const path = goLivePath(offer);
      const outcome = await requester.post(path, options);
      const answer = judgeGoLive(outcome, (reference) => requester.resolve(reference, path));
      return answer.kind === "accepted" && outcome.kind === "answered"
        ? { ...answer, ...wishOf(outcome.response) }
        : answer;
    },

    async observe(operationUrl, signal) {
      const response = await requester.get(operationUrl, { signal, expected: [404, 410] });
      if (response.status === 404 || response.status === 410) return undefined;
      return { ...parseOperation(response.body), ...wishOf(response) };
    },
  };
}

function reasonsOf(failed: ReadonlyMap<LookPart, Error>): Partial<Record<LookPart, string>> {
  return Object.fromEntries([...failed].map(([name, error]) => [name, withoutCode(error)]));
}

/** Whether the list shows that a publish of a later version than preview's has ended. */
function publishedSince({ version }: SlotContent, submissions: readonly Submission[]): boolean {
  return submissions.some(
    (one) =>
      one.kind === "publish" &&
      one.status === "succeeded" &&
      version !== undefined &&
      one.version !== undefined &&
      compareVersions(one.version, version) > 0,
  );
}

function offerUnknown(offer: Offer): MarketplaceError {
  return new MarketplaceError(
    "OFFER_UNKNOWN",
    `The service knows no offer "${offer.offerId}" of publisher "${offer.publisherId}" (404 for its status and ` +
      "both its slots, and no operation is listed). Check both ids in Partner Center. If they are right, the offer is in the other API, as all newer " +
      'ones are. Set api to "productIngestion", and offerVersion to the number that waits in preview there',
    { httpStatus: 404 },
  );
}
