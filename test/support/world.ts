import { createService } from "../../provider/marketplace/createService";
import { MarketplaceError } from "../../provider/errors";
import { createRun, type Run } from "../../provider/resource/run";
import type { Clock } from "../../provider/waiting/clock";
import type { HttpRequest, HttpResponse, Transport } from "../../provider/marketplace/http/transport";
import type { Settings } from "../../provider/settings/settings";
import * as simulator from "../../simulator";
import { toHttpResponse } from "../../support/answer";
import { virtualClock, type VirtualClock } from "../../support/virtualClock";

export const ENDPOINT = "https://service.test";
export const OFFER_NAME = "contoso/vm";

/** The simulated service and time, in one process: no sockets, no sleeping. */
export interface World {
  readonly clock: VirtualClock;
  /** The origin at which the service answers. */
  readonly endpoint: string;
  readonly service: simulator.SimulatedService;
  /** The lines that a person would have read, `progress:`, `info:` or `warn:` first. */
  readonly said: string[];
  /** The POSTs of golive that the service saw, and whether it accepted them. */
  posts(): { readonly time: number; readonly accepted: boolean }[];
  /** The dependencies of one run of the provider: the real client over a transport into the simulator. */
  run(rest?: RunRest): Run;
}

export interface RunRest {
  readonly signal?: AbortSignal;
  readonly settings?: Partial<Settings>;
  readonly random?: () => number;
  /** Called before a request goes out and when its answer is there: a process may die at either. */
  readonly onExchange?: (request: HttpRequest, moment: "before" | "after") => void | Promise<void>;
  /** The network between client and service: calls `handle` with a request that reaches the service. */
  readonly network?: (request: simulator.SimulatorRequest, handle: Handle) => simulator.Reply;
  /** How long a request waits on its way out for a connection, in milliseconds. Default: not at all. */
  readonly outwardMs?: (request: HttpRequest) => number;
  /** The time of this run: a process that died neither sleeps nor wakes. */
  readonly clock?: Clock;
}

export type Handle = simulator.SimulatedService["handle"];

function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}

const direct: NonNullable<RunRest["network"]> = (request, handle) => handle(request);

/** The options that several services share, and those that differ. */
export interface Place {
  readonly clock?: VirtualClock;
  readonly endpoint?: string;
}

/** As the real transport does: what may not leave any more does not. */
function keepBack({ departure }: HttpRequest, waitedMs: number): void {
  if (departure === undefined) return;
  const notSent = isAborted(departure.signal) ? "interrupted" : "late";
  if (notSent === "interrupted")
    throw new MarketplaceError("INTERRUPTED", "interrupted before it was sent", { notSent });
  if (waitedMs > departure.withinMs)
    throw new MarketplaceError("NETWORK", "it did not leave in time", { notSent });
}

export function createWorld(
  options: simulator.SimulatorOptions = {},
  { clock = virtualClock(), endpoint = ENDPOINT }: Place = {},
): World {
  const said: string[] = [];
  const service = simulator.createService({
    offers: [`${OFFER_NAME}@2`],
    launchTime: 3 * 3_600_000,
    ...options,
    now: () => clock.now(),
    baseUrl: () => endpoint,
  });

  // Nothing here takes a turn of the event loop: the clock lets time pass when nothing else is left to do.
  async function exchange(
    { method, url, headers, body, timeoutMs, signal }: HttpRequest,
    network: NonNullable<RunRest["network"]>,
  ): Promise<HttpResponse> {
    if (isAborted(signal)) throw new MarketplaceError("NETWORK", "aborted before it was sent");
    const reply = network({ method, url, headers, ...(body === undefined ? {} : { body }) }, (request) =>
      service.handle(request),
    );
    if (reply.kind === "reset") throw new MarketplaceError("NETWORK", "ECONNRESET");
    const delayMs = reply.kind === "hang" ? Infinity : reply.delayMs;
    if (delayMs > 0) await clock.sleep(Math.min(delayMs, timeoutMs), signal);
    if (isAborted(signal)) throw new MarketplaceError("NETWORK", "aborted");
    if (reply.kind === "hang" || delayMs > timeoutMs) throw new MarketplaceError("NETWORK", "timed out");
    return toHttpResponse(reply.response);
  }

  return {
    clock,
    endpoint,
    service,
    said,
    posts: () =>
      service.requests
        .filter((one) => one.action === "golive")
        .map(({ time, accepted }) => ({ time, accepted })),
    run({
      signal = new AbortController().signal,
      settings,
      random = () => 0,
      onExchange,
      network = direct,
      outwardMs = () => 0,
      clock: runClock = clock,
    } = {}) {
      const all: Settings = {
        endpoint: new URL(endpoint),
        accessToken: "a-token",
        readOnly: false,
        skipPreviewLook: false,
        strictPreview: false,
        graphEndpoint: new URL(endpoint),
        graphAccessToken: "a-graph-token",
        ingestionSchema: "2022-03-01-preview2",
        requestsPerSecond: 10,
        ...settings,
      };
      const watched: Transport = async (request) => {
        const began = { wall: clock.now(), monotonic: clock.monotonic() };
        await onExchange?.(request, "before");
        try {
          const outward = outwardMs(request);
          if (outward > 0) await clock.sleep(outward, request.signal);
          keepBack(request, Math.max(clock.now() - began.wall, clock.monotonic() - began.monotonic));
          return await exchange(request, network);
        } finally {
          await onExchange?.(request, "after");
        }
      };
      const say =
        (kind: string) =>
        (text: string): void =>
          void said.push(`${kind}: ${text}`);
      return createRun({
        clock: runClock,
        random,
        signal,
        reporter: () => ({ progress: say("progress"), info: say("info"), warn: say("warn") }),
        settings: () => all,
        createService: (api) =>
          createService(all, { clock: runClock, log: () => undefined, transport: watched }, api),
      });
    },
  };
}
