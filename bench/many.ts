import { createCloudPartner } from "../provider/marketplace/cloudPartner";
import { createCredential } from "../provider/marketplace/credential";
import type { Identity } from "../provider/marketplace/identity";
import { createLimiter } from "../provider/marketplace/limiter";
import { createRequester } from "../provider/marketplace/request";
import type { Clock } from "../provider/operation/clock";
import { createService } from "../simulator";
import { toHttpResponse } from "../support/answer";
import { virtualClock } from "../support/virtualClock";
import { launchOffer, REQUESTS_PER_SECOND } from "./client";
import { ENDPOINT, OFFER } from "./site";
import { largest, mean, mostWithin, seededRandom } from "./statistics";

const LAUNCHES = 200;
const DURATION_MS = 182 * 60_000;
const SPREAD = 0.1;
const TOKEN_LIFE_MS = 3_600_000;
/** By then the requests of the beginning are through, and only the waiting is left. */
const SETTLED_MS = 3_600_000;

/** What 200 launches at once in one process show. */
export interface Crowd {
  readonly launches: number;
  readonly requests: number;
  readonly meanDelayMs: number;
  readonly worstDelayMs: number;
  /** The most requests in any second, and at any one instant. */
  readonly mostInASecond: number;
  readonly mostAtOnce: number;
  /** After the first hour: requests in the fullest minute, and in the average one. */
  readonly fullestMinute: number;
  readonly averageMinute: number;
  /** Tokens that the identity was asked for, and how many times at once at most. */
  readonly tokens: number;
  readonly tokensAtOnce: number;
  /** The fewest tokens, with the life of a token and the time that all of it took. */
  readonly fewestTokens: number;
}

interface Counted extends Identity {
  readonly asked: { total: number; now: number; most: number };
}

/** An identity that takes two seconds for a token, so that many would ask meanwhile. */
function slowIdentity(clock: Clock): Counted {
  const asked = { total: 0, now: 0, most: 0 };
  return {
    asked,
    async getToken() {
      asked.total += 1;
      asked.now += 1;
      asked.most = Math.max(asked.most, asked.now);
      await clock.sleep(2_000);
      asked.now -= 1;
      return { token: `token-${asked.total}`, expiresOnTimestamp: clock.now() + TOKEN_LIFE_MS };
    },
  };
}

/** Launches 200 offers at the same moment with one credential, one limiter and one client. */
export async function runMany(seed: number): Promise<Crowd> {
  const random = seededRandom(seed);
  const clock = virtualClock();
  const began = clock.now();
  // One simulated service each, since a service launches all its offers in the same time.
  const offers = Array.from({ length: LAUNCHES }, (_, index) => {
    const offerId = `vm-${index}`;
    const durationMs = Math.round(DURATION_MS * (1 - SPREAD + 2 * SPREAD * random()));
    const service = createService({
      offers: [`${OFFER.publisherId}/${offerId}@2`],
      launchTime: durationMs,
      now: () => clock.now(),
      baseUrl: () => ENDPOINT,
    });
    return { offerId, durationMs, service };
  });
  const byId = new Map(offers.map((one) => [one.offerId, one.service]));
  const identity = slowIdentity(clock);
  const requester = createRequester({
    endpoint: ENDPOINT,
    clock,
    credential: createCredential({ clock, identity: () => Promise.resolve(identity) }),
    limiter: createLimiter({ requestsPerSecond: REQUESTS_PER_SECOND, clock }),
    transport: ({ method, url, headers }) => {
      const reply = byId.get(/\/offers\/([^/]+)/.exec(url)?.[1] ?? "")?.handle({ method, url, headers });
      if (reply?.kind !== "response") throw new Error(`${method} ${url} got no answer`);
      return Promise.resolve(toHttpResponse(reply.response));
    },
  });
  const service = createCloudPartner({ requester, clock });
  await clock.drive(
    Promise.all(offers.map(({ offerId }) => launchOffer({ ...OFFER, offerId }, { service, clock, random }))),
  );
  return {
    ...crowdOf(
      offers.map((one) => ({ durationMs: one.durationMs, requests: one.service.requests })),
      began,
    ),
    tokens: identity.asked.total,
    tokensAtOnce: identity.asked.most,
    // Renewed five minutes before its end.
    fewestTokens: Math.ceil((clock.now() - began) / (TOKEN_LIFE_MS - 5 * 60_000)),
  };
}

interface Followed {
  readonly durationMs: number;
  readonly requests: readonly { readonly time: number; readonly method: string }[];
}

function crowdOf(
  launches: readonly Followed[],
  began: number,
): Omit<Crowd, "tokens" | "tokensAtOnce" | "fewestTokens"> {
  const delays = launches.map(({ durationMs, requests }) => {
    const endsAt = (requests.find(({ method }) => method === "POST")?.time ?? NaN) + durationMs;
    return (requests.find(({ time }) => time >= endsAt)?.time ?? Infinity) - endsAt;
  });
  const times = launches.flatMap(({ requests }) => requests.map(({ time }) => time)).sort((a, b) => a - b);
  const settled = times.filter((time) => time >= began + SETTLED_MS);
  // Up to the first end only: afterwards there are fewer launches.
  const quiet = settled.filter((time) => time < began + DURATION_MS * (1 - SPREAD));
  const minutes = ((quiet.at(-1) ?? 0) - (quiet[0] ?? 0)) / 60_000;
  return {
    launches: launches.length,
    requests: mean(launches.map(({ requests }) => requests.length)),
    meanDelayMs: mean(delays),
    worstDelayMs: largest(delays),
    // Requests a tenth of a second apart are ten a second, though their times are not exact in binary.
    mostInASecond: mostWithin(times, 999.999),
    mostAtOnce: mostWithin(times, 1),
    fullestMinute: mostWithin(quiet, 60_000),
    averageMinute: quiet.length / minutes,
  };
}
