import { fieldOf, stringField } from "../../values/json";
import { cleanText } from "../../values/text";
import type { HttpResponse } from "./transport";

const MAX_LENGTH = 100;

/** The service's own ids first, then the one that a client may have made up. */
export const REQUEST_ID_HEADERS = [
  "x-ms-request-id",
  "request-id",
  "x-ms-correlation-request-id",
  "client-request-id",
] as const;

const IN_BODY = ["request-id", "requestId", "client-request-id"] as const;

/**
 * The service's id of a request, safe to print: from the response's headers, otherwise from its parsed body
 * (`error.innerError`, in either spelling).
 */
export function requestIdOf(headers: HttpResponse["headers"], body: unknown): string | undefined {
  const error = fieldOf(body, "error");
  const inner = fieldOf(error, "innerError") ?? fieldOf(error, "innererror");
  return [
    ...REQUEST_ID_HEADERS.map((name) => headers[name]),
    ...IN_BODY.map((name) => stringField(inner, name)),
  ]
    .map((id) => cleanText(id ?? "", MAX_LENGTH))
    .find((id) => id !== "");
}
