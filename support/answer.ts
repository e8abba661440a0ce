import type { HttpResponse } from "../provider/marketplace/http/transport";
import type { SimulatorResponse } from "../simulator";

/** An answer of the simulated service as a client sees it: with the names of its headers in lower case. */
export function toHttpResponse({ status, headers, body }: SimulatorResponse): HttpResponse {
  const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  return { status, body, headers: Object.fromEntries(lower) };
}
