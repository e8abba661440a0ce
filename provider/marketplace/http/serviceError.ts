import { type ErrorCode, MarketplaceError } from "../../errors";
import { asRecord, fieldOf, parseJson, stringField, textField } from "../../values/json";
import { cleanText } from "../../values/text";
import { requestIdOf } from "./requestId";
import { parseRetryAfter } from "./retryAfter";
import type { HttpResponse } from "./transport";

const CODE_LENGTH = 100;

/** A response outside 2xx, in words. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly message: string;
  readonly serviceCode?: string;
  readonly retryAfterMs?: number;
  readonly requestId?: string;
  /** The token was rejected, and this run cannot get another one. */
  readonly renewable?: false;
}

/** The details of an error in a body, safe to print. */
export interface ErrorBody {
  readonly code?: string;
  readonly text?: string;
}

/** A response outside 2xx, as `Explain` gets it. */
export interface RefusedResponse extends ErrorBody {
  readonly status: number;
}

/**
 * An API's advice about a response outside 2xx: one or two sentences, the last without its full stop. `undefined`
 * when the general advice is good enough.
 */
export type Explain = (refused: RefusedResponse) => string | undefined;

/**
 * Reads all forms of error bodies that are documented or were seen: `{"error":{"code","message"}}`,
 * `{"Variant":{"serviceName","error"}}` and similar ones, a JSON string, HTML, text, nothing.
 */
export function readErrorBody(body: string): ErrorBody {
  return readParsed(tryJson(body), body);
}

function readParsed(parsed: unknown, body: string): ErrorBody {
  const named = readNamed(fieldOf(parsed, "error")) ?? readNamed(parsed);
  if (named !== undefined) return named;
  for (const value of Object.values(asRecord(parsed) ?? {})) {
    const error = fieldOf(value, "error");
    const nested = readNamed(error) ?? (typeof error === "string" ? withText(error) : undefined);
    if (nested !== undefined) return { ...withCode(stringField(value, "serviceName")), ...nested };
  }
  return withText(body);
}

function readNamed(error: unknown): ErrorBody | undefined {
  if (typeof error === "string") return error.trim() === "" ? undefined : withText(error);
  const code = textField(error, "code");
  const text = stringField(error, "message") ?? stringField(error, "Message");
  return code === undefined && text === undefined ? undefined : { ...withCode(code), ...withText(text) };
}

function withCode(code: string | undefined): ErrorBody {
  const cleaned = cleanText(code ?? "", CODE_LENGTH);
  return cleaned === "" ? {} : { code: cleaned };
}

function withText(text: string | undefined): ErrorBody {
  const cleaned = cleanText(text ?? "");
  return cleaned === "" ? {} : { text: cleaned };
}

function tryJson(body: string): unknown {
  try {
    return parseJson(body, "The error");
  } catch {
    return undefined;
  }
}

/** Describes a response outside 2xx. `call` names the request, as in `GET /offers/o`. */
export function explainRefusal(
  call: string,
  { status, headers, body }: HttpResponse,
  { now, explain }: { readonly now: number; readonly explain: Explain },
): Refusal {
  const parsed = tryJson(body);
  const error = readParsed(parsed, body);
  const said = [error.code, error.text].filter((part) => part !== undefined).join(": ");
  const requestId = requestIdOf(headers, parsed);
  const retryAfterMs = parseRetryAfter(headers, now);
  // For a rejected token it does not matter which request came first.
  const denied = status === 403 ? `access denied (403) to ${call}` : `${call} returned ${status}`;
  const what = status === 401 ? "token rejected (401)" : denied;
  return {
    code: codeOf(status),
    message:
      what +
      (said === "" ? "" : ` (${said})`) +
      (requestId === undefined ? "" : ` (request id ${requestId})`) +
      `. ${explain({ status, ...error }) ?? generalAdvice(status)}`,
    ...(error.code === undefined ? {} : { serviceCode: error.code }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(requestId === undefined ? {} : { requestId }),
  };
}

/** A refusal as an error to throw. */
export function toServiceError(refusal: Refusal, httpStatus: number): MarketplaceError {
  return new MarketplaceError(refusal.code, refusal.message, { ...refusal, httpStatus });
}

function codeOf(status: number): ErrorCode {
  if (status === 401) return "UNAUTHORIZED";
  if (status === 403) return "FORBIDDEN";
  return isUnavailable(status) ? "SERVICE_UNAVAILABLE" : "SERVICE_REFUSED";
}

function isUnavailable(status: number): boolean {
  return status === 408 || status === 425 || status === 429 || status >= 500;
}

function generalAdvice(status: number): string {
  if (status === 401) return "It has expired, or is not for this API";
  if (status === 403) return "The token is good, but its identity may not do this";
  if (isUnavailable(status)) return "The service is unavailable right now. Try again later";
  if (status >= 300 && status < 400) {
    return "Redirects are not followed. Check that the endpoint is the marketplace API itself";
  }
  return "Correct what the service names, then run again";
}
