import { messageOf } from "../../errors";
import { REQUEST_ID_HEADERS } from "./requestId";
import type { HttpResponse, Transport } from "./transport";

/** One request that got no answer, without anything secret or personal. */
export interface FailedExchange {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  /** Why there was no answer. */
  readonly error: string;
}

/** One request and its answer, without anything secret or personal. */
export interface AnsweredExchange {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly status: number;
  /** Those that the contract speaks of, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type Exchange = AnsweredExchange | FailedExchange;

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
  ...REQUEST_ID_HEADERS,
] as const;

const EMAIL =
  /(?:[\p{L}\p{N}\p{M}_.%+'-]|\\u(?:0027|002b|(?!00[0-7])[\da-f]{4})){1,64}(?:@|%40|%2540|\\u0040|&#64;)(?:[\p{L}\p{N}\p{M}_-]|\\u(?!00[0-7])[\da-f]{4}){1,63}(?:\.(?:[\p{L}\p{N}\p{M}_-]|\\u(?!00[0-7])[\da-f]{4}){1,63}){1,8}/giu;
const SECRET_NAME = String.raw`[^"\\]{0,99}(?:token|secret|password|connectionstring|(?:account|api|access|primary|secondary|shared|function)_?key)[^"\\]{0,99}`;

const REDACTIONS: readonly (readonly [RegExp, string])[] = [
  [
    new RegExp(String.raw`("${SECRET_NAME}"\s{0,20}:\s{0,20})(?:"(?:[^"\\]+|\\.)*"?|-?\d[\d.e+-]*)`, "gis"),
    '$1"redacted"',
  ],
  // The same in JSON that is itself a text of JSON.
  [new RegExp(String.raw`(\\"${SECRET_NAME}\\"\s{0,20}:\s{0,20}\\")[^"\\]*`, "gi"), "$1redacted"],
  [
    /\b(AccountKey|SharedAccessKey)(=|%3d|\\u003d)(?:[^;&"'\s<>\\]|\\u00(?:2b|2f|3d)|\\\/)+/gi,
    "$1$2redacted",
  ],
  // A SAS signature, as it stands in an address or in its JSON or HTML form.
  [
    /(?<=^|[^a-z]|%[\da-f]{2}|\\u[\da-f]{4}|\\[nrt])(sig)(=|%3d|%253d|\\u003d)(?:[^&"'\s<>\\]|\\u00(?:2b|2f|3d)|\\\/)+/gi,
    "$1$2redacted",
  ],
  // Signed tokens have three parts, encrypted ones five, of which the second may be empty.
  [
    /(?<=^|[^\w-]|%[\da-f]{2}|\\u[\da-f]{4}|\\[nrt])ey[\w-]{10,}\.(?:[\w-]*(?:\.[\w-]+){3}|[\w-]{10,}\.[\w-]*)/gi,
    "redacted-token",
  ],
  // The key of an Azure function in an address.
  [/([?&]code=)[\w%.~+/=-]{16,}/gi, "$1redacted"],
  [/\bBearer\s+[\w.~+/=-]{8,}/gi, "Bearer redacted"],
  [EMAIL, "redacted@redacted.invalid"],
];

/**
 * The text without e-mail addresses, SAS signatures, keys, passwords and tokens, plain or escaped in JSON or
 * addresses. What is too long to be searched is left out as a whole.
 */
export function redact(text: string): string {
  try {
    return REDACTIONS.reduce(
      (result, [pattern, replacement]) => result.replaceAll(pattern, replacement),
      text,
    );
  } catch (error) {
    if (error instanceof RangeError)
      return `(${text.length} characters, too long to be searched for secrets)`;
    throw error;
  }
}

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

/** A transport that writes down what passes through it. */
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
