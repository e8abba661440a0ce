import type { BadEnd } from "../marketplace/operationStatus";
import type { OfferPhase } from "../marketplace/service";
import type { Version } from "../marketplace/version";

/**
 * Where a launch stands. `notStarted` is never stored. `indeterminate`: there was no response to the POST, and no
 * launch was found.
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

/** How this resource got its launch: by its own POST, by following one that was running, or it was live before. */
export const ORIGINS = ["launched", "adopted", "alreadyLive"] as const;
export type Origin = (typeof ORIGINS)[number];

/** Why a launch failed or was canceled. */
export interface Failure {
  readonly code: "LAUNCH_FAILED" | "LAUNCH_CANCELED";
  /** The step that failed, where the service names one. */
  readonly step?: string;
  readonly message: string;
}

/** The facts seen when the launch began, to tell this launch from earlier and later ones. */
export interface Beginning {
  /** When the POST was sent, or the launch was found, in milliseconds since 1970. */
  readonly at: number;
  readonly preview?: Version;
  readonly production?: Version;
  readonly phase?: OfferPhase;
  /** Launches that had ended by then and could be mistaken for this one, by id. */
  readonly endedBefore: readonly string[];
  /** The entry of the launch that was found, when it had ended by then already, by id. */
  readonly foundEnded?: string;
  /** The list numbers versions differently from the slots: its numbers are not compared. */
  readonly listCountsOtherwise?: boolean;
}

/**
 * The contradictions about a launch:
 *
 * - `success`: something says that it succeeded, and production does not show it;
 * - `unread`: production cannot be read, or shows no number;
 * - `end`: something says that it failed or was canceled, and something else that it runs or is live;
 * - `signOff`: the offer waits for sign-off again, and nothing is under way;
 * - `unseen`: nothing is seen of a launch that was accepted.
 */
export const CONTRADICTIONS = ["success", "unread", "end", "signOff", "unseen"] as const;
export type Contradiction = (typeof CONTRADICTIONS)[number];

/** When each contradiction was first seen, in milliseconds since 1970. */
export type Contradictions = Readonly<Partial<Record<Contradiction, number>>>;

/** A contradiction that not every look showed. Times in milliseconds since 1970. */
export interface Pause {
  /** When it was first seen. */
  readonly since: number;
  /** The first look that did not show it any more. */
  readonly absentSince: number;
  /** When it came back. Absent while it has not. */
  readonly backSince?: number;
}
export type PausedContradictions = Readonly<Partial<Record<Contradiction, Pause>>>;

/** Sources that may go on to show an earlier success: whether they were seen to say that the launch runs matters. */
export const RUNNING_SOURCES = ["operation", "status"] as const;
export type RunningSource = (typeof RUNNING_SOURCES)[number];

/** The memory of one version's launch. */
export interface LaunchState {
  readonly version: Version;
  readonly status: LaunchStatus;
  readonly origin: Origin;
  /** The operation's address, as an absolute URL. */
  readonly operationUrl?: string;
  /** The version in production, as last seen. */
  readonly liveVersion?: Version;
  /** The version in production when the launch was confirmed. Later looks are compared with it. */
  readonly confirmedVersion?: Version;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** Milliseconds since 1970. */
  readonly endedAt?: number;
  readonly failure?: Failure;
  readonly beginning?: Beginning;
  /** The service's own id of the offer, for a service that has one. */
  readonly productId?: string;
  /** The offer's status has changed since the launch began. */
  readonly statusMoved?: boolean;
  /** The sources that were seen to say that it runs; the operation only as long as its address is the same. */
  readonly seenRunning?: readonly RunningSource[];
  /** The contradictions at the last look, so that their time goes on over several short runs. */
  readonly contradictions?: Contradictions;
  /** Those that not every look showed, and that may come back or have: replicas of a document may differ. */
  readonly pausedContradictions?: PausedContradictions;
}

/** A launch that is running, or may be: its end was not seen. */
export function isUnfinished(launch: { readonly status?: unknown } | undefined): boolean {
  return launch?.status === "running" || launch?.status === "indeterminate";
}

/** The beginning. States without one have the time only. */
export function beginningOf({ beginning, startedAt }: LaunchState): Beginning {
  return beginning ?? { at: startedAt, endedBefore: [] };
}

/** The first look's finding about the list's numbers. `undefined` when nothing is known. */
export function firstCount({ preview, listCountsOtherwise }: Beginning): boolean | undefined {
  return listCountsOtherwise ?? (preview === undefined ? undefined : false);
}

/**
 * Times in the future count as now: a clock was set back since, or the state was edited. `steady`: the same moment by the
 * time that contradictions are measured by.
 */
export function withoutFuture(state: LaunchState, now: number, steady = now): LaunchState {
  const { startedAt, beginning } = state;
  return {
    ...withContradictionTimes(state, (time) => Math.min(time, steady)),
    startedAt: Math.min(startedAt, now),
    ...(beginning === undefined ? {} : { beginning: { ...beginning, at: Math.min(beginning.at, now) } }),
  };
}

/** The launch with other times of its contradictions. */
export function withContradictionTimes(state: LaunchState, change: (time: number) => number): LaunchState {
  const { contradictions, pausedContradictions: paused } = state;
  return {
    ...state,
    ...(contradictions === undefined ? {} : { contradictions: eachOf(contradictions, change) }),
    ...(paused === undefined
      ? {}
      : {
          pausedContradictions: eachOf(paused, ({ since, absentSince, backSince }) => ({
            since: change(since),
            absentSince: change(absentSince),
            ...(backSince === undefined ? {} : { backSince: change(backSince) }),
          })),
        }),
  };
}

function eachOf<T>(
  record: Readonly<Partial<Record<Contradiction, T>>>,
  change: (value: T) => T,
): Partial<Record<Contradiction, T>> {
  return Object.fromEntries(Object.entries(record).map(([kind, value]) => [kind, change(value)]));
}

/** The state of a launch that was found live. `endedAt`: milliseconds since 1970. */
export function asLive(state: LaunchState, production: Version | undefined, endedAt: number): LaunchState {
  const {
    failure,
    liveVersion,
    confirmedVersion,
    contradictions,
    pausedContradictions,
    statusMoved,
    seenRunning,
    ...rest
  } = state;
  const seen = production === undefined ? {} : { liveVersion: production, confirmedVersion: production };
  return { ...rest, status: "succeeded", ...seen, endedAt };
}

/** The state of a launch that failed or was canceled. `endedAt`: milliseconds since 1970. */
export function asEnded(
  state: LaunchState,
  { status, failure }: { readonly status: BadEnd; readonly failure: Failure },
  endedAt: number,
): LaunchState {
  const { pausedContradictions, ...rest } = state;
  return { ...rest, status, failure, endedAt };
}
