import { MarketplaceError, isMarketplaceError, withoutCode } from "../../errors";
import { type Clock, systemClock } from "../../waiting/clock";
import { withinTime } from "../../waiting/withinTime";
import type { Credential } from "../identity/credential";
import { interrupted } from "./abort";
import type { Limiter } from "./limiter";
import { parseUrl, resolveServiceUrl } from "./origin";
import { apiHeaders, JSON_BODY, tokenIn } from "./requestHeaders";
import { type Explain, type Refusal, explainRefusal, toServiceError } from "./serviceError";
import type { HttpRequest, HttpResponse, Transport } from "./transport";
import { withoutToken } from "./withoutToken";

/** Some responses of the service took minutes. A read that takes longer than this is better repeated. */
const READ_TIMEOUT_MS = 60_000;
/** How much later than its timeout a response to a read still counts, in milliseconds. */
const LATE_MS = 5_000;
/** The write may take as long as the slowest response seen: giving up on it leaves its outcome unknown. */
const POST_TIMEOUT_MS = 5 * 60_000;

export interface RequesterOptions {
  /** Scheme and host of the API, such as `https://api.example`. */
  readonly origin: string;
  readonly credential: Credential;
  /** Adds what the API requires in every URL, such as its version. */
  readonly prepareUrl: (url: URL) => URL;
  /** The API's own advice about a failed request. */
  readonly explain: Explain;
  readonly transport: Transport;
  readonly limiter?: Limiter | undefined;
  /** Takes one line for each request: method, path, status and milliseconds. */
  readonly log?: ((line: string) => void) | undefined;
  readonly clock?: Clock;
}

export interface GetOptions {
  readonly signal?: AbortSignal | undefined;
  /** Statuses that are not errors here, such as 404. */
  readonly expected?: readonly number[];
}

/** The outcome of a write. */
export type PostOutcome =
  | {
      readonly kind: "answered";
      readonly response: HttpResponse;
      /** For a response outside 2xx. */
      readonly refusal?: Refusal;
    }
  | { readonly kind: "lost"; readonly error: unknown }
  /** Nothing of it left this machine: its time was up, or, with an error, there was no connection. */
  | { readonly kind: "notSent"; readonly error?: MarketplaceError; readonly reason?: string };

export interface PostOptions {
  readonly signal?: AbortSignal | undefined;
  /** The body, sent as JSON. Default: an empty body. */
  readonly json?: unknown;
  /**
   * It is not sent after this time, in milliseconds since 1970, whatever it waited for (token, request slot,
   * connection): the look that it relies on may be too old by then.
   */
  readonly notAfter?: number | undefined;
}

/** Sends requests to one API, with its token, and to no other origin. Repeats nothing. */
export interface Requester {
  /**
   * The response with a status of 2xx or one that is expected. Throws a `MarketplaceError` for any other:
   * `UNAUTHORIZED` (with `renewable: false` where the token was given), `FORBIDDEN`, `SERVICE_UNAVAILABLE` (408, 425, 429, 5xx), `SERVICE_REFUSED`; for no response:
   * `NETWORK`, `RESPONSE_TOO_LARGE`, `INTERRUPTED`; before anything is sent: `FOREIGN_URL` and the credential's.
   */
  get(reference: string, options?: GetOptions): Promise<HttpResponse>;
  /**
   * Sends a write. Throws only when nothing was sent. Once it is sent the outcome is returned, and the signal no
   * longer stops it: a broken connection would hide the outcome. A response whose body is lost has an empty body.
   */
  post(reference: string, options?: PostOptions): Promise<PostOutcome>;
  /** The absolute URL of a reference in the response to a call. Throws `FOREIGN_URL`. */
  resolve(reference: string, call?: string): string;
}

