import { createCloudPartner } from "./cloudPartner/face";
import { createControls, type Controls } from "./controls";
import type { Reply, SimulatorRequest } from "./exchange";
import type { Face, Written } from "./face";
import { createFaultQueue, faultyReply, takesEffect, type Fault } from "./fault";
import { createLogin, isLogin } from "./login";
import { toSettings, type SimulatorOptions } from "./options";
import { createProductIngestion } from "./productIngestion/face";
import { isIngestion } from "./productIngestion/route";
import type { RequestEntry } from "./requestEntry";
import { createStore } from "./store";
import { pathAndQueryOf, pathOf } from "./target";

/** The simulated service without sockets: requests in, replies out, on a clock that is handed in. */
export interface SimulatedService extends Controls {
  handle(request: SimulatorRequest): Reply;
  /** Lets something go wrong with the next request that matches; faults act in the order of their registration. */
  fault(fault: Fault): void;
  /** Every request so far, oldest first. */
  readonly requests: readonly RequestEntry[];
}

export interface ServiceOptions extends SimulatorOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Scheme and authority of the URLs that the service gives out, without a slash at the end. */
  readonly baseUrl: () => string;
}

/** Sets up the service. Throws a `RangeError` for options that make no sense. */
export function createService(options: ServiceOptions): SimulatedService {
  const settings = toSettings(options);
  const { baseUrl } = options;
  // All of a request happens at one moment: what it starts has begun when its response is written.
  let moment: number | undefined;
  const now = (): number => moment ?? options.now();
  const store = createStore(settings, now);
  const parts = { settings, store, now, baseUrl };
  const [cloudPartner, productIngestion, login] = [
    createCloudPartner(parts),
    createProductIngestion(parts),
    createLogin(parts),
  ];
  const faults = createFaultQueue();
  const requests: RequestEntry[] = [];

  function faceOf(url: string): Face {
    if (isIngestion(url)) return productIngestion;
    return isLogin(url) ? login : cloudPartner;
  }

  function handle(request: SimulatorRequest): Reply {
    moment = options.now();
    try {
      return replyTo(request);
    } finally {
      moment = undefined;
    }
  }

  function replyTo(request: SimulatorRequest): Reply {
    const fault = faults.take(request.method, pathAndQueryOf(request.url));
    const written =
      fault === undefined || takesEffect(fault) ? faceOf(request.url).perform(request) : undefined;
    const reply = faultyReply(fault, written?.response, {
      "Cache-Control": "no-cache",
      "X-Ms-Correlation-Request-Id": `00000000-0000-4000-8000-${String(requests.length + 1).padStart(12, "0")}`,
    });
    record(request, reply, written);
    return reply;
  }

  function record(request: SimulatorRequest, reply: Reply, written: Written | undefined): void {
    const { version, submission } = written ?? {};
    const entry: RequestEntry = {
      time: now(),
      method: request.method,
      path: pathOf(request.url),
      status: reply.kind === "response" ? reply.response.status : reply.kind,
      accepted: written !== undefined && written.response.status < 300,
      ...faceOf(request.url).describe(request),
      ...(version !== undefined && { version }),
      ...(submission !== undefined && { submission }),
    };
    requests.push(entry);
    settings.onRequest?.(entry);
  }

  return Object.assign(createControls(store, now), {
    handle,
    fault: (fault: Fault) => faults.add(fault),
    requests,
  });
}
