import { isObject, parseBody, type JsonObject } from "./body";
import type { Controls, FailureWishes } from "./controls";
import type { Distortion, Source } from "./distortion";
import { json, type Reply, type SimulatorRequest, type SimulatorResponse, type Wire } from "./exchange";
import { checkFault, type Fault } from "./fault";
import { pathOf } from "./target";
import { headerOf } from "./token";

/** The parts of the simulator that the control port reaches. */
export interface Controlled extends Controls {
  fault(fault: Fault): void;
}

type Act = (controlled: Controlled, offer: string, body: JsonObject) => unknown;

/** The actions on an offer, by the last part of the path. */
const ACTS: Readonly<Record<string, Act>> = {
  publish: (controlled, offer, body) => controlled.publish(offer, durationIn(body)),
  golive: (controlled, offer, body) => controlled.goLive(offer, durationIn(body)),
  cancel: (controlled, offer) => controlled.cancel(offer) ?? null,
  finish: (controlled, offer) => controlled.finish(offer) ?? null,
  "stop-selling": (controlled, offer) => controlled.stopSelling(offer),
  "fail-next-launch": (controlled, offer, body) => controlled.failNextLaunch(offer, failureIn(body)),
  "fail-next-publish": (controlled, offer, body) => controlled.failNextPublish(offer, failureIn(body)),
  // The simulator itself checks what these three get.
  distort: (controlled, offer, body) => controlled.distort(offer, body as object as Distortion),
  restore: (controlled, offer, body) => controlled.restore(offer, body["source"] as Source | undefined),
  "add-entry": (controlled, offer, body) => controlled.addEntry(offer, body),
};

/**
 * Handles the requests of a port of its own, by which a person at a shell does what others do in Partner Center. It has
 * no path in common with the APIs. Pages in a browser cannot use it: they send an `Origin`, or another `Host`.
 */
export function controlDoor(controlled: Controlled): (request: SimulatorRequest) => Reply {
  return (request) => {
    let response: SimulatorResponse;
    try {
      response = answer(controlled, request);
    } catch (error) {
      response = problem(400, error instanceof Error ? error.message : String(error));
    }
    return { kind: "response", response, delayMs: 0 };
  };
}

function answer(controlled: Controlled, request: SimulatorRequest): SimulatorResponse {
  const host = (headerOf(request, "host") ?? "").replace(/:[0-9]*$/, "");
  if (headerOf(request, "origin") !== undefined || !/^(127\.0\.0\.1|localhost)$/.test(host)) {
    return problem(403, "The controls are for programs on this machine, not for pages in a browser.");
  }
  const [, first = "", publisherId = "", offerId = "", act = ""] = pathOf(request.url).split("/");
  if (request.method === "GET") {
    if (first === "") return help();
    return first === "offers" && publisherId === "" ? json(200, plain(controlled.offers)) : nothing();
  }
  if (request.method !== "POST") return problem(405, "GET and POST are all there is.");
  const body = request.body === undefined || request.body === "" ? {} : parseBody(request.body);
  if (!isObject(body)) return problem(400, "The body has to be a JSON object, or nothing.");
  if (first === "documents" && publisherId === "") {
    controlled.changeDocuments(body);
    return json(200, {});
  }
  if (first === "faults" && publisherId === "") {
    controlled.fault(checkFault(body));
    return json(200, {});
  }
  const found = first === "offers" && Object.hasOwn(ACTS, act) ? ACTS[act] : undefined;
  if (found === undefined) return nothing();
  const made = found(controlled, `${publisherId}/${offerId}`, body);
  return json(200, made === undefined ? {} : plain(made));
}

function nothing(): SimulatorResponse {
  return problem(404, "There is nothing at this path. GET / lists what there is.");
}

function problem(status: number, message: string): SimulatorResponse {
  return json(status, { error: message });
}

/** Views are plain data; JSON leaves out what is not defined. */
function plain(value: unknown): Wire {
  return parseBody(JSON.stringify(value));
}

function durationIn({ duration }: JsonObject): { readonly duration?: number } {
  if (duration === undefined) return {};
  if (typeof duration === "number" && duration >= 0) return { duration };
  throw new RangeError("duration has to be a number of milliseconds.");
}

function failureIn(body: JsonObject): FailureWishes {
  const { step, messages, certification } = body;
  if (step !== undefined && typeof step !== "string") throw new RangeError("step has to be text.");
  if (certification !== undefined && typeof certification !== "boolean") {
    throw new RangeError("certification has to be true or false.");
  }
  const texts: readonly Wire[] = Array.isArray(messages) ? (messages as readonly Wire[]) : [];
  if (
    (messages !== undefined && !Array.isArray(messages)) ||
    !texts.every((one) => typeof one === "string")
  ) {
    throw new RangeError("messages has to be a list of texts.");
  }
  return {
    ...(step !== undefined && { step }),
    ...(certification !== undefined && { certification }),
    ...(messages !== undefined && { messages: texts.filter((one) => typeof one === "string") }),
  };
}

function help(): SimulatorResponse {
  const acts = Object.keys(ACTS).map((act) => `POST /offers/PUBLISHER/OFFER/${act}`);
  const lines = ["GET  /offers", ...acts, "POST /documents", "POST /faults", ""];
  return { status: 200, headers: { "Content-Type": "text/plain; charset=utf-8" }, body: lines.join("\n") };
}
