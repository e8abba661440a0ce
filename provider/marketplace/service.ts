import type { Offer } from "./offer";
import type { OfferPhase } from "./offerPhase";
import type { OperationStatus } from "./operationStatus";
import type { Version } from "./version";

export { OFFER_PHASES, type OfferPhase } from "./offerPhase";

/** A message of the service, already plain text: no HTML, no control characters, cut to a bound. */
export interface Message {
  readonly level: "information" | "warning" | "error";
  readonly text: string;
}

/** One step of an operation. */
export interface Step {
  /** What a person calls the step, such as `Certification`. */
  readonly name: string;
  /** The word as the service sent it, such as `inProgress`. */
  readonly word: string;
  /** Percent done, 0 to 100, for display only: the service reports 0 for completed steps too. */
  readonly percent?: number;
  readonly messages: readonly Message[];
}

/** A step that is blocked, rejected or failed, or a message of level error: reported also while all still runs. */
export interface Problem {
  readonly step?: string;
  readonly message: string;
}

export interface OfferStatus {
  readonly phase: OfferPhase;
  /** The offer's own status word, as the service sent it. */
  readonly word: string;
  /** The step that tells where things stand: the failed, else the running, else the waiting one. */
  readonly step?: Step;
  /** Where the offer stands, in words for a person, such as `step "Certification" is "inProgress"`. */
  readonly summary: string;
  /** What else a launch does, in words for a person, such as that it puts the offer back on sale. */
  readonly remark?: string;
  readonly problems: readonly Problem[];
}

/** An entry of the service's list of operations. */
export interface Submission {
  /** Safe to print, and another one for each attempt. */
  readonly id: string;
  /** A `publish` brings a version to preview, a `launch` takes it live; `other` is neither, such as a cancel. */
  readonly kind: "publish" | "launch" | "other";
  /** `undefined`: the service used a word that is not known; it counts as not ended. */
  readonly status: OperationStatus | undefined;
  readonly word: string;
  readonly version?: Version;
  /** Milliseconds since 1970, when the service last changed the entry. */
  readonly changedAt?: number;
  /** Where the operation can be observed, for a service that says. */
  readonly operationUrl?: string;
}

/** What a slot holds. */
export interface SlotContent {
  /** `undefined` when the service gives no version that can be read. */
  readonly version?: Version;
}

/** What the slots hold, in the form in which two of them are compared. */
export interface Documents {
  /** Absent: the slot is empty. */
  readonly preview?: unknown;
  readonly production?: unknown;
  /** Why nothing can be compared, in words; the slots are absent then. */
  readonly unavailable?: string;
}

/** What the service itself calls the offer, for a service that knows more than the two ids. */
export interface Product {
  /** The service's own id, the same for the life of the offer. */
  readonly id: string;
  readonly alias?: string;
  /** What kind of offer it is, in the service's word. */
  readonly type?: string;
  /** Where a person finds the offer. */
  readonly address?: string;
}

/** What read-only calls saw of an offer. A slot that is `undefined` is empty. */
export interface Look {
  /** When the first of the reads was answered, in milliseconds since 1970: what is seen is as old as that. */
  readonly at: number;
  readonly preview?: SlotContent;
  readonly production?: SlotContent;
  readonly status: OfferStatus;
  readonly submissions: readonly Submission[];
  readonly product?: Product;
  /** How long the service asks to wait before the next look, as sent with the status, unbounded. */
  readonly retryAfterMs?: number;
  /**
   * Why a part could not be read, in words; only in a look that may be partial. Such a slot is `undefined`, such a
   * status has phase `unknown`, such a list is empty: none of them says anything.
   */
  readonly unread?: Readonly<Partial<Record<LookPart, string>>>;
}

/** The parts of a look that can fail each on its own, for an API that reads them with requests of their own. */
export type LookPart = "preview" | "production" | "status" | "submissions";

/** An offer's status, read alone. */
export type StatusSight = Pick<Look, "status" | "retryAfterMs">;

export interface LookOptions {
  /** A part that cannot be read is listed in `unread` instead of failing the look; when none can be read, it fails. */
  readonly partial?: boolean | undefined;
}

