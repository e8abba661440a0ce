import { checkDocuments, type DocumentOptions } from "./cloudPartner/documentOptions";
import type { Distortion } from "./distortion";
import type { ListEntry } from "./listEntry";
import { toIngestion, type Ingestion, type IngestionOptions } from "./productIngestion/ingestionOptions";
import type { RequestEntry } from "./requestEntry";
import type { OfferSeed } from "./seed";

/** How the simulated service is set up; every member has a default. */
export interface SimulatorOptions {
  /** The offers held at the start, as text such as `contoso/vm@3` or in full. */
  readonly offers?: readonly (string | OfferSeed)[];
  /** Publishers held at the start besides those of the offers. */
  readonly publishers?: readonly string[];
  /** Milliseconds that a launch takes. Default 5000. */
  readonly launchTime?: number;
  /** Milliseconds that a publish to preview takes. Default 2000. */
  readonly publishTime?: number;
  /**
   * How the answer to a publish or a launch names the operation. `relative` (the default, documented since 2020):
   * header `Location`, path and query. `absolute` (documented in 2018): header `Operation-Location`, a whole URL
   * without `api-version`. `legacy` (documented since 2020 for offers that were not migrated): header `Location`,
   * `/api/operations/publisher$offer$2$preview`.
   */
  readonly location?: LocationStyle;
  /** The only token to accept. Default: any that is not empty. */
  readonly accessToken?: string;
  /** Seconds in `Retry-After` while an operation runs. Default: 1 when `launchTime` is below a minute, else none. */
  readonly retryAfterSeconds?: number;
  /** Whether `GET operations/{id}` answers an object (the default) or, as the documented sample, an array of one. */
  readonly operationShape?: "object" | "array";
  /** A publish stays listed as running, in slot `staging`, while the offer waits for sign-off; a launch continues it. */
  readonly publishRemainsRunning?: boolean;
  /** A launch has no operation of its own: it answers the URL of the publish, which says complete all along. */
  readonly goliveContinuesPublish?: boolean;
  /** Milliseconds until a new operation appears in the list of submissions. Default 0. */
  readonly submissionsLagMs?: number;
  /** Milliseconds until `GET status` shows what has become of the offer. Default 0. */
  readonly statusLagMs?: number;
  /** Milliseconds until the production slot shows a version that went live. Default 0. */
  readonly productionLagMs?: number;
  /** Status words to respell on the wire, such as `{ complete: "Completed" }`. */
  readonly words?: Readonly<Record<string, string>>;
  /** The form of documents, where the real service is not documented in full. */
  readonly documents?: DocumentOptions;
  /** Sources that do not tell the truth, for every offer. */
  readonly distortions?: readonly Distortion[];
  /** Entries that the list of operations of each offer holds besides its publishes and launches. */
  readonly entries?: readonly ListEntry[];
  /** How the Product Ingestion API's face behaves. */
  readonly ingestion?: IngestionOptions;
  /** Called after each request. */
  readonly onRequest?: (entry: RequestEntry) => void;
}

export type LocationStyle = "absolute" | "relative" | "legacy";

/** The options with their defaults. Throws a `RangeError` for values that make no sense. */
export interface Settings extends SimulatorOptions {
  readonly launchTime: number;
  readonly publishTime: number;
  readonly location: LocationStyle;
  readonly submissionsLagMs: number;
  readonly statusLagMs: number;
  readonly productionLagMs: number;
  readonly retryAfter: string | undefined;
  readonly documents: DocumentOptions;
  readonly ingestion: Ingestion;
}

export function toSettings(options: SimulatorOptions): Settings {
  const { launchTime = 5000, publishTime = 2000, location = "relative" } = options;
  const { submissionsLagMs = 0, statusLagMs = 0, productionLagMs = 0 } = options;
  const retryAfterSeconds = options.retryAfterSeconds ?? (launchTime < 60_000 ? 1 : undefined);
  for (const [name, value] of Object.entries({
    launchTime,
    publishTime,
    submissionsLagMs,
    statusLagMs,
    productionLagMs,
    retryAfterSeconds,
  })) {
    if (value !== undefined && !(Number.isFinite(value) && value >= 0)) {
      throw new RangeError(`${name} is ${value}: give a number of zero or above.`);
    }
  }
  if (options.publishRemainsRunning === true && options.goliveContinuesPublish === true) {
    throw new RangeError(
      "publishRemainsRunning and goliveContinuesPublish contradict each other: set one of them.",
    );
  }
  const retryAfter = retryAfterSeconds?.toString();
  const lags = { submissionsLagMs, statusLagMs, productionLagMs };
  const documents = checkDocuments(options.documents ?? {});
  return {
    ...options,
    launchTime,
    publishTime,
    ...lags,
    location,
    retryAfter,
    documents,
    ingestion: toIngestion(options.ingestion),
  };
}
