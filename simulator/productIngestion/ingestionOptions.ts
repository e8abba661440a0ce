/** How the Product Ingestion API's face behaves, where the real service is not documented in full or is known to vary. */
export interface IngestionOptions {
  /**
   * Whether the entry of what was published to preview stays in the list of submissions once its launch begins
   * (`kept`, the default, as documented) or goes (`vanished`, as SUSE's client expects).
   */
  readonly list?: "kept" | "vanished";
  /** How an answer spells the id of a job. Default `jobId`; one page of the documentation has `jobID`. */
  readonly jobId?: "jobId" | "jobID" | "both";
  /** The order of the numbers of submissions. Default `rising`, as seen; nobody promises it. */
  readonly numbers?: "rising" | "falling";
  /** `created` of a live submission: when the launch began (the default) or when the publish did. */
  readonly liveCreated?: "launch" | "publish";
  /**
   * The entry that a canceled publish or launch leaves in the list: a failed one (the default), a canceled one, or
   * nothing.
   */
  readonly canceledEntry?: "failed" | "cancelled" | "gone";
  /** `jobEnd` before the end. Default `0001-01-01T00:00:00`; `start` is a real time that means nothing. */
  readonly jobEndBefore?: "0001-01-01T00:00:00" | "0001-01-01" | "start" | "none";
  /** `details` of an error of a job. Default `list`; an object has been seen. */
  readonly errorDetails?: "list" | "object";
  /** Some answers name schemas by the host that was switched off in 2024, as seen in 2025. Default false. */
  readonly oldSchemaHosts?: boolean;
  /** Answers hold members that nobody documented. Default false. */
  readonly extraMembers?: boolean;
  /** Status words to respell on the wire, such as `{ running: "inProgress" }`. */
  readonly words?: Readonly<Record<string, string>>;
  /** A launch that names no submission, or 0: refused at once (`400`, the default), or by its job. */
  readonly launchWithoutNumber?: "400" | "job";
  /** Versions of schemas that the service no longer takes, such as `2022-03-01-preview2`. */
  readonly withdrawnSchemas?: readonly string[];
  /** Products on a page of the list. Default 20. */
  readonly pageSize?: number;
  /** The form of `@nextLink`. Default `absolute`. */
  readonly nextLink?: "absolute" | "relative";
  /** Milliseconds that a job of configuration takes. Default 0. */
  readonly configureTime?: number;
  /** Milliseconds after which an accepted publish or launch that cannot be fails in its job. Default 0. */
  readonly refusalTime?: number;
  /** Milliseconds after which a job is forgotten: 404. Default: never. */
  readonly jobLifetime?: number;
}

type Known = Required<Omit<IngestionOptions, "jobLifetime">>;

/** The options with their defaults. */
export interface Ingestion extends Known {
  readonly jobLifetime: number;
}

const DEFAULTS: Ingestion = {
  list: "kept",
  jobId: "jobId",
  numbers: "rising",
  liveCreated: "launch",
  canceledEntry: "failed",
  jobEndBefore: "0001-01-01T00:00:00",
  errorDetails: "list",
  oldSchemaHosts: false,
  extraMembers: false,
  words: {},
  launchWithoutNumber: "400",
  withdrawnSchemas: [],
  pageSize: 20,
  nextLink: "absolute",
  configureTime: 0,
  refusalTime: 0,
  jobLifetime: Infinity,
};

/** Throws a `RangeError` for values that make no sense. */
export function toIngestion(options: IngestionOptions = {}): Ingestion {
  const all = { ...DEFAULTS, ...options };
  for (const name of ["configureTime", "refusalTime", "jobLifetime"] as const) {
    if (!(all[name] >= 0))
      throw new RangeError(`ingestion.${name} is ${all[name]}: give a number of zero or above.`);
  }
  if (!(Number.isInteger(all.pageSize) && all.pageSize > 0)) {
    throw new RangeError(`ingestion.pageSize is ${all.pageSize}: give a whole number above zero.`);
  }
  return all;
}
