import { messageOf } from "../../errors";
import type { PostOutcome } from "../http/requester";
import type { GoLiveAnswer } from "../service";
import { cleanPlainText } from "../../values/text";
import type { HttpResponse } from "../http/transport";

/** Statuses that say for certain that nothing was started; after any other but 2xx, a launch may be under way. */
const REFUSED: ReadonlySet<number> = new Set([400, 401, 403, 404, 405, 409, 410, 412, 413, 415, 422, 429]);

/** Something else of the offer is under way, or has changed it meanwhile. */
const BUSY: ReadonlySet<number> = new Set([409, 412]);

/** The documentation of 2018 names the first, that of 2020 the second. */
const LOCATION_HEADERS = ["operation-location", "location"] as const;

/** Real ones have about 200 characters; what is stored and shown has to end somewhere. */
const MAX_REFERENCE_LENGTH = 2_000;

/**
 * Judges what became of the one write. `resolve` makes a header's URL absolute, and throws for a foreign one. Throws the
 * error of a write that never had a connection.
 */
export function judgeGoLive(outcome: PostOutcome, resolve: (reference: string) => string): GoLiveAnswer {
  if (outcome.kind === "notSent") {
    const { error, ...notSent } = outcome;
    if (error !== undefined) throw error;
    return notSent;
  }
  if (outcome.kind === "lost") return { kind: "unknown", message: messageOf(outcome.error) };
  const { response, refusal } = outcome;
  if (refusal === undefined) return { kind: "accepted", ...findOperation(response, resolve) };
  if (!REFUSED.has(response.status)) return { kind: "unknown", message: refusal.message };
  return {
    kind: "refused",
    busy: BUSY.has(response.status),
    httpStatus: response.status,
    ...(refusal.serviceCode === undefined ? {} : { code: refusal.serviceCode }),
    message: refusal.message,
  };
}

function findOperation(
  response: HttpResponse,
  resolve: (reference: string) => string,
): { readonly operationUrl: string } | { readonly remark: string } {
  let remark = "the response names no operation";
  for (const name of LOCATION_HEADERS) {
    const reference = response.headers[name]?.trim() ?? "";
    if (reference === "") continue;
    if (reference.length > MAX_REFERENCE_LENGTH) {
      remark = `the response's ${name} has more than ${MAX_REFERENCE_LENGTH} characters`;
      continue;
    }
    try {
      const url = resolve(reference);
      // A document of the offer itself, followed as an operation, would read as a success at once.
      if (/\/operations\/[^/]/i.test(new URL(url).pathname)) return { operationUrl: url };
      remark = `the response's ${name} is not an operation: ${cleanPlainText(reference, 200)}`;
    } catch (error) {
      remark = `the response's ${name} cannot be used: ${messageOf(error)}`;
    }
  }
  return { remark };
}
