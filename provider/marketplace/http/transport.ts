/** One HTTP exchange, as plain data: the seam between what we say to the service and how it travels. */
export interface HttpRequest {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Of a POST; none is an empty one. Its length is the transport's to say. */
  readonly body?: string | undefined;
  /** How long the whole exchange may take, in milliseconds. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

export interface HttpResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The decoded body, at most `MAX_BODY_BYTES` long. */
  readonly body: string;
}

/**
 * Carries one request and never repeats it, nor follows a redirect. Throws a `MarketplaceError`: `NETWORK` when
 * there was no complete response in time, `RESPONSE_TOO_LARGE` when the body exceeds the bound, `INTERRUPTED` when the
 * signal was aborted, before or on the way.
 */
export type Transport = (request: HttpRequest) => Promise<HttpResponse>;

/** Bodies above this are refused: the largest real documents are some hundred kilobytes. */
export const MAX_BODY_BYTES = 10 * 1024 * 1024;
