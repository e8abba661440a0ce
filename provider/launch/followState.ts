import type { Claim } from "../decision/claim";
import type { Teller } from "../decision/facts";
import type { LaunchState } from "../decision/launchState";
import type { Verdict } from "../decision/verdict";
import type { Look, Observation, OfferStatus, ServiceTraits, Submission } from "../marketplace/service";
import type { Version } from "../marketplace/version";
import type { Sight } from "../waiting/poll";

export type FollowEnd =
  | Extract<Verdict, { kind: "live" | "ended" | "unconfirmed" }>
  /** No launch was found after a POST without a response. */
  | { readonly kind: "lost" }
  | { readonly kind: "stillRunning" }
  /** Somebody published between the look and the POST, and the service launched that. */
  | { readonly kind: "otherVersion"; readonly version: Version };

/** The facts that do not change while a launch is followed. */
export interface FollowTerms {
  readonly traits: ServiceTraits;
  readonly verifyVersion: boolean;
  /** False: one look is enough when the launch is running. */
  readonly waitForLive: boolean;
}

/** The offer's documents that can be read alone. */
export type OfferDocument = "status" | "list" | "production";

/** The state of following: everything known about the launch. */
export interface FollowState {
  readonly launch: LaunchState;
  /** When this run began to follow it, as `clock.monotonic()` counts. */
  readonly began: number;
  /** The operation's last word on itself. */
  readonly claim?: Claim | undefined;
  /** How many responses of the operation in a row were unusable, or did not know it. */
  readonly misses: number;
  /** How many times in a row the operation could not be read. */
  readonly failures: number;
  /** Operations that are no longer polled. */
  readonly dismissed: readonly string[];
  /** The version that our POST's operation works on, when it is another one. */
  readonly otherVersion?: Version | undefined;
  /** When each document of the offer was last read, as `clock.monotonic()` counts. */
  readonly askedAt: Readonly<Record<OfferDocument, number>>;
  /** When each source was last seen without an end, as `clock.monotonic()` counts. */
  readonly quietAt: Readonly<Record<Teller, number>>;
  /** The last look began with the operation. */
  readonly operationLast: boolean;
  /** A document contradicts the operation: each look reads the operation and the whole offer. */
  readonly doubted: boolean;
  /** The last thing seen, in words, such as `step 2/4 50%: Certification`. */
  readonly seen: string;
  /** Problems to report with it, with their own separator. */
  readonly trouble: string;
}

/** One response. */
export type Answer =
  /** `observation` is `undefined` when the operation is unknown, or the response is unusable. */
  | { readonly kind: "operation"; readonly url: string; readonly observation: Observation | undefined }
  /** No response from the operation: the service cannot be reached, or refuses. */
  | { readonly kind: "noAnswer" }
  | { readonly kind: "status"; readonly status: OfferStatus; readonly retryAfterMs?: number | undefined }
  /** `undefined`: it could not be read. */
  | { readonly kind: "list"; readonly submissions: readonly Submission[] | undefined }
  /**
   * `version`: the version in production. `undefined` when there is none, its number is not shown, or it could not be
   * read.
   */
  | { readonly kind: "production"; readonly version: Version | undefined }
  | { readonly kind: "offer"; readonly look: Look };

/** The next thing to read: the operation, one document of the offer, or the whole offer. */
export type Question = "operation" | "offer" | OfferDocument;

/** The next move: the end, a pause, or another question at once. */
export type Next =
  | Sight<FollowEnd>
  | { readonly kind: "ask"; readonly what: Question }
  /** Nothing was learned but the error. */
  | { readonly kind: "fail" };

export interface Stepped {
  readonly state: FollowState;
  readonly next: Next;
}

/** When a response came: `now` since 1970 by the run's steady time, `at` as `clock.monotonic()` counts. */
export interface Moment {
  readonly now: number;
  readonly at: number;
}
