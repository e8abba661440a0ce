import { createCloudPartner } from "../provider/marketplace/cloudPartner";
import { explain, prepareUrl, TOKEN } from "../provider/marketplace/cloudPartner/api";
import { createCredential } from "../provider/marketplace/identity/credential";
import type { Identity } from "../provider/marketplace/identity/signInMethod";
import { createLimiter } from "../provider/marketplace/http/limiter";
import { createRequester } from "../provider/marketplace/http/requester";
import type { Clock } from "../provider/waiting/clock";
import { createService, type RequestEntry } from "../simulator";
import { toHttpResponse } from "../support/answer";
import { virtualClock } from "../support/virtualClock";
import { launchOffer, REQUESTS_PER_SECOND } from "./client";
import { aroundMs, ENDPOINT, OFFER } from "./site";
import { largest, mean, mostWithin, seededRandom } from "./statistics";

const LAUNCHES = 200;
const DURATION_MS = 182 * 60_000;
const TOKEN_LIFE_MS = 3_600_000;
/** By then the first requests are through, and only waiting is left. */
const SETTLED_MS = 3_600_000;

/** One read after this time gets 429, before the first launch ends, and holds all of them back for this long. */
const THROTTLED_AT_MS = 150 * 60_000;
const HELD_MS = 60_000;

/** The results of 200 launches at once in one process. */
export interface Crowd {
  readonly launches: number;
  /** How many of them were reported live. */
  readonly reportedLive: number;
  readonly requests: number;
  readonly meanDelayMs: number;
  readonly worstDelayMs: number;
  /** The most requests in any second, and at any one instant. */
  readonly mostInASecond: number;
  readonly mostAtOnce: number;
  /** Responses with 429, and requests by anybody during the time for which they ask to wait. */
  readonly throttled: number;
  readonly whileHeldBack: number;
  /**
   * After the first hour and before the response with 429: requests in the busiest minute, and in the average one.
   */
  readonly fullestMinute: number;
  readonly averageMinute: number;
  /** How many tokens were requested from the identity, and how many at once at most. */
  readonly tokens: number;
  readonly tokensAtOnce: number;
  /** The smallest possible number of tokens, given the life of a token and the total time. */
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
    const durationMs = aroundMs(DURATION_MS, random());
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
  let throttleAt = began + THROTTLED_AT_MS;
  const requester = createRequester({
    origin: ENDPOINT,
    prepareUrl,
    explain,
    clock,
    credential: createCredential({ target: TOKEN, clock, identity: () => Promise.resolve(identity) }),
    limiter: createLimiter({ requestsPerSecond: REQUESTS_PER_SECOND, clock }),
    transport: ({ method, url, headers }) => {
      const asked = byId.get(/\/offers\/([^/]+)/.exec(url)?.[1] ?? "");
      if (method === "GET" && clock.now() >= throttleAt) {
        throttleAt = Infinity;
        asked?.fault({ status: 429, headers: { "Retry-After": String(HELD_MS / 1_000) } });
      }
      const reply = asked?.handle({ method, url, headers });
      if (reply?.kind !== "response") throw new Error(`${method} ${url} got no answer`);
      return Promise.resolve(toHttpResponse(reply.response));
    },
  });
  const service = createCloudPartner({ requester, clock });
  const results = await clock.drive(
    Promise.all(offers.map(({ offerId }) => launchOffer({ ...OFFER, offerId }, { service, clock, random }))),
  );
  return {
    reportedLive: results.filter(({ state, error }) => state.status === "succeeded" && error === undefined)
      .length,
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
  readonly requests: readonly RequestEntry[];
}

function crowdOf(
  launches: readonly Followed[],
  began: number,
): Omit<Crowd, "reportedLive" | "tokens" | "tokensAtOnce" | "fewestTokens"> {
  const delays = launches.map(({ durationMs, requests }) => {
    const endsAt = (requests.find(({ method }) => method === "POST")?.time ?? NaN) + durationMs;
    return (requests.find(({ time }) => time >= endsAt)?.time ?? Infinity) - endsAt;
  });
  const times = launches.flatMap(({ requests }) => requests.map(({ time }) => time)).sort((a, b) => a - b);
  const throttled = launches.flatMap(({ requests }) =>
    requests.filter(({ status }) => status === 429).map(({ time }) => time),
  );
  // Up to a millisecond before the end: floating-point times are not exact.
  const held = (time: number): boolean => throttled.some((at) => time > at && time < at + HELD_MS - 1);
  const settled = times.filter((time) => time >= began + SETTLED_MS);
  // The requests that were held back come close together, and after the first end there are fewer launches.
  const quiet = settled.filter((time) => time < Math.max(...throttled));
  const minutes = ((quiet.at(-1) ?? 0) - (quiet[0] ?? 0)) / 60_000;
  return {
    launches: launches.length,
    requests: mean(launches.map(({ requests }) => requests.length)),
    meanDelayMs: mean(delays),
    worstDelayMs: largest(delays),
    // Requests a tenth of a second apart are ten a second, though floating-point times are not exact.
    mostInASecond: mostWithin(times, 999.999),
    mostAtOnce: mostWithin(times, 1),
    throttled: throttled.length,
    whileHeldBack: times.filter(held).length,
    fullestMinute: mostWithin(quiet, 60_000),
    averageMinute: quiet.length / minutes,
  };
}
