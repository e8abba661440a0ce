import type { Offer } from "./offer";
import type { OfferPhase } from "./offerPhase";
import type { OperationStatus } from "./operationStatus";
import type { ServiceTraits } from "./serviceTraits";
import type { Version } from "./version";

export { OFFER_PHASES, type OfferPhase } from "./offerPhase";
export type { ServiceTraits } from "./serviceTraits";

/** A message of the service as plain text: no HTML, no control characters, shortened. */
export interface Message {
  readonly level: "information" | "warning" | "error";
  readonly text: string;
}

/** One step of an operation. */
export interface Step {
  /** The step's name for a person, such as `Certification`. */
  readonly name: string;
  /** The word as the service sent it, such as `inProgress`. */
  readonly word: string;
  /** Percent done, 0 to 100. For display only: the service reports 0 for completed steps too. */
  readonly percent?: number;
  readonly messages: readonly Message[];
}

/**
 * A blocked, rejected or failed step, or a message of level error. Reported also while everything is still running.
 */
export interface Problem {
  readonly step?: string;
  readonly message: string;
}

export interface OfferStatus {
  readonly phase: OfferPhase;
  /** The offer's own status word, as the service sent it. */
  readonly word: string;
  /** The step that says most: the failed one, otherwise the running one, otherwise the waiting one. */
  readonly step?: Step;
  /** Where the offer stands, in words for a person, such as `step "Certification" is "inProgress"`. */
  readonly summary: string;
  /** Another effect of a launch, in words, such as that it puts the offer back on sale. */
  readonly remark?: string;
  readonly problems: readonly Problem[];
}

/** An entry of the service's list of operations. */
export interface Submission {
  /** Safe to print, and different for each attempt. */
  readonly id: string;
  /** A `publish` brings a version to preview, a `launch` takes it live. `other` is neither, such as a cancel. */
  readonly kind: "publish" | "launch" | "other";
  /** `undefined`: an unknown word. It counts as not ended. */
  readonly status: OperationStatus | undefined;
  readonly word: string;
  readonly version?: Version;
  /** Milliseconds since 1970, when the service last changed the entry. */
  readonly changedAt?: number;
  /** The operation's address, if the service has one. */
  readonly operationUrl?: string;
}

/** The content of a slot. */
export interface SlotContent {
  /** `undefined` when the service gives no readable version. */
  readonly version?: Version;
}

/** The contents of both slots, in a form for comparing them. */
export interface Documents {
  /** Absent: the slot is empty. */
  readonly preview?: unknown;
  readonly production?: unknown;
  /** Why nothing can be compared, in words. The slots are absent then. */
  readonly unavailable?: string;
}

/** The service's own product, for a service that knows more than the two ids. */
export interface Product {
  /** The service's own id, the same for the life of the offer. */
  readonly id: string;
  readonly alias?: string;
  /** The kind of offer, in the service's word. */
  readonly type?: string;
  /** The offer's page, for a person. */
  readonly address?: string;
}

/** An offer as read-only requests saw it. A slot that is `undefined` is empty. */
export interface Look {
  /** When the first read got its response, in milliseconds since 1970. The whole look counts as that old. */
  readonly at: number;
  readonly preview?: SlotContent;
  readonly production?: SlotContent;
  readonly status: OfferStatus;
  readonly submissions: readonly Submission[];
  readonly product?: Product;
  /** How long the service asks to wait before the next look, as sent with the status, unlimited. */
  readonly retryAfterMs?: number;
  /**
   * Why a part could not be read, in words. Only in a partial look. Such a slot is `undefined`, such a status has
   * phase `unknown`, such a list is empty, and none of them says anything.
   */
  readonly unread?: Readonly<Partial<Record<LookPart, string>>>;
}

/** The parts of a look that can fail separately, in an API that reads them with separate requests. */
export type LookPart = "preview" | "production" | "status" | "submissions";

/** An offer's status, read alone. */
export type StatusSight = Pick<Look, "status" | "retryAfterMs">;

export interface LookOptions {
  /** An unreadable part is listed in `unread`, and the look does not fail. When no part can be read, it fails. */
  readonly partial?: boolean | undefined;
}

/** The response to the write. `unknown`: it may or may not have been accepted. */
export type GoLiveAnswer =
  | {
      readonly kind: "accepted";
      readonly operationUrl?: string;
      readonly remark?: string;
      /** The response's own word on the operation, when it ended at once. */
      readonly observation?: Observation;
      /** How long the service asks to wait before the first look, as sent, unlimited. */
      readonly retryAfterMs?: number;
    }
  | {
      readonly kind: "refused";
      /** Something else is running for the offer, which a look may show only minutes later. */
      readonly busy: boolean;
      readonly httpStatus: number;
      readonly code?: string;
      readonly message: string;
    }
  | { readonly kind: "unknown"; readonly message: string }
  /** It was too late to send it. `reason`: what it waited for, if known. */
  | { readonly kind: "notSent"; readonly reason?: string };

export interface GoLiveOptions {
  readonly signal?: AbortSignal | undefined;
  /** Nothing is sent after this time, in milliseconds since 1970: the look is too old then. */
  readonly notAfter?: number | undefined;
}

/** An operation's own account of itself. */
export interface Observation {
  /** `undefined`: an unknown word. Not an end. */
  readonly status: OperationStatus | undefined;
  readonly word: string;
  /** The version that the operation works on, if it says. */
  readonly version?: Version;
  readonly step?: Step;
  /** `2/4` for the second of four steps, if steps are listed. */
  readonly stepNumber?: string;
  readonly problems: readonly Problem[];
  /** It launched nothing, since another operation of the offer came first. */
  readonly isOvertaken?: boolean;
  /** How long the service asks to wait before the next look, as sent, unbounded. */
  readonly retryAfterMs?: number;
}

/**
 * One API of the marketplace. Reads throw a `MarketplaceError`. Only transient failures (see `isTransient`) are worth
 * a retry. No read changes anything.
 */
export interface Service {
  readonly traits: ServiceTraits;
  /**
   * Reads preview, production, status and submissions. Throws `OFFER_UNKNOWN` when the API does not have the offer.
   */
  look(offer: Offer, signal?: AbortSignal, options?: LookOptions): Promise<Look>;
  /** Reads the status alone, with one request. An API that reads everything with one request uses that. */
  status(offer: Offer, signal?: AbortSignal): Promise<StatusSight>;
  /** Reads production alone. `undefined`: it is empty. An API that reads everything with one request uses that. */
  production(offer: Offer, signal?: AbortSignal): Promise<SlotContent | undefined>;
  /** Reads the list of operations alone. An API that reads everything with one request uses that. */
  submissions(offer: Offer, signal?: AbortSignal): Promise<readonly Submission[]>;
  /** Reads what preview and production hold, to show how they differ. */
  documents(offer: Offer, signal?: AbortSignal): Promise<Documents>;
  /**
   * The one write, sent once and never retried: launches what was seen in `preview`. Once it is sent nothing is
   * thrown, and the signal no longer stops it. What is uncertain is `unknown`.
   *
   * Throws a `MarketplaceError` when nothing was sent: `CREDENTIAL_MISSING`, `CREDENTIAL_FAILED`, `NETWORK` (no
   * identity service), `INPUT_INVALID`, or `INTERRUPTED` when the signal was aborted before.
   */
  goLive(offer: Offer, preview: SlotContent | undefined, options?: GoLiveOptions): Promise<GoLiveAnswer>;
  /** Reads an operation. `undefined`: the service does not know it (404 or 410). */
  observe(operationUrl: string, signal?: AbortSignal): Promise<Observation | undefined>;
}