/** Throws `SETTING_INVALID` for an origin that is not an http or https URL. */
export function createRequester(options: RequesterOptions): Requester {
  const { transport, credential, prepareUrl, explain, limiter, log } = options;
  const clock = options.clock ?? systemClock;
  const origin = apiOrigin(options.origin);

  async function prepare(
    method: HttpRequest["method"],
    reference: string,
    signal: AbortSignal | undefined,
  ): Promise<Pick<HttpRequest, "method" | "url" | "headers">> {
    const url = prepareUrl(resolveServiceUrl(origin, reference));
    // The request slot comes last. Otherwise requests that wait for one token would all leave at once.
    const token = await credential.getToken(signal);
    await limiter?.take({ signal, urgent: method === "POST" });
    if (signal?.aborted === true) throw interrupted(`${method} ${url.pathname}`);
    return { method, url: url.href, headers: apiHeaders(token) };
  }

  async function send(
    request: HttpRequest,
  ): Promise<{ readonly response: HttpResponse; readonly refusal?: Refusal }> {
    const call = `${request.method} ${new URL(request.url).pathname}`;
    const started = clock.now();
    let status = "no response";
    try {
      const response = withoutToken(await transport(request), tokenIn(request.headers));
      status = String(response.status);
      if (response.status >= 200 && response.status < 300) return { response };
      const refusal = explainRefusal(call, response, { now: clock.now(), explain });
      const throttled = response.status === 429 || response.status === 503;
      if (throttled && refusal.retryAfterMs !== undefined) limiter?.pause(refusal.retryAfterMs);
      // An identity may get a better token next time.
      const final = response.status === 401 && credential.renewable === false;
      return { response, refusal: final ? { ...refusal, renewable: false } : refusal };
    } finally {
      log?.(`${call} ${status} ${clock.now() - started} ms`);
    }
  }

  return {
    async get(reference, { signal, expected = [] } = {}) {
      const prepared = await prepare("GET", reference, signal);
      const asked = { wall: clock.now(), monotonic: clock.monotonic() };
      const { response, refusal } = await send({ ...prepared, timeoutMs: READ_TIMEOUT_MS, signal });
      // The process may have been stopped while it read, so the response may be hours old.
      const tookMs = Math.max(clock.now() - asked.wall, clock.monotonic() - asked.monotonic);
      if (tookMs > READ_TIMEOUT_MS + LATE_MS) {
        const { pathname } = new URL(prepared.url);
        throw new MarketplaceError(
          "NETWORK",
          `GET ${pathname}: the response was read ${Math.round(tookMs / 1_000)} s after the request, since this machine slept, was stopped or had its clock set. It is not used`,
        );
      }
      if (refusal === undefined || expected.includes(response.status)) return response;
      throw toServiceError(refusal, response.status);
    },
    async post(reference, { signal, json, notAfter = Infinity } = {}) {
      const until = clock.monotonic() + notAfter - clock.now();
      // Whichever ends first: one clock may be set back, the other may stand still while a machine sleeps.
      const leftMs = (): number => Math.min(notAfter - clock.now(), until - clock.monotonic());
      const prepared = await withinTime((within) => prepare("POST", reference, within), {
        ms: leftMs(),
        clock,
        signal,
      });
      if (prepared.kind === "late" || leftMs() < 0) return { kind: "notSent" };
      const { headers, ...request } = prepared.value;
      try {
        const sent = await send({
          ...request,
          headers: { ...headers, ...JSON_BODY },
          ...(json === undefined ? {} : { body: JSON.stringify(json) }),
          timeoutMs: POST_TIMEOUT_MS,
          departure: { withinMs: leftMs(), signal },
          headSuffices: true,
        });
        return { kind: "answered", ...sent };
      } catch (error) {
        return withoutResponse(error);
      }
    },
    resolve(reference, call) {
      const base = call === undefined ? origin : resolveServiceUrl(origin, call);
      return resolveServiceUrl(origin, reference, base).href;
    },
  };
}

function withoutResponse(error: unknown): PostOutcome {
  if (!isMarketplaceError(error) || error.notSent === undefined) return { kind: "lost", error };
  if (error.notSent === "interrupted") throw error;
  return error.notSent === "late"
    ? { kind: "notSent", reason: withoutCode(error) }
    : { kind: "notSent", error };
}

function apiOrigin(text: string): URL {
  const origin = parseUrl(text);
  if (origin === undefined || !/^https?:$/.test(origin.protocol)) {
    throw new MarketplaceError(
      "SETTING_INVALID",
      "The endpoint is not a URL of http or https. Set it to scheme and host alone",
    );
  }
  return origin;
}
