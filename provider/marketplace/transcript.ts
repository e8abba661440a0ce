import type { HttpResponse, Transport } from "./transport";

/** One request and its answer, without anything secret or personal. */
export interface Exchange {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly status: number;
  /** Those that the contract speaks of, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What was said between a client and the service, for checking the contract and for bug reports. */
export interface Transcript {
  readonly schemaVersion: 1;
  readonly exchanges: readonly Exchange[];
}

/** The request's headers are left out as a whole: they hold the token. */
const KEPT_HEADERS = [
  "content-type",
  "location",
  "operation-location",
  "retry-after",
  "retry-after-ms",
  "x-ms-correlation-request-id",
] as const;

const REDACTIONS: readonly (readonly [RegExp, string])[] = [
  [/[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/g, "redacted@redacted.invalid"],
  // A SAS signature, as it stands in an address or in its JSON or HTML form.
  [/\bsig(=|%3[dD])[^&"'\s<>\\]{1,500}/g, "sig$1redacted"],
  [/\bey[\w-]{10,}\.[\w-]{10,}\.[\w-]*/g, "redacted-token"],
  [/\bBearer\s+[\w.~+/=-]{8,}/gi, "Bearer redacted"],
];

/** The text without e-mail addresses, SAS signatures and tokens. */
export function redact(text: string): string {
  return REDACTIONS.reduce((result, [pattern, replacement]) => result.replaceAll(pattern, replacement), text);
}

function exchangeOf(method: string, url: string, { status, headers, body }: HttpResponse): Exchange {
  const { pathname, search } = new URL(url);
  const kept = KEPT_HEADERS.flatMap((name): [string, string][] => {
    const value = headers[name];
    return value === undefined ? [] : [[name, redact(value)]];
  });
  return {
    method,
    path: redact(`${pathname}${search}`),
    status,
    headers: Object.fromEntries(kept),
    body: redact(body),
  };
}

/** A transport that writes down what passes through it. */
export function recording(transport: Transport): {
  readonly transport: Transport;
  readonly transcript: () => Transcript;
} {
  const exchanges: Exchange[] = [];
  return {
    transport: async (request) => {
      const response = await transport(request);
      exchanges.push(exchangeOf(request.method, request.url, response));
      return response;
    },
    transcript: () => ({ schemaVersion: 1, exchanges: [...exchanges] }),
  };
}
