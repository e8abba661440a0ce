import type { OfferPhase } from "../marketplace/service";
import type { Version } from "../marketplace/version";

/**
 * Where a launch stands. `notStarted` is never stored by this package; `indeterminate`: the answer to the POST was
 * lost, and looking found no launch.
 */
export const LAUNCH_STATUSES = [
  "notStarted",
  "running",
  "succeeded",
  "failed",
  "canceled",
  "indeterminate",
] as const;
export type LaunchStatus = (typeof LAUNCH_STATUSES)[number];

/** How this resource came to its launch: by its own POST, by following one that ran, or it was live before. */
export const ORIGINS = ["launched", "adopted", "alreadyLive"] as const;
export type Origin = (typeof ORIGINS)[number];

/** Why a launch failed or was canceled. */
export interface Failure {
  readonly code: "LAUNCH_FAILED" | "LAUNCH_CANCELED";
  /** The step that failed, where the service names one. */
  readonly step?: string;
  readonly message: string;
}

/** What was seen when the launch began: evidence for telling this launch from earlier and later ones. */
export interface Beginning {
  /** When the POST was sent, or the launch was found, in milliseconds since 1970. */
  readonly at: number;
  readonly preview?: Version;
  readonly production?: Version;
  readonly phase?: OfferPhase;
  /** Launches of this version that had ended by then, by id. */
  readonly endedBefore: readonly string[];
}

/** What is remembered of the launch of one version. */
export interface LaunchState {
  readonly version: Version;
  readonly status: LaunchStatus;
  readonly origin: Origin;
  /** Where the operation is observed; absolute. */
  readonly operationUrl?: string;
  /** The version in production, as last seen. */
  readonly liveVersion?: Version;
  /** The version in production when the launch was confirmed: what a later look is compared with. */
  readonly confirmedVersion?: Version;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** Milliseconds since 1970. */
  readonly endedAt?: number;
  readonly failure?: Failure;
  readonly beginning?: Beginning;
}
