import * as http from "node:http";
import * as https from "node:https";
import { getDefaultAutoSelectFamilyAttemptTimeout } from "node:net";
import type { Response } from "got";
import { MarketplaceError, isMarketplaceError } from "../../errors";
import { type Clock, systemClock } from "../../waiting/clock";
import { type Redact, redactor } from "../../values/redact";
import { interrupted } from "./abort";
import { holdUntilConnected, type Leaving } from "./departure";
import { toNetworkError } from "./networkError";
import { checkProxySettings, proxySecrets } from "./proxySetting";
import { MAX_BODY_BYTES, type HttpRequest, type HttpResponse, type Transport } from "./transport";
import { commonHeaders } from "./requestHeaders";

export interface HttpOptions {
  /**
   * Where `HTTPS_PROXY` and `NO_PROXY` are read. Default: the process's environment. Node itself does the proxying,
   * since 22.21 and 24.5; older ones connect directly. For your own certificate authority, set Node's
   * `NODE_EXTRA_CA_CERTS`.
   */
  readonly env?: NodeJS.ProcessEnv;
  /** Measures how long a request is kept back. */
  readonly clock?: Pick<Clock, "now" | "after">;
}

/**
 * A transport over HTTP/1.1 that keeps connections alive between reads. Throws `SETTING_INVALID` for a proxy that is
 * not a URL.
 */
export function createHttp(options: HttpOptions = {}): Transport {
  const proxyEnv = options.env ?? process.env;
  const clock = options.clock ?? systemClock;
  checkProxySettings(proxyEnv);
  const redact = redactor(proxySecrets(proxyEnv));
  const keepAlive = agents({ keepAlive: true, proxyEnv });
  // A write gets its own connection: on a kept one, which the service may just have closed, it could get lost.
  const fresh = agents({ keepAlive: false, proxyEnv });
  return (request) => exchange(request, request.method === "POST" ? fresh : keepAlive, { clock, redact });
}

interface Tools {
  readonly clock: Pick<Clock, "now" | "after">;
  /** Removes the secrets of the proxy settings from a text. */
  readonly redact: Redact;
}

interface Agents {
  readonly http: http.Agent;
  readonly https: https.Agent;
}

/** Plain http goes to this machine only, and through no proxy, which could read the token. */
function agents({ keepAlive, proxyEnv }: https.AgentOptions): Agents {
  return { http: new http.Agent({ keepAlive }), https: new https.Agent({ keepAlive, proxyEnv }) };
}

async function exchange(request: HttpRequest, agent: Agents, tools: Tools): Promise<HttpResponse> {
  const { clock } = tools;
  const startedAt = clock.now();
  let response: Response | undefined;
  let leaving: Leaving | undefined;
  try {
    // Loaded here, since got is an ES module and not every Node 22 can require one.
    const { default: got } = await import("got");
    const stream = got.stream(request.url, {
      method: request.method,
      headers: { ...commonHeaders(), ...request.headers, ...lengthOf(request) },
      agent,
      retry: { limit: 0 },
      followRedirect: false,
      throwHttpErrors: false,
      timeout: { request: request.timeoutMs },
      ...(request.signal === undefined ? {} : { signal: request.signal }),
    });
    // The code below receives every error that matters. One after the last byte, from a signal that is aborted just
    // then, has no other listener. It would end the process, which still has a launch to store.
    stream.on("error", () => undefined);
    stream.on("response", (received: Response) => {
      response = received;
    });
    if (request.method === "POST") {
      const { withinMs = Infinity, signal } = request.departure ?? {};
      const remainingMs = withinMs - (clock.now() - startedAt);
      leaving = holdUntilConnected(stream, request, { withinMs: remainingMs, signal }, clock);
    }
    const body = await readBody(stream, request);
    if (response === undefined) throw new Error("The connection ended without a response");
    return { ...headOf(response), body };
  } catch (error) {
    if (response !== undefined && request.headSuffices === true) {
      return { ...headOf(response), body: "", bodyLost: true };
    }
    throw leaving?.keptBack() ?? explainLoss(error, request, leaving?.left() ?? true, tools);
  }
}

function headOf({ statusCode, headers }: Response): Pick<HttpResponse, "status" | "headers"> {
  return { status: statusCode, headers: flatten(headers) };
}

function explainLoss(
  error: unknown,
  request: HttpRequest,
  left: boolean,
  { redact }: Tools,
): MarketplaceError {
  if (isMarketplaceError(error)) return error;
  if (request.signal?.aborted === true) {
    return interrupted(`${request.method} ${new URL(request.url).pathname}`);
  }
  const attemptTimeoutMs = getDefaultAutoSelectFamilyAttemptTimeout();
  return toNetworkError(request, error, { notSent: !left, attemptTimeoutMs, redact });
}

/** got cannot know the length of a body that is sent once the connection stands. */
function lengthOf({ method, body = "" }: HttpRequest): Record<string, string> {
  return method === "POST" ? { "content-length": String(Buffer.byteLength(body)) } : {};
}

/** Counts decompressed bytes, so that a small compressed body cannot grow without limit. */
async function readBody(stream: AsyncIterable<unknown>, request: HttpRequest): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    const bytes = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
    if (!Buffer.isBuffer(bytes)) continue;
    length += bytes.length;
    if (length > MAX_BODY_BYTES) {
      throw new MarketplaceError(
        "RESPONSE_TOO_LARGE",
        `${request.method} ${new URL(request.url).pathname} returned more than ${MAX_BODY_BYTES} bytes. ` +
          "Check that the endpoint is the marketplace API and that no proxy answers in its place",
      );
    }
    chunks.push(bytes);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

function flatten(headers: http.IncomingHttpHeaders): HttpResponse["headers"] {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : value]),
  );
}
