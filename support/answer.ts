import type { HttpResponse } from "../provider/marketplace/http/transport";
import type { SimulatorResponse } from "../simulator";

/** The simulated service's answer as a client sees it, with header names in lower case. */
export function toHttpResponse({ status, headers, body }: SimulatorResponse): HttpResponse {
  const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  return { status, body, headers: Object.fromEntries(lower) };
}
