import type { Fault } from "../fault";

const MATCH = { path: "/rp/product-ingestion/" };
const JSON_BODY = { "Content-Type": "application/json" };

function refusal(status: number, code: string, message: string): Fault {
  return { match: MATCH, status, headers: JSON_BODY, body: JSON.stringify({ error: { code, message } }) };
}

/** Faults of the next request to the Product Ingestion API, for `fault(...)`. */
export const INGESTION_FAULTS = {
  /** A token for another API. */
  wrongAudience: refusal(
    401,
    "InvalidAuthenticationToken",
    "Access token validation failure. Invalid audience.",
  ),
  /** The application lacks the role Manager in Partner Center. */
  notManager: refusal(403, "forbidden", "The caller is not authorized to perform this operation."),
  /** As seen of the real service: without a body. */
  badGateway: { match: MATCH, status: 502 },
  throttled: {
    ...refusal(429, "TooManyRequests", "Too many requests."),
    headers: { ...JSON_BODY, "Retry-After": "60" },
  },
} as const satisfies Readonly<Record<string, Fault>>;
