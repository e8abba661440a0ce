import type { ErrorCode } from "../errors";
import type { Failure, LaunchState } from "./launchState";
import type { Look } from "../marketplace/service";
import type { Version } from "../marketplace/version";

/** All that the decision rests on. */
export interface Situation {
  readonly look: Look;
  /** The version that the program declares. */
  readonly declared: Version;
  readonly verifyVersion: boolean;
  readonly waitForReady: boolean;
  /** What this resource remembers of a launch of the declared version; `undefined` for the first run of it. */
  readonly memory?: LaunchState | undefined;
  /** What this resource last confirmed live, of whatever launch; the service may give it no number. */
  readonly lastLive?: { readonly version?: Version | undefined } | undefined;
  /** A launch of another version, or under another label, that this resource has not seen the end of. */
  readonly earlier?: LaunchState | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export type Decision =
  | { readonly kind: "done"; readonly remark?: string }
  | { readonly kind: "adopt"; readonly operationUrl?: string | undefined }
  | { readonly kind: "launch"; readonly remark?: string }
  | { readonly kind: "wait"; readonly code: ErrorCode; readonly reason: string }
  | { readonly kind: "refuse"; readonly code: ErrorCode; readonly reason: string }
  /** A launch that this resource made has ended badly: the same failure again. */
  | { readonly kind: "failedBefore"; readonly status: "failed" | "canceled"; readonly failure: Failure }
  | { readonly kind: "indeterminate"; readonly reason: string };

/** What stands in the way of a launch, and what to do about it. */
export interface Obstacle {
  readonly code: ErrorCode;
  readonly seen: string;
  readonly remedy: string;
  /** It may go away by itself. */
  readonly passing: boolean;
}

/** An obstacle that passes is waited for where that was asked for, and otherwise told with that way out. */
export function obstructed({ code, seen, remedy, passing }: Obstacle, waitForReady: boolean): Decision {
  if (passing && waitForReady) return { kind: "wait", code, reason: seen };
  const hint = passing ? ", or set waitForReady to have this run wait" : "";
  return { kind: "refuse", code, reason: `${seen}. ${remedy}${hint}` };
}
