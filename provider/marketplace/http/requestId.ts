import { fieldOf, stringField } from "../../values/json";
import { cleanText } from "../../values/text";
import type { HttpResponse } from "./transport";

const MAX_LENGTH = 100;

/** The service's own ids before the one that a client may have made up. */
export const REQUEST_ID_HEADERS = [
  "x-ms-request-id",
  "request-id",
  "x-ms-correlation-request-id",
  "client-request-id",
] as const;

const IN_BODY = ["request-id", "requestId", "client-request-id"] as const;

/**
 * The id by which the service knows a request, from the headers of its response, else from the parsed body
 * (`error.innerError`, in either spelling), cleaned for a terminal.
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
