import { messageOf } from "../../errors";
import { fieldOf, numberField, stringField } from "../../values/json";
import { cleanPlainText } from "../../values/text";
import type { Redact } from "../../values/redact";

const REASON_LENGTH = 300;
/** How some methods describe an outage, in errors that have no code for it. */
const OUTAGE_WORDS =
  /\b(?:network_error|endpoints_resolution_error|ENOTFOUND|EAI_AGAIN|ECONN\w+|ETIMEDOUT)\b/;

const MISSING: ReadonlySet<string> = new Set([
  "CredentialUnavailableError",
  "AuthenticationRequiredError",
  "AggregateAuthenticationError",
]);

/** Whether no method was configured, as opposed to one that failed. Judged by name, as `@azure/identity` does. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && MISSING.has(error.name);
}

const OUTAGE_CODES: ReadonlySet<string> = new Set([
  "REQUEST_SEND_ERROR",
  "network_error",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ECONNREFUSED",
  "ECONNRESET",
  "ETIMEDOUT",
  "EPIPE",
]);

/**
 * Whether the identity service could not be reached, responded with 429, or failed itself: another try may succeed.
 */
export function isOutage(error: unknown): boolean {
  const code = stringField(error, "code") ?? stringField(error, "errorCode");
  if (code !== undefined && OUTAGE_CODES.has(code)) return true;
  // @azure/identity wraps the authority's response in an error that says to sign in.
  const status = numberField(error, "statusCode") ?? numberField(fieldOf(error, "cause"), "status");
  if (status !== undefined && (status === 429 || status >= 500)) return true;
  return OUTAGE_WORDS.test(messageOf(error));
}

/** Why a method gave no token, on one line. The texts of `@azure/identity` name the method. */
export function describeReason(error: unknown, redact: Redact, maxLength = REASON_LENGTH): string {
  const reason = cleanPlainText(redact(messageOf(error)), maxLength).replace(/[.,\s]+$/, "");
  return reason === "" ? "no reason given" : reason;
}
