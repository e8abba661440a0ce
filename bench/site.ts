import type { Clock } from "../provider/waiting/clock";
import type { HttpResponse } from "../provider/marketplace/http/transport";
import { createService, type SimulatedService, type SimulatorOptions } from "../simulator";
import { toHttpResponse } from "../support/answer";

export const ENDPOINT = "https://service.test";
export const OFFER = { publisherId: "contoso", offerId: "vm" } as const;
export const OFFER_NAME = `${OFFER.publisherId}/${OFFER.offerId}`;
export const OFFER_PATH = `/api/publishers/${OFFER.publisherId}/offers/${OFFER.offerId}`;
export const API_VERSION = "api-version=2017-10-31";

/** When every simulated launch begins. */
export const BEGINNING = Date.UTC(2026, 0, 1);

/** How a launch may end. */
export type End = "succeeded" | "failed" | "canceled";

/** A launch takes at most this share more or less than its nominal duration. */
const SPREAD = 0.1;

/** How long a launch of a nominal duration takes, by a random number from 0 up to, not including, 1. */
export function aroundMs(durationMs: number, chance: number): number {
  return Math.round(durationMs * (1 - SPREAD + 2 * SPREAD * chance));
}

/** One offer of the simulated service, about to be launched. */
export interface SiteOptions {
  /** How long the launch takes, in milliseconds. */
  readonly durationMs: number;
  readonly end: End;
  readonly simulator?: SimulatorOptions;
  /** Spells an answer in another way. */
  readonly rewrite?: (answer: HttpResponse, call: Call) => HttpResponse;
}

export interface Call {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

/** Launches the offer. */
export const GO_LIVE: Call = { method: "POST", url: `${OFFER_PATH}/golive?${API_VERSION}` };

/** The service on an injected clock, with the requests that it saw. */
export interface Site {
  /** Responds at once: the time that a request takes is not measured. */
  call(call: Call): HttpResponse;
  /** Requests since the launch began, not counting the launch itself. */
  requests(): SimulatedService["requests"];
  /** When the launch ends, in milliseconds since 1970. */
  endsAt(): number;
  /** The Product Ingestion API's number of the version in preview. */
  readonly submission: string;
}

const asItIs = (answer: HttpResponse): HttpResponse => answer;

export function createSite(options: SiteOptions, now: () => number): Site {
  const { durationMs, end, simulator: style, rewrite = asItIs } = options;
  const simulator = createService({
    offers: [`${OFFER_NAME}@2`],
    ...style,
    // A launch that is canceled would have gone on.
    launchTime: end === "canceled" ? 2 * durationMs : durationMs,
    now,
    baseUrl: () => ENDPOINT,
  });
  if (end === "failed") simulator.failNextLaunch(OFFER_NAME);
  let began: { readonly at: number; readonly index: number } | undefined;

  return {
    call(call) {
      const { method, url, headers, body } = call;
      if (end === "canceled" && began !== undefined && now() >= began.at + durationMs) {
        simulator.cancel(OFFER_NAME);
      }
      const sent = { method, url, headers: { authorization: "Bearer token", ...headers } };
      const reply = simulator.handle(body === undefined ? sent : { ...sent, body });
      if (method === "POST") began = { at: now(), index: simulator.requests.length };
      if (reply.kind !== "response") throw new Error(`${method} ${url} got no answer`);
      const answer = toHttpResponse(reply.response);
      const { "retry-after": wish, ...others } = answer.headers;
      // The service does not document `Retry-After`. The simulator sends it for short launches, which are for show.
      const kept =
        style?.retryAfterSeconds === undefined || wish === undefined ? {} : { "retry-after": wish };
      return rewrite({ ...answer, headers: { ...others, ...kept } }, call);
    },
    requests: () => simulator.requests.slice(began?.index ?? 0),
    endsAt: () => (began?.at ?? NaN) + durationMs,
    submission: simulator.offer(OFFER_NAME).previewSubmission ?? "",
  };
}

/** A clock for one sleeper: time jumps to where it wants to wake. */
export function jumpingClock(): Clock {
  let now = BEGINNING;
  return {
    now: () => now,
    monotonic: () => now,
    after: () => () => undefined,
    sleep: (ms) => {
      now += Math.max(ms, 0);
      return Promise.resolve();
    },
  };
}
