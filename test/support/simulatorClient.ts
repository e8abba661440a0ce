import assert from "node:assert/strict";
import {
  createService,
  type OfferView,
  type ServiceOptions,
  type SimulatedService,
  type SimulatorResponse,
} from "../../simulator/index";

export const OFFER = "/api/publishers/contoso/offers/vm";

/** A service whose clock stands still. */
export function serviceWith(options: Partial<ServiceOptions> = {}): SimulatedService {
  return createService({
    now: () => Date.UTC(2026, 10, 21),
    baseUrl: () => "http://127.0.0.1:1",
    offers: [
      "contoso/vm@3",
      { publisherId: "contoso", offerId: "live", production: 2 },
      { publisherId: "contoso", offerId: "draft" },
    ],
    ...options,
  });
}

export interface Call {
  readonly method?: string;
  readonly url?: string;
  readonly path?: string;
  readonly headers?: Record<string, string | undefined>;
  readonly body?: string;
}

/** The answer to a call that by default has a token and the API version. */
export function ask(
  service: SimulatedService,
  { method = "GET", path = OFFER, ...call }: Call,
): SimulatorResponse {
  const url = call.url ?? `${path}?api-version=2017-10-31`;
  const headers = { Authorization: "Bearer token", ...call.headers };
  const reply = service.handle({ method, url, headers, body: call.body ?? "" });
  return reply.kind === "response" ? reply.response : assert.fail(reply.kind);
}

export type Case = readonly [title: string, call: Call, status: number, body: string | RegExp];

/** One test for each case, each with a service of its own. */
export function checkCalls(cases: readonly Case[]): void {
  for (const [title, call, status, body] of cases) {
    it(title, () => {
      const response = ask(serviceWith(), call);
      assert.equal(response.status, status, response.body);
      if (typeof body === "string") assert.equal(response.body, body);
      else assert.match(response.body, body);
    });
  }
}

interface Step {
  readonly id: string;
  readonly status: string;
  readonly progressPercentage: number;
  readonly messages: readonly { messageHtml: string; level: string; timestamp: string }[];
}

export interface OfferDocument {
  readonly status: string;
  readonly steps: readonly Step[];
  readonly version: number;
  readonly definition: { readonly displayText: string };
}

export interface Submission {
  readonly id: string;
  readonly submissionType: string;
  readonly submissionState: string;
  readonly slot: string;
  readonly offerVersion: number;
}

/** A service with an offer to talk to, and a clock that only moves by hand. */
export interface Stage {
  readonly service: SimulatedService;
  /** `path` is below the offer, or starts with a slash. */
  send(method: string, path: string, call?: Call): SimulatorResponse;
  post(action: string, body?: string): SimulatorResponse;
  get(path: string): unknown;
  document(path: string): OfferDocument;
  submissions(query?: string): Submission[];
  /** Id and status of every step; for one under way, the percentage instead. */
  steps(path: string): string[];
  view(): OfferView;
  advance(ms: number): void;
}

/** Version 1 waits in preview; a publish and a launch take a second each. */
export function stage(options: Partial<ServiceOptions> = {}): Stage {
  let time = Date.UTC(2026, 0, 1);
  const service: SimulatedService = createService({
    now: () => time,
    baseUrl: () => "http://127.0.0.1:1",
    offers: ["contoso/vm"],
    launchTime: 1000,
    publishTime: 1000,
    ...options,
  });
  const send = (method: string, path: string, call: Call = {}) => {
    const url = new URL(path, `http://127.0.0.1:1${OFFER}/`);
    url.searchParams.set("api-version", "2017-10-31");
    return ask(service, { ...call, method, url: url.href });
  };
  const get = (path: string): unknown => JSON.parse(send("GET", path).body);
  const document = (path: string) => get(path) as OfferDocument;
  return {
    service,
    send,
    get,
    document,
    advance: (ms: number) => void (time += ms),
    post: (action: string, body = "") => send("POST", action, { body }),
    view: () => service.offer("contoso/vm"),
    submissions: (query = "") => get(`submissions/?${query}`) as Submission[],
    steps: (path: string) =>
      document(path).steps.map(({ id, status, progressPercentage }) =>
        status === "inProgress" ? `${id} ${progressPercentage}` : `${id} ${status}`,
      ),
  };
}
