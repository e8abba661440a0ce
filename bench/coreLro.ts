import { createHttpPoller, type OperationResponse, type RunningOperation } from "@azure/core-lro";
import { useFakeTimers } from "sinon";
import type { HttpResponse } from "../provider/marketplace/http/transport";
import { API_VERSION, BEGINNING, createSite, GO_LIVE, type Call, type SiteOptions } from "./site";
import { toTrial, type Trial } from "./trial";

function toResponse(call: Call, { status, headers, body }: HttpResponse): OperationResponse {
  const parsed: unknown = body === "" ? undefined : JSON.parse(body);
  const present = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return {
    flatResponse: parsed,
    rawResponse: {
      statusCode: status,
      request: { method: call.method, url: call.url },
      headers: Object.fromEntries(present),
      body: parsed,
    },
  };
}

/**
 * One launch followed by the package itself, with its own defaults. An end other than success is returned instead of
 * thrown, so that its word is seen. Runs on fake timers. `limitMs` stops a poller that would never end. A URL without
 * `api-version` gets one, since the package would fail at the first look.
 */
export async function runCoreLro(options: SiteOptions, limitMs: number): Promise<Trial> {
  const timers = useFakeTimers({ now: BEGINNING, toFake: ["setTimeout", "clearTimeout", "Date"] });
  try {
    const site = createSite(options, () => timers.now);
    const ask = (call: Call): OperationResponse => toResponse(call, site.call(call));
    const operation: RunningOperation = {
      sendInitialRequest: () => Promise.resolve(ask(GO_LIVE)),
      sendPollRequest: (path) => {
        const url = path.includes("api-version=") ? path : `${path}?${API_VERSION}`;
        return Promise.resolve(ask({ method: "GET", url }));
      },
    };
    const poller = createHttpPoller(operation, { resolveOnUnsuccessful: true });
    const run = { settled: false };
    const settle = (): void => {
      run.settled = true;
    };
    poller.pollUntilDone().then(settle, settle);
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      if (run.settled || timers.now - BEGINNING > limitMs) break;
      timers.next();
    }
    const status = poller.operationState?.status;
    const ended = status === "succeeded" || status === "failed" || status === "canceled";
    return toTrial(site, options.durationMs, ended ? status : "running", timers.now);
  } finally {
    timers.restore();
  }
}
