import type { ErrorCode } from "../errors";
import type { Failure, LaunchState } from "./launchState";
import type { BadEnd } from "../marketplace/operationStatus";
import type { Look, ServiceTraits } from "../marketplace/service";
import type { Version } from "../marketplace/version";

/** All that the decision rests on. */
export interface Situation {
  readonly look: Look;
  /** What is particular to the API that was looked at. */
  readonly traits: ServiceTraits;
  /** The version that the program declares. */
  readonly declared: Version;
  readonly verifyVersion: boolean;
  readonly waitForReady: boolean;
  /** A new resource, or the user's own replacement: what failed before may be launched again. */
  readonly mayRelaunch?: boolean | undefined;
  /** What this resource remembers of a launch of the declared version; `undefined` for the first run of it. */
  readonly memory?: LaunchState | undefined;
  /** What this resource last confirmed live, of whatever launch; the service may give it no number. */
  readonly lastLive?: { readonly version?: Version | undefined } | undefined;
  /** A launch of another version, or under another label, that this resource has not seen the end of. */
  readonly earlier?: LaunchState | undefined;
  /** The service's own id of the offer, as this resource last saw it. */
  readonly productId?: string | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export type Decision =
  | { readonly kind: "done"; readonly remark?: string }
  /** Follow a launch of the version that runs, or `confirms` one that is listed as a success and is not live yet. */
  | { readonly kind: "adopt"; readonly operationUrl?: string | undefined; readonly confirms?: boolean }
  | { readonly kind: "launch"; readonly remark?: string }
  | { readonly kind: "wait"; readonly code: ErrorCode; readonly reason: string }
  | {
      readonly kind: "refuse";
      readonly code: ErrorCode;
      readonly reason: string;
      /** The way out is to replace the resource by hand. */
      readonly replace?: boolean;
    }
  /** A launch that this resource made has ended badly: the same failure again. */
  | { readonly kind: "failedBefore"; readonly status: BadEnd; readonly failure: Failure }
  /** The answer to the POST was lost. */
  | {
      readonly kind: "indeterminate";
      readonly reason: string;
      /** All says that the POST was not accepted: the user may replace the resource to launch it again. */
      readonly proven: boolean;
    };

/** What stands in the way of a launch, and what to do about it. */
export interface Obstacle {
  readonly code: ErrorCode;
  readonly seen: string;
  readonly remedy: string;
  /** What to do where that does not help. */
  readonly otherwise?: string;
  /** It may go away by itself. */
  readonly passing: boolean;
}

/** An obstacle that passes is waited for where that was asked for, and otherwise told with that way out. */
export function obstructed(
  { code, seen, remedy, otherwise, passing }: Obstacle,
  waitForReady: boolean,
): Decision {
  if (passing && waitForReady) return { kind: "wait", code, reason: seen };
  const hint = passing ? ", or set waitForReady: true" : "";
  const rest = otherwise === undefined ? "" : `. ${otherwise}`;
  return { kind: "refuse", code, reason: `${seen}. ${remedy}${hint}${rest}` };
}

/** All but the look, which has been read. */
export type Circumstances = Omit<Situation, "look"> & {
  /** An earlier launch that is in the way, as a decision. */
  readonly inTheWay?: Decision | undefined;
  /** Something has said since the remembered launch began that it ended, or that it succeeded. */
  readonly since: "nothing" | "ended" | "succeeded" | "live";
};
