import { readFileSync } from "node:fs";
import * as http from "node:http";
import * as https from "node:https";
import { join } from "node:path";
import type { Response } from "got";
import { MarketplaceError, isMarketplaceError, messageOf } from "../../errors";
import { interrupted } from "./abort";
import { parseJson, stringField } from "../../values/json";
import { cleanPlainText } from "../../values/text";
import { MAX_BODY_BYTES, type HttpRequest, type HttpResponse, type Transport } from "./transport";

export interface HttpOptions {
  /**
   * Where `HTTPS_PROXY` and `NO_PROXY` are read; the process's environment unless told otherwise.
   * Node itself does the proxying, since 22.21 and 24.5; older ones connect directly. A certificate authority of
   * one's own is Node's `NODE_EXTRA_CA_CERTS`.
   */
  readonly env?: NodeJS.ProcessEnv;
}

/** A transport over HTTP/1.1 that keeps connections alive between reads. */
export function createHttp(options: HttpOptions = {}): Transport {
  const proxyEnv = options.env ?? process.env;
  const keepAlive = agents({ keepAlive: true, proxyEnv });
  // A write gets a connection of its own: on a kept one, which the service may just have closed, it could get lost.
  const fresh = agents({ keepAlive: false, proxyEnv });
  return async (request) => {
    try {
      return await exchange(request, request.method === "POST" ? fresh : keepAlive);
    } catch (error) {
      throw isMarketplaceError(error) ? error : toNetworkError(request, error);
    }
  };
}

interface Agents {
  readonly http: http.Agent;
  readonly https: https.Agent;
}

/** Plain http leads to this machine only, and through no proxy, which could read the token. */
function agents({ keepAlive, proxyEnv }: https.AgentOptions): Agents {
  return { http: new http.Agent({ keepAlive }), https: new https.Agent({ keepAlive, proxyEnv }) };
}

async function exchange(request: HttpRequest, agent: Agents): Promise<HttpResponse> {
  // Loaded here, since got is an ES module and not every Node 22 can require one.
  const { default: got } = await import("got");
  const stream = got.stream(request.url, {
    method: request.method,
    headers: { "user-agent": userAgent(), ...request.headers, ...lengthOf(request) },
    ...(request.method === "POST" ? { body: request.body ?? "" } : {}),
    agent,
    retry: { limit: 0 },
    followRedirect: false,
    throwHttpErrors: false,
    timeout: { request: request.timeoutMs },
    ...(request.signal === undefined ? {} : { signal: request.signal }),
  });
  // The reading below gets every error that matters. One that comes after the last byte, from a signal that is aborted
  // just then, has nobody else to catch it, and would end the process that has a launch to store.
  stream.on("error", () => undefined);
  let response: Response | undefined;
  stream.on("response", (received: Response) => {
    response = received;
  });
  const body = await readBody(stream, request);
  if (response === undefined) throw new Error("The connection ended without a response");
  return { status: response.statusCode, headers: flatten(response.headers), body };
}

/** got says no length of an empty body, which some servers want. */
function lengthOf({ method, body = "" }: HttpRequest): Record<string, string> {
  return method === "POST" ? { "content-length": String(Buffer.byteLength(body)) } : {};
}

/** Counts what comes out of decompression, so that a small compressed body cannot unfold without bound. */
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
        `${request.method} ${new URL(request.url).pathname} was answered with more than ${MAX_BODY_BYTES} bytes. ` +
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

/** got's errors carry the request with its Authorization header: only message and code go on. */
function toNetworkError(request: HttpRequest, error: unknown): MarketplaceError {
  const url = new URL(request.url);
  if (request.signal?.aborted === true) return interrupted(`${request.method} ${url.pathname}`);
  const code = stringField(error, "code");
  const message = cleanPlainText(messageOf(error));
  return new MarketplaceError(
    "NETWORK",
    `${request.method} ${url.pathname} received no complete response from ${url.host}: ` +
      `${code === undefined || message.includes(code) ? message : `${message} (${code})`}. ${advice(code)}`,
    { cause: Object.assign(new Error(message), code === undefined ? {} : { code }) },
  );
}

function advice(code: string | undefined): string {
  if (code === "ETIMEDOUT") return "The service may be slow: try again later";
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") {
    return "Check the endpoint's name, this machine's DNS, and HTTPS_PROXY if the way out is a proxy";
  }
  if (code !== undefined && /CERT|SIGNATURE|ISSUER/.test(code)) {
    return "Check the certificate; if your network has an authority of its own, name it in NODE_EXTRA_CA_CERTS";
  }
  return "Check the connection to this host, and HTTPS_PROXY and NO_PROXY if the way out is a proxy";
}

let cachedUserAgent: string | undefined;

/** As compiled and published this file is in `dist/provider/marketplace/http`, four folders below `package.json`. */
function userAgent(): string {
  cachedUserAgent ??= `pulumi-azure-marketplace/${
    stringField(
      parseJson(readFileSync(join(__dirname, "../../../../package.json"), "utf8"), "package.json"),
      "version",
    ) ?? "unknown"
  }`;
  return cachedUserAgent;
}
