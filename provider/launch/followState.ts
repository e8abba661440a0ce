import type { Claim } from "../decision/claim";
import type { Teller } from "../decision/evidence";
import type { LaunchState } from "../decision/launchState";
import type { Verdict } from "../decision/verdict";
import type { Look, Observation, OfferStatus, ServiceTraits, Submission } from "../marketplace/service";
import type { Version } from "../marketplace/version";
import type { Sight } from "../waiting/poll";

export type FollowEnd =
  | Extract<Verdict, { kind: "live" | "ended" | "unconfirmed" }>
  /** No launch was found after a POST whose answer was lost. */
  | { readonly kind: "lost" }
  | { readonly kind: "stillRunning" }
  /** Somebody published between the look and the POST: the service launched what it found. */
  | { readonly kind: "otherVersion"; readonly version: Version };

/** What does not change while a launch is followed. */
export interface FollowTerms {
  readonly traits: ServiceTraits;
  readonly verifyVersion: boolean;
  /** False: one look that finds it running is enough. */
  readonly waitForLive: boolean;
}

/** The offer's documents that are asked for each alone. */
export const OFFER_DOCUMENTS = ["status", "list", "production"] as const;
export type OfferDocument = (typeof OFFER_DOCUMENTS)[number];

/** What is known of a launch that is followed. */
export interface FollowState {
  readonly launch: LaunchState;
  /** What the operation said last. */
  readonly claim?: Claim | undefined;
  /** Answers of the operation in a row that made no sense, or did not know it. */
  readonly misses: number;
  /** Failures in a row to get any answer of the operation. */
  readonly failures: number;
  /** Operations that are not asked any more. */
  readonly dismissed: readonly string[];
  /** The version that the operation of our POST works on, when it is another one. */
  readonly otherVersion?: Version | undefined;
  /** When each of the offer's documents was asked for last, as `clock.monotonic()` counts. */
  readonly askedAt: Readonly<Record<OfferDocument, number>>;
  /** When each source was last seen to tell no end, as `clock.monotonic()` counts. */
  readonly quietAt: Readonly<Record<Teller, number>>;
  /** The operation was asked at the last look. */
  readonly operationLast: boolean;
  /** A document tells otherwise than the operation: the operation and the whole offer are asked at each look. */
  readonly doubted: boolean;
  /** What was seen last, in words, such as `step 2/4 50%: Certification`. */
  readonly seen: string;
  /** What is reported beside it, with its own separator. */
  readonly trouble: string;
}

/** One answer. */
export type Answer =
  /** `observation` is `undefined` for an operation that is not known, or whose answer makes no sense. */
  | { readonly kind: "operation"; readonly url: string; readonly observation: Observation | undefined }
  /** No answer of the operation: the service cannot be reached, or refuses. */
  | { readonly kind: "noAnswer" }
  | { readonly kind: "status"; readonly status: OfferStatus; readonly retryAfterMs?: number | undefined }
  /** `undefined`: it could not be read. */
  | { readonly kind: "list"; readonly submissions: readonly Submission[] | undefined }
  /** `version`: what production holds; `undefined` for nothing, a number that is not shown, or no answer. */
  | { readonly kind: "production"; readonly version: Version | undefined }
  | { readonly kind: "offer"; readonly look: Look };

/** A document to ask for: the operation that is followed, one of the offer's, or all of the offer. */
export type Question = "operation" | "offer" | OfferDocument;

/** What comes after an answer: the end, a pause, or another question at once. */
export type Next =
  | Sight<FollowEnd>
  | { readonly kind: "ask"; readonly what: Question }
  /** The failure to get an answer is all that is known. */
  | { readonly kind: "fail" };

export interface Stepped {
  readonly state: FollowState;
  readonly next: Next;
}

/** The moment of an answer: `now` since 1970, `at` as `clock.monotonic()` counts. */
export interface Moment {
  readonly now: number;
  readonly at: number;
}
