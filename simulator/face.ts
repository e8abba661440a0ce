import { empty, error, type SimulatorRequest, type SimulatorResponse } from "./exchange";
import type { RequestEntry } from "./requestEntry";

/** The answer to a request, and the version that a write concerns when it was accepted. */
export interface Written {
  readonly response: SimulatorResponse;
  readonly version?: number;
  /** Which call it was, where only the body tells. */
  readonly told?: Pick<RequestEntry, "action" | "offer">;
}

/** One API over the offers that the simulator holds. */
export interface Face {
  /** Which call a request makes, for the record of requests. */
  describe(method: string, url: string): Pick<RequestEntry, "action" | "offer">;
  perform(request: SimulatorRequest): Written;
}

export const MALFORMED = error(400, "BadRequest", "The path holds a malformed percent-escape.");

export const NOTHING_HERE = error(404, "ResourceNotFound", "There is nothing at this path.");

export function wrongMethod(allow: readonly string[]): SimulatorResponse {
  return empty(405, { Allow: allow.join(", ") });
}

/** Whether a request carries the token, or any that is not empty where none is set. */
export function hasToken(request: SimulatorRequest, accessToken: string | undefined): boolean {
  const [, token] = /^Bearer +(\S+)$/i.exec((headerOf(request, "authorization") ?? "").trim()) ?? [];
  return token !== undefined && (accessToken === undefined || token === accessToken);
}

/** A header of a request; `name` in lower case. */
export function headerOf(request: SimulatorRequest, name: string): string | undefined {
  return Object.entries(request.headers).find(([key]) => key.toLowerCase() === name)?.[1];
}
