/** Every code that an error of this package can carry; docs/errors.md says for each what it means and what to do. */
export const ERROR_CODES = [
  // In the program's declaration
  "INPUT_INVALID",
  "INPUT_UNKNOWN",
  "OFFER_CHANGED",
  "API_CHANGED",
  "OFFER_DECLARED_TWICE",
  "STATE_UNREADABLE",
  "NOTHING_LIVE",
  // How the run is set up
  "PACKAGE_NOT_INSTALLED",
  "SETTING_INVALID",
  "CREDENTIAL_MISSING",
  "CREDENTIAL_FAILED",
  "READ_ONLY",
  "TOO_MANY_LAUNCHES",
  // In the service's responses
  "UNAUTHORIZED",
  "FORBIDDEN",
  "OFFER_UNKNOWN",
  "SERVICE_REFUSED",
  "SERVICE_UNAVAILABLE",
  "NETWORK",
  "RESPONSE_INVALID",
  "RESPONSE_TOO_LARGE",
  "FOREIGN_URL",
  // Why a launch does not start
  "SUPERSEDED",
  "NOTHING_IN_PREVIEW",
  "PREVIEW_OTHER_VERSION",
  "NOT_READY",
  "LAUNCH_IN_THE_WAY",
  "REPLACED_BY_ENGINE",
  "GOLIVE_REFUSED",
  // How a launch, or the wait for it, ended
  "LAUNCH_FAILED",
  "LAUNCH_CANCELED",
  "LAUNCH_INDETERMINATE",
  "LAUNCH_UNCONFIRMED",
  "TIMED_OUT",
  "INTERRUPTED",
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** Details of an error, for programs. The message already says them for people. */
export interface ErrorDetails {
  /** The HTTP status of the response. */
  readonly httpStatus?: number;
  /** The service's own code for the error. */
  readonly serviceCode?: string;
  /** How long the service asks to wait, in milliseconds, as it sent it. */
  readonly retryAfterMs?: number;
  /** The service's id of the request. Its support asks for it. */
  readonly requestId?: string;
  /**
   * Set only when nothing of the request can have left this machine: its time was up (`late`), there was no
   * connection (`unreachable`), or the run was interrupted (`interrupted`).
   */
  readonly notSent?: "late" | "unreachable" | "interrupted";
  /** False: the rejected token came from the environment, so another try in the same run cannot help. */
  readonly renewable?: false;
  readonly cause?: unknown;
}

/**
 * Every error that this package throws on purpose. `message` says what failed, with which values, and what to do
 * next. It ends with the code in brackets. `code` is stable across versions.
 */
export class MarketplaceError extends Error {
  override readonly name = "MarketplaceError";
  readonly code: ErrorCode;
  readonly httpStatus: number | undefined;
  readonly serviceCode: string | undefined;
  readonly retryAfterMs: number | undefined;
  readonly requestId: string | undefined;
  readonly notSent: ErrorDetails["notSent"];
  readonly renewable: ErrorDetails["renewable"];

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(`${message} [${code}]`, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.httpStatus = details.httpStatus;
    this.serviceCode = details.serviceCode;
    this.retryAfterMs = details.retryAfterMs;
    this.requestId = details.requestId;
    this.notSent = details.notSent;
    this.renewable = details.renewable;
  }
}

/** Checks the shape, not the class, so that errors of another copy of this package match too. */
export function isMarketplaceError(error: unknown): error is MarketplaceError {
  return error instanceof Error && error.name === "MarketplaceError" && "code" in error;
}

const TRANSIENT: ReadonlySet<ErrorCode> = new Set([
  "SERVICE_UNAVAILABLE",
  "NETWORK",
  "RESPONSE_INVALID",
] satisfies ErrorCode[]);

/**
 * Whether a read that failed this way may succeed when tried again: 408, 425, 429, 5xx, network, a garbled response.
 */
export function isTransient(error: unknown): boolean {
  return isMarketplaceError(error) && TRANSIENT.has(error.code);
}

/** The message of an error without the code at its end, as a part of another message. */
export function withoutCode(error: unknown): string {
  const message = messageOf(error);
  const end = isMarketplaceError(error) ? ` [${error.code}]` : "";
  return end !== "" && message.endsWith(end) ? message.slice(0, -end.length) : message;
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
