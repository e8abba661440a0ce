import { MarketplaceError } from "../../errors";
import { type Clock, systemClock } from "../../waiting/clock";
import { withinTime } from "../../waiting/withinTime";
import { interrupted } from "./abort";
import type { Credential } from "../identity/credential";
import type { Limiter } from "./limiter";
import { type Refusal, explainRefusal, toServiceError } from "./serviceError";
import { parseUrl, resolveServiceUrl, withApiVersion } from "./origin";
import type { HttpRequest, HttpResponse, Transport } from "./transport";
import { withoutToken } from "./withoutToken";

/** One client of the service needed minutes for an answer; a read that takes longer is better asked again. */
export const READ_TIMEOUT_MS = 60_000;
/** The one write gets as long as the slowest answer seen, since giving up on it leaves its outcome unknown. */
export const POST_TIMEOUT_MS = 5 * 60_000;

const BEARER = "Bearer ";

export interface RequesterOptions {
  /** Scheme and host of the service, such as `https://cloudpartner.azure.com`. */
  readonly endpoint: string;
  readonly transport: Transport;
  readonly credential: Credential;
  readonly limiter?: Limiter | undefined;
  /** Takes one line for each request: method, path, status and milliseconds. */
  readonly log?: ((line: string) => void) | undefined;
  readonly clock?: Clock;
}

export interface GetOptions {
  readonly signal?: AbortSignal | undefined;
  /** Statuses that are answers here rather than errors, such as 404. */
  readonly expected?: readonly number[];
}

/** What became of a write that was sent. */
export type PostOutcome =
  | {
      readonly kind: "answered";
      readonly response: HttpResponse;
      /** For an answer outside 2xx. */
      readonly refusal?: Refusal;
    }
  | { readonly kind: "lost"; readonly error: unknown }
  /** The moment had passed after which it was not to be sent. */
  | { readonly kind: "notSent" };

export interface PostOptions {
  readonly signal?: AbortSignal | undefined;
  /** It is not sent after this moment, in milliseconds since 1970: its turn may come when its reason is old. */
  readonly notAfter?: number | undefined;
}

/** Says things to the service, with the token, and only to the service. Repeats nothing. */
export interface Requester {
  /**
   * The answer with a status of 2xx or one that is expected. Throws a `MarketplaceError` for any other:
   * `UNAUTHORIZED`, `FORBIDDEN`, `SERVICE_UNAVAILABLE` (408, 425, 429, 5xx), `SERVICE_REFUSED`; for no answer:
   * `NETWORK`, `RESPONSE_TOO_LARGE`, `INTERRUPTED`; before anything is sent: `FOREIGN_URL` and the credential's.
   */
  get(reference: string, options?: GetOptions): Promise<HttpResponse>;
  /**
   * A write without a body. Throws only as long as nothing was sent; from then on the outcome tells, and the signal
   * no longer stops it: tearing the exchange down would hide its outcome.
   */
  post(reference: string, options?: PostOptions): Promise<PostOutcome>;
  /** The absolute URL of a reference as the answer to a call holds it. Throws `FOREIGN_URL`. */
  resolve(reference: string, call?: string): string;
}

/** Throws `SETTING_INVALID` for an endpoint that is no URL of http or https. */
export function createRequester(options: RequesterOptions): Requester {
  const { transport, credential, limiter, log } = options;
  const clock = options.clock ?? systemClock;
  const endpoint = parseEndpoint(options.endpoint);

  async function prepare(
    method: HttpRequest["method"],
    reference: string,
    signal: AbortSignal | undefined,
  ): Promise<HttpRequest> {
    const url = withApiVersion(resolveServiceUrl(endpoint, reference));
    // The turn comes last: requests that had theirs and then waited for one token would all leave at once.
    const token = await credential.getToken(signal);
    await limiter?.take({ signal, urgent: method === "POST" });
    if (signal?.aborted === true) throw interrupted(`${method} ${url.pathname}`);
    return {
      method,
      url: url.href,
      headers: {
        accept: "application/json",
        authorization: `${BEARER}${token}`,
        ...(method === "POST" ? { "content-type": "application/json", "content-length": "0" } : {}),
      },
      ...(method === "POST" ? { timeoutMs: POST_TIMEOUT_MS } : { timeoutMs: READ_TIMEOUT_MS, signal }),
    };
  }

  async function send(
    request: HttpRequest,
  ): Promise<{ readonly response: HttpResponse; readonly refusal?: Refusal }> {
    const call = `${request.method} ${new URL(request.url).pathname}`;
    const started = clock.now();
    let status = "no answer";
    try {
      const response = withoutToken(
        await transport(request),
        request.headers["authorization"]?.slice(BEARER.length) ?? "",
      );
      status = String(response.status);
      if (response.status >= 200 && response.status < 300) return { response };
      const refusal = explainRefusal(call, response, clock.now());
      const throttled = response.status === 429 || response.status === 503;
      if (throttled && refusal.retryAfterMs !== undefined) limiter?.pause(refusal.retryAfterMs);
      return { response, refusal };
    } finally {
      log?.(`${call} ${status} ${clock.now() - started} ms`);
    }
  }

  return {
    async get(reference, { signal, expected = [] } = {}) {
      const { response, refusal } = await send(await prepare("GET", reference, signal));
      if (refusal === undefined || expected.includes(response.status)) return response;
      throw toServiceError(refusal, response.status);
    },
    async post(reference, { signal, notAfter = Infinity } = {}) {
      const prepared = await withinTime((within) => prepare("POST", reference, within), {
        ms: notAfter - clock.now(),
        clock,
        signal,
      });
      if (prepared.kind === "late" || clock.now() > notAfter) return { kind: "notSent" };
      const request = prepared.value;
      try {
        return { kind: "answered", ...(await send(request)) };
      } catch (error) {
        return { kind: "lost", error };
      }
    },
    resolve(reference, call) {
      const base = call === undefined ? endpoint : resolveServiceUrl(endpoint, call);
      return resolveServiceUrl(endpoint, reference, base).href;
    },
  };
}

function parseEndpoint(text: string): URL {
  const endpoint = parseUrl(text);
  if (endpoint === undefined || !/^https?:$/.test(endpoint.protocol)) {
    throw new MarketplaceError(
      "SETTING_INVALID",
      "The endpoint is not a URL of http or https. Set it to scheme and host, as https://cloudpartner.azure.com",
    );
  }
  return endpoint;
}
