import type { Fault } from "../../simulator";
import type { SimulatorResponse } from "../../simulator/exchange";

/** Something that goes wrong with one request: on its way, in the service, or on the way back. */
export interface Trouble {
  readonly fault?: Fault;
  /** The fate of the service's own answer. */
  readonly edit?: (own: SimulatorResponse) => SimulatorResponse;
}

const NOPE = '{"error":{"code":"Nope","message":"not today"}}';

function refused(status: number, rest: Fault = {}): Trouble {
  return { fault: { status, body: NOPE, ...rest } };
}

function instead(status: number): Trouble {
  return { edit: (own) => (own.status === 202 ? { ...own, status } : own) };
}

/** Nothing is certain after these: the launch may have begun. */
const LOST: Readonly<Record<string, Trouble>> = {
  "500 before the effect": refused(500),
  "500 after the effect": refused(500, { after: true }),
  "503 before the effect": refused(503, { headers: { "Retry-After": "20" } }),
  "503 after the effect": refused(503, { after: true, headers: { "Retry-After": "20" } }),
  "reset before the effect": { fault: { reset: "before" } },
  "reset after the effect": { fault: { reset: "after" } },
  "silence before the effect": { fault: { hang: "before" } },
  "silence after the effect": { fault: { hang: "after" } },
  "answer too late": { fault: { delayMs: 400_000 } },
};

/** Answers to the POST, by what they are. */
export const POST_TROUBLES: Readonly<Record<string, Trouble>> = {
  ...LOST,
  "200 and a location": instead(200),
  "201 and a location": instead(201),
  "202 without a location": { fault: { dropHeaders: ["Location", "Operation-Location"] } },
  "200 without a location": { fault: { status: 200, after: true, body: "{}" } },
  "202 with a foreign location": { fault: { setHeaders: { Location: "https://evil.test/operations/1" } } },
  "202 with the offer as location": {
    fault: { setHeaders: { Location: "/api/publishers/contoso/offers/vm/slot/preview" } },
  },
  "late answer": { fault: { delayMs: 240_000 } },
  "400": refused(400),
  "401": refused(401),
  "403": refused(403),
  "404": refused(404),
  "409": refused(409),
  "409 after the effect": refused(409, { after: true }),
  "412": refused(412),
  "422": refused(422),
  "429 with Retry-After": refused(429, { headers: { "Retry-After": "120" } }),
};

/** Answers to reads, by what they are. Those with status 404 hit what may be missing, or everything. */
export const READ_TROUBLES: Readonly<Record<string, Trouble>> = {
  "500": refused(500),
  "503 with Retry-After": refused(503, { headers: { "Retry-After": "20" } }),
  "429 with a long Retry-After": refused(429, { headers: { "Retry-After": "3600" } }),
  "401": refused(401),
  "403": refused(403),
  reset: { fault: { reset: "before" } },
  silence: { fault: { hang: "before" } },
  slow: { fault: { delayMs: 40_000 } },
  "too slow": { fault: { delayMs: 90_000 } },
  garbled: { fault: { body: "<html><body>Please sign in</body></html>" } },
  "cut short": { edit: (own) => ({ ...own, body: own.body.slice(0, Math.floor(own.body.length / 2)) }) },
  "empty body": { fault: { body: "" } },
  "empty object": { fault: { body: "{}" } },
  "empty list": { fault: { body: "[]" } },
  "404": refused(404),
};

/** After these nothing is certain. */
export function isLost(trouble: string): boolean {
  return Object.hasOwn(LOST, trouble);
}
