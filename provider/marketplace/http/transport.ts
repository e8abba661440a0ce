/** One HTTP exchange, as plain data: the seam between what we say to the service and how it travels. */
export interface HttpRequest {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Of a POST; none is an empty one. The transport adds its length. */
  readonly body?: string | undefined;
  /** How long the whole exchange may take, in milliseconds. */
  readonly timeoutMs: number;
  /** Stops a request at any moment. */
  readonly signal?: AbortSignal | undefined;
  /** Of a POST: until when it may leave; without it at any time. */
  readonly departure?: Departure | undefined;
  /**
   * Status and headers are a response, also when the body breaks off, takes too long or is too large. False unless
   * set: then such a body is an error.
   */
  readonly headSuffices?: boolean | undefined;
}

/** What keeps a request back while nothing of it has left this machine; afterwards it stops nothing. */
export interface Departure {
  /** A request that has not left by then, in milliseconds from now, does not leave at all. */
  readonly withinMs: number;
  readonly signal?: AbortSignal | undefined;
}

export interface HttpResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The decoded body, at most `MAX_BODY_BYTES` long; empty when it was lost. */
  readonly body: string;
  /** The body did not arrive; only for a request whose head suffices. */
  readonly bodyLost?: true;
}

/**
 * Carries one request and never repeats it, nor follows a redirect. Throws a `MarketplaceError`: `NETWORK` when
 * there was no complete response in time, `RESPONSE_TOO_LARGE` when the body exceeds the bound, `INTERRUPTED` when
 * the signal was aborted. The error's `notSent` says why nothing of the request left, where that is certain.
 */
export type Transport = (request: HttpRequest) => Promise<HttpResponse>;

/** Bodies above this are refused: the largest real documents are some hundred kilobytes. */
export const MAX_BODY_BYTES = 10 * 1024 * 1024;
