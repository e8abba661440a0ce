import type { Action as CloudPartnerAction } from "./cloudPartner/route";
import type { Api } from "./offer";
import type { IngestionAction } from "./productIngestion/route";

/** The calls of both APIs; `golive` and `publish` are those of either. */
export type Action = CloudPartnerAction | IngestionAction | "token";

/** One request, as it went. */
export interface RequestEntry {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** The outcome for the client: a status, a reset connection or no answer. */
  readonly status: number | "reset" | "hang";
  /** Which API was called, where it was one. */
  readonly api?: Api;
  /** Which call of the service it was, where it was one. */
  readonly action?: Action;
  /** `publisher/offer`, where the call names one. */
  readonly offer?: string;
  /** Whether the service accepted the request, whatever the client got to see of it. */
  readonly accepted: boolean;
  /** For accepted writes: the version saved, published, launched or canceled. */
  readonly version?: number;
  /** The same as the number of the submission, in the Product Ingestion API. */
  readonly submission?: string;
}

/** A request in one line: time, method, path, what the client got, and for accepted writes the version. */
export function requestLine(entry: RequestEntry): string {
  const time = new Date(entry.time).toISOString();
  const version = entry.version === undefined || entry.version === 0 ? "" : ` version ${entry.version}`;
  const submission = entry.submission === undefined ? "" : ` submission ${entry.submission}`;
  return `${time} ${entry.method} ${printable(entry.path)} ${entry.status}${version}${submission}`;
}

/** Paths come from outside: nothing that a terminal would act on, and no more than fits a line. */
function printable(path: string): string {
  const text = path.replaceAll(/[^\x21-\x7e]/g, "?");
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}
