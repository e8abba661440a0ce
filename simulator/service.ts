import { MAX_BODY_BYTES } from "./body";
import { createControls, type Controls } from "./controls";
import { empty, error, type Reply, type SimulatorRequest, type SimulatorResponse } from "./exchange";
import { createFaultQueue, faultyReply, takesEffect, type Fault } from "./fault";
import { toSettings, type SimulatorOptions } from "./options";
import {
  listOffers,
  listPublishers,
  listSubmissions,
  readDraft,
  readOperation,
  readSlot,
  readStatus,
  readVersion,
} from "./reads";
import { pathAndQueryOf, pathOf, queryOf, routeOf, type Route } from "./route";
import type { RequestEntry } from "./requestEntry";
import { createStore, nameOf } from "./store";
import { API_VERSION, cancelOperation, saveOffer, startOperation, type Written } from "./writes";

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
  const { now, baseUrl } = options;
  const store = createStore(settings, now);
  const faults = createFaultQueue();
  const requests: RequestEntry[] = [];

  function handle(request: SimulatorRequest): Reply {
    const fault = faults.take(request.method, pathAndQueryOf(request.url));
    const written = fault === undefined || takesEffect(fault) ? perform(request) : undefined;
    const reply = faultyReply(fault, written?.response, {
      "Cache-Control": "no-cache",
      "X-Ms-Correlation-Request-Id": `00000000-0000-4000-8000-${String(requests.length + 1).padStart(12, "0")}`,
    });
    record(request, reply, written);
    return reply;
  }

  function record(request: SimulatorRequest, reply: Reply, written: Written | undefined): void {
    const routing = routeOf(request.method, request.url);
    const { route } = routing.kind === "route" ? routing : {};
    const { version } = written ?? {};
    const entry: RequestEntry = {
      time: now(),
      method: request.method,
      path: pathOf(request.url),
      status: reply.kind === "response" ? reply.response.status : reply.kind,
      accepted: written !== undefined && written.response.status < 300,
      ...(route !== undefined && { action: route.action }),
      ...(route !== undefined && route.offerId !== "" && { offer: nameOf(route) }),
      ...(version !== undefined && { version }),
    };
    requests.push(entry);
    settings.onRequest?.(entry);
  }

  function perform(request: SimulatorRequest): Written {
    const headers = new Map(
      Object.entries(request.headers).map(([name, text]) => [name.toLowerCase(), text]),
    );
    const refused = refuse(request, headers.get("authorization"));
    if (refused !== undefined) return { response: refused };
    const routing = routeOf(request.method, request.url);
    switch (routing.kind) {
      case "malformed":
        return { response: error(400, "BadRequest", "The path holds a malformed percent-escape.") };
      case "unknown":
        return { response: error(404, "ResourceNotFound", "There is nothing at this path.") };
      case "wrongMethod":
        return { response: empty(405, { Allow: routing.allow.join(", ") }) };
      case "route":
        return answer(routing.route, request.body ?? "", headers.get("if-match"));
    }
  }

  function refuse(request: SimulatorRequest, authorization = ""): SimulatorResponse | undefined {
    const [, token] = /^Bearer +(\S+)$/i.exec(authorization.trim()) ?? [];
    if (token === undefined || (settings.accessToken !== undefined && token !== settings.accessToken)) {
      return error(401, "Unauthorized", "A valid bearer token is required.", {
        "WWW-Authenticate": "Bearer",
      });
    }
    const versions = queryOf(request.url).getAll("api-version");
    if (versions.length !== 1 || versions[0] !== API_VERSION) {
      return error(400, "InvalidAPIVersion", `Invalid api version. Allowed values are [${API_VERSION}]`);
    }
    if (Buffer.byteLength(request.body ?? "") > MAX_BODY_BYTES) {
      return error(413, "RequestEntityTooLarge", `The body has more than ${MAX_BODY_BYTES} bytes.`);
    }
    return undefined;
  }

  function answer(route: Route, body: string, ifMatch: string | undefined): Written {
    const context = { route, settings, store, now: now(), baseUrl: baseUrl(), body, ifMatch };
    const { publisherId, offerId } = route;
    if (route.action === "publishers") return { response: listPublishers(store.publisherIds) };
    if (!store.hasPublisher(publisherId)) return notFound("publisher");
    if (route.action === "offers") {
      return {
        response: listOffers(
          store.offers.filter((one) => one.publisherId === publisherId),
          context,
        ),
      };
    }
    const offer = store.find(publisherId, offerId);
    if (route.action === "save") return saveOffer(offer, context);
    if (offer === undefined) return notFound("offer");
    switch (route.action) {
      case "offer":
        return { response: readDraft(offer, context) };
      case "slot":
        return { response: readSlot(offer, context) };
      case "version":
        return { response: readVersion(offer, context) };
      case "status":
        return { response: readStatus(offer, context) };
      case "submissions":
        return { response: listSubmissions(offer, context) };
      case "operation":
        return { response: readOperation(offer, context) };
      case "publish":
        return startOperation(offer, "publish", context);
      case "golive":
        return startOperation(offer, "goLive", context);
      case "cancel":
        return cancelOperation(offer, context);
    }
  }

  return Object.assign(createControls(store, now), {
    handle,
    fault: (fault: Fault) => faults.add(fault),
    requests,
  });
}

function notFound(what: string): Written {
  return { response: error(404, "ResourceNotFound", `This ${what} does not exist.`) };
}
