import type { ErrorCode } from "../errors";
import type { Failure, LaunchState } from "./launchState";
import type { BadEnd } from "../marketplace/operationStatus";
import type { Look, ServiceTraits } from "../marketplace/service";
import type { Version } from "../marketplace/version";

/** All facts for a decision. */
export interface Situation {
  readonly look: Look;
  /** The traits of the API that was looked at. */
  readonly traits: ServiceTraits;
  /** The version that the program declares. */
  readonly declared: Version;
  readonly verifyVersion: boolean;
  readonly waitForReady: boolean;
  /** A new resource, or the user's own replacement: a failed version may be launched again. */
  readonly mayRelaunch?: boolean | undefined;
  /** The remembered launch of the declared version. `undefined` when none is known. */
  readonly memory?: LaunchState | undefined;
  /**
   * The version that this resource last took live. After a launch whose end was not seen: the version that it took
   * from preview. The service may have given it no number.
   */
  readonly lastLive?: { readonly version?: Version | undefined } | undefined;
  /** A launch of another version, or under another label, whose end this resource has not seen. */
  readonly earlier?: LaunchState | undefined;
  /** The service's own id of the offer, as this resource last saw it. */
  readonly productId?: string | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export type Decision =
  | { readonly kind: "done"; readonly remark?: string }
  /**
   * Follow a launch of the version. With `confirms`, one that is listed as a success and is not live yet. `remark`: it may
   * be of another version.
   */
  | {
      readonly kind: "adopt";
      readonly operationUrl?: string | undefined;
      readonly confirms?: boolean;
      readonly remark?: string;
    }
  | { readonly kind: "launch"; readonly remark?: string }
  | { readonly kind: "wait"; readonly code: ErrorCode; readonly reason: string }
  | {
      readonly kind: "refuse";
      readonly code: ErrorCode;
      readonly reason: string;
      /** The way out is to replace the resource by hand. */
      readonly replace?: boolean;
    }
  /** This resource's launch has failed or was canceled: the same failure again. */
  | { readonly kind: "failedBefore"; readonly status: BadEnd; readonly failure: Failure }
  /** There was no response to the POST. */
  | {
      readonly kind: "indeterminate";
      readonly reason: string;
      /** It is proven that the POST was not accepted, so the user may replace the resource to launch again. */
      readonly proven: boolean;
    };

/** An obstacle to a launch, and what to do about it. */
export interface Obstacle {
  readonly code: ErrorCode;
  readonly seen: string;
  readonly remedy: string;
  /** The advice for when that does not help. */
  readonly otherwise?: string;
  /** It may pass by itself. */
  readonly passing: boolean;
}

/**
 * The decision about an obstacle: wait for one that may pass, if the user asked for that. Otherwise refuse, and say
 * what to do.
 */
export function obstructed(
  { code, seen, remedy, otherwise, passing }: Obstacle,
  waitForReady: boolean,
): Decision {
  if (passing && waitForReady) return { kind: "wait", code, reason: seen };
  const hint = passing ? ", or set waitForReady: true" : "";
  const rest = otherwise === undefined ? "" : `. ${otherwise}`;
  return { kind: "refuse", code, reason: `${seen}. ${remedy}${hint}${rest}` };
}

/** The situation without the look, which has been read. */
export type Circumstances = Omit<Situation, "look"> & {
  /** The decision about an earlier launch that is in the way. */
  readonly inTheWay?: Decision | undefined;
  /** Everything shown about the remembered launch since it began: nothing, an end, a success, or that it is live. */
  readonly since: "nothing" | "ended" | "succeeded" | "live";
};
