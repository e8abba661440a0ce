import { type ErrorCode, MarketplaceError } from "../../errors";
import { asRecord, fieldOf, parseJson, stringField, textField } from "../../values/json";
import { parseRetryAfter } from "./retryAfter";
import { cleanText } from "../../values/text";
import type { HttpResponse } from "./transport";

const CODE_LENGTH = 100;

/** An answer that is not a success, in words. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly message: string;
  readonly serviceCode?: string;
  readonly retryAfterMs?: number;
}

/** What a body says of an error, cleaned for a terminal. */
export interface ErrorBody {
  readonly code?: string;
  readonly text?: string;
}

/**
 * Reads every form of error body that is documented or was seen: `{"error":{"code","message"}}`,
 * `{"Variant":{"serviceName","error"}}` and their like, a JSON string, HTML, text, nothing.
 */
export function readErrorBody(body: string): ErrorBody {
  const parsed = tryJson(body);
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

/** Puts an answer outside 2xx into words; `call` names the request, as in `GET /api/publishers/p/offers`. */
export function explainRefusal(call: string, response: HttpResponse, now: number): Refusal {
  const { code: serviceCode, text } = readErrorBody(response.body);
  const said = [serviceCode, text].filter((part) => part !== undefined).join(": ");
  const correlation = cleanText(response.headers["x-ms-correlation-request-id"] ?? "", CODE_LENGTH);
  const { code, advice } = judge(response.status);
  const retryAfterMs = parseRetryAfter(response.headers, now);
  return {
    code,
    message:
      `${call} was answered ${response.status}` +
      (said === "" ? "" : ` (${said})`) +
      (correlation === "" ? "" : ` (correlation id ${correlation})`) +
      `. ${advice}`,
    ...(serviceCode === undefined ? {} : { serviceCode }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

/** The same as an error to throw. */
export function toServiceError(refusal: Refusal, httpStatus: number): MarketplaceError {
  return new MarketplaceError(refusal.code, refusal.message, { ...refusal, httpStatus });
}

function judge(status: number): { readonly code: ErrorCode; readonly advice: string } {
  if (status === 401) {
    return {
      code: "UNAUTHORIZED",
      advice:
        "The service takes no such token: it must be for https://cloudpartner.azure.com and not expired. " +
        "One given in AZURE_MARKETPLACE_ACCESS_TOKEN lasts about an hour: get a new one, or let an identity do it",
    };
  }
  if (status === 403) {
    return {
      code: "FORBIDDEN",
      advice:
        "This identity may not use this publisher: check publisherId, and add the service principal in Partner " +
        "Center (account settings, user management, Microsoft Entra applications) with a role that may publish; " +
        "an object id asked for is that of the enterprise application, not of the app registration",
    };
  }
  if (status === 408 || status === 425 || status === 429 || status >= 500) {
    return { code: "SERVICE_UNAVAILABLE", advice: "The service cannot answer now: try again later" };
  }
  if (status >= 300 && status < 400) {
    return {
      code: "SERVICE_REFUSED",
      advice: "Redirects are not followed: check that the endpoint is the marketplace API itself",
    };
  }
  if (status === 409 || status === 412) {
    return {
      code: "SERVICE_REFUSED",
      advice:
        "Something else of this offer is under way, or has changed it meanwhile: run again when that is done",
    };
  }
  return { code: "SERVICE_REFUSED", advice: "Correct what the service names, then run again" };
}
