import { messageOf } from "../../errors";
import { REQUEST_ID_HEADERS } from "./requestId";
import { redact } from "../../values/redact";
import type { HttpResponse, Transport } from "./transport";

/** A request without a response, without anything secret or personal. */
export interface FailedExchange {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  /** Why there was no response. */
  readonly error: string;
}

/** A request and its response, without anything secret or personal. */
export interface AnsweredExchange {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly status: number;
  /** The headers in `KEPT_HEADERS`, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type Exchange = AnsweredExchange | FailedExchange;

/** The requests and responses of a client, for checks against the documentation and for bug reports. */
export interface Transcript {
  readonly schemaVersion: 1;
  readonly exchanges: readonly Exchange[];
}

/** The response's headers that are kept. None of the request's are: they hold the token. */
const KEPT_HEADERS = [
  "content-type",
  "location",
  "operation-location",
  "retry-after",
  "retry-after-ms",
  ...REQUEST_ID_HEADERS,
] as const;

function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return redact(`${pathname}${search}`);
}

function exchangeOf(method: string, url: string, { status, headers, body }: HttpResponse): Exchange {
  const kept = KEPT_HEADERS.flatMap((name): [string, string][] => {
    const value = headers[name];
    return value === undefined ? [] : [[name, redact(value)]];
  });
  return {
    method,
    path: pathOf(url),
    status,
    headers: Object.fromEntries(kept),
    body: redact(body),
  };
}

/** A transport that records what passes through it. */
export function recording(transport: Transport): {
  readonly transport: Transport;
  readonly transcript: () => Transcript;
} {
  const exchanges: Exchange[] = [];
  return {
    transport: async (request) => {
      const { method, url } = request;
      try {
        const response = await transport(request);
        exchanges.push(exchangeOf(method, url, response));
        return response;
      } catch (error) {
        exchanges.push({ method, path: pathOf(url), error: redact(messageOf(error)) });
        throw error;
      }
    },
    transcript: () => ({ schemaVersion: 1, exchanges: [...exchanges] }),
  };
}
