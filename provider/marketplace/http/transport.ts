/** One HTTP request as plain data: the seam between what is sent and how it travels. */
export interface HttpRequest {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** For a POST. Default: an empty body. The transport adds its length. */
  readonly body?: string | undefined;
  /** How long request and response may take together, in milliseconds. */
  readonly timeoutMs: number;
  /** Stops the request at any time. */
  readonly signal?: AbortSignal | undefined;
  /** For a POST: until when it may leave. Default: no limit. */
  readonly departure?: Departure | undefined;
  /**
   * True: status and headers are enough for a response, even when the body breaks off, takes too long or is too
   * large. Default: false, and such a body is an error.
   */
  readonly headSuffices?: boolean | undefined;
}

/** Reasons to stop a request before anything of it has left this machine. They stop nothing afterwards. */
export interface Departure {
  /** A request that has not left after this time, in milliseconds from now, does not leave at all. */
  readonly withinMs: number;
  readonly signal?: AbortSignal | undefined;
}

export interface HttpResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The decoded body, at most `MAX_BODY_BYTES` long. Empty when it was lost. */
  readonly body: string;
  /** The body did not arrive. Only with `headSuffices`. */
  readonly bodyLost?: true;
}

/**
 * Carries one request. Never repeats it, and follows no redirect. Throws a `MarketplaceError`: `NETWORK` when there
 * was no complete response in time, `RESPONSE_TOO_LARGE` when the body is too long, `INTERRUPTED` when the signal was
 * aborted. The error's `notSent` is set when certainly nothing of the request left this machine.
 */
export type Transport = (request: HttpRequest) => Promise<HttpResponse>;

/** Longer bodies are refused. The largest real documents have some hundred kilobytes. */
export const MAX_BODY_BYTES = 10 * 1024 * 1024;
