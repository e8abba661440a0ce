import { empty, error, type SimulatorRequest, type SimulatorResponse } from "./exchange";
import type { Settings } from "./options";
import type { RequestEntry } from "./requestEntry";
import type { Store } from "./store";

/** The answer to a request, and the version that a write concerns when it was accepted. */
export interface Written {
  readonly response: SimulatorResponse;
  readonly version?: number;
  /** The number of the submission, in the Product Ingestion API. */
  readonly submission?: string;
}

export type Described = Pick<RequestEntry, "api" | "action" | "offer">;

/** One API over the offers that the simulator holds. */
export interface Face {
  /** Which call a request makes, for the record of requests. */
  describe(request: SimulatorRequest): Described;
  perform(request: SimulatorRequest): Written;
}

/** The dependencies of a face. */
export interface FaceParts {
  readonly settings: Settings;
  readonly store: Store;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Scheme and authority of the URLs that the service gives out, without a slash at the end. */
  readonly baseUrl: () => string;
}

export const MALFORMED = error(400, "BadRequest", "The path holds a malformed percent-escape.");

export const NOTHING_HERE = error(404, "ResourceNotFound", "There is nothing at this path.");

export function wrongMethod(allow: readonly string[]): SimulatorResponse {
  return empty(405, { Allow: allow.join(", ") });
}