/** What the service answered to the one write. `unknown`: it may or may not have been accepted. */
export type GoLiveAnswer =
  | {
      readonly kind: "accepted";
      readonly operationUrl?: string;
      readonly remark?: string;
      /** What the answer itself says of the operation, for one that ended at once. */
      readonly observation?: Observation;
      /** How long the service asks to wait before the first look, as sent, unbounded. */
      readonly retryAfterMs?: number;
    }
  | {
      readonly kind: "refused";
      /** Something else of the offer is under way, which a look may show only some minutes later. */
      readonly busy: boolean;
      readonly httpStatus: number;
      readonly code?: string;
      readonly message: string;
    }
  | { readonly kind: "unknown"; readonly message: string }
  /** Its moment had passed before it could be sent; `reason`: what it waited for, where that is known. */
  | { readonly kind: "notSent"; readonly reason?: string };

export interface GoLiveOptions {
  readonly signal?: AbortSignal | undefined;
  /** Nothing is sent after this moment, in milliseconds since 1970: what was seen of the offer is too old then. */
  readonly notAfter?: number | undefined;
}

/** What one operation said of itself. */
export interface Observation {
  /** `undefined`: a word that is not known; not an end. */
  readonly status: OperationStatus | undefined;
  readonly word: string;
  /** The version that the operation works on, where it says. */
  readonly version?: Version;
  readonly step?: Step;
  /** `2/4` for the second of four steps, where steps are listed. */
  readonly stepNumber?: string;
  readonly problems: readonly Problem[];
  /** How long the service asks to wait before the next look, as sent, unbounded. */
  readonly retryAfterMs?: number;
}

/** What is particular to one API, for the parts that serve them all. */
export interface ServiceTraits {
  /** The shortest time between two looks at one launch, in milliseconds. */
  readonly minGapMs: number;
  /** A later version has a higher number. */
  readonly versionsOrdered: boolean;
  /**
   * A number names one publish and stays the same when it goes live, so that production has to hold the declared
   * number itself.
   */
  readonly versionsExact: boolean;
  /** What to say of a version that looks like a number of another API; `undefined` for one that may be of this. */
  readonly foreignVersion?: (version: Version) => string | undefined;
}

/**
 * One API of the marketplace. Reads throw a `MarketplaceError`; only transient failures (see
 * `isTransient`) are worth another try. None of the reads writes.
 */
export interface Service {
  readonly traits: ServiceTraits;
  /** Preview, production, status and submissions of an offer. Throws `OFFER_UNKNOWN` for an offer not held here. */
  look(offer: Offer, signal?: AbortSignal, options?: LookOptions): Promise<Look>;
  /** The offer's status alone, with one request. An API that reads all with one request answers from that. */
  status(offer: Offer, signal?: AbortSignal): Promise<StatusSight>;
  /** The slot production alone; `undefined`: it is empty. An API that reads all with one request answers from that. */
  production(offer: Offer, signal?: AbortSignal): Promise<SlotContent | undefined>;
  /** The list of operations alone. An API that reads all with one request answers from that. */
  submissions(offer: Offer, signal?: AbortSignal): Promise<readonly Submission[]>;
  /** What preview and production hold, for showing how they differ. Asked for only then. */
  documents(offer: Offer, signal?: AbortSignal): Promise<Documents>;
  /**
   * The one write, sent once and never retried: launches what was looked at in `preview`. Once it is sent nothing is thrown, what is not certain is `unknown`,
   * and the signal no longer stops it: a caller that cannot wait for the answer turns away.
   * A `MarketplaceError` thrown means that nothing was sent: the credential's errors (`CREDENTIAL_MISSING`,
   * `CREDENTIAL_FAILED`, `NETWORK` when the identity service cannot be reached), `INPUT_INVALID`, or `INTERRUPTED`
   * when the signal was aborted before.
   */
  goLive(offer: Offer, preview: SlotContent | undefined, options?: GoLiveOptions): Promise<GoLiveAnswer>;
  /** `undefined`: the service does not know this operation (404 or 410). */
  observe(operationUrl: string, signal?: AbortSignal): Promise<Observation | undefined>;
}
