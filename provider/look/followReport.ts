import type { Failure } from "../decision/launchState";
import type { ErrorCode } from "../errors";
import type { Followed } from "../launch/follow";
import type { Version } from "../marketplace/version";

/** How following ended. */
export type FollowResult =
  "live" | "failed" | "canceled" | "stillRunning" | "notFound" | "unconfirmed" | "interrupted";

/** The exit codes, for pipelines. */
export const EXIT_CODES: Readonly<Record<FollowResult, number>> = {
  live: 0,
  failed: 1,
  canceled: 1,
  stillRunning: 3,
  notFound: 4,
  unconfirmed: 5,
  interrupted: 130,
};

/** The exit code for an invalid command line, a setting or a credential. */
export const USAGE_EXIT_CODE = 2;

/** The end of following, for a person and for programs. */
export interface FollowReport {
  readonly result: FollowResult;
  readonly message: string;
  readonly liveVersion?: Version;
  readonly failure?: Failure;
}

/** Errors that waiting does not change. */
const HOPELESS: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "INPUT_INVALID",
  "SETTING_INVALID",
  "CREDENTIAL_MISSING",
  "CREDENTIAL_FAILED",
  "UNAUTHORIZED",
  "FORBIDDEN",
  "OFFER_UNKNOWN",
  "SERVICE_REFUSED",
  "FOREIGN_URL",
]);

export function isHopeless(code: ErrorCode): boolean {
  return HOPELESS.has(code);
}

/** How following ended. `launch` names the launch, as in `version 5 of contoso/vm`. */
export function reportOf({ outcome, seen }: Followed, launch: string): FollowReport {
  if (outcome.kind === "aborted") {
    return { result: "interrupted", message: `interrupted; ${launch} was last seen: ${seen}` };
  }
  if (outcome.kind === "timedOut") {
    return {
      result: "stillRunning",
      message: `${launch} is not live yet (${seen}), and time is up. The launch goes on. Follow it again`,
    };
  }
  const { value } = outcome;
  switch (value.kind) {
    case "live": {
      const { liveVersion } = value;
      return {
        result: "live",
        message: `${launch} is live`,
        ...(liveVersion === undefined ? {} : { liveVersion }),
      };
    }
    case "ended": {
      const { status, failure } = value;
      const where = failure.step === undefined ? "" : ` in step "${failure.step}"`;
      const what = status === "failed" ? "failed" : "was canceled";
      return {
        result: status,
        message: `the launch of ${launch} ${what}${where}: ${failure.message}`,
        failure,
      };
    }
    case "unconfirmed":
      return {
        result: "unconfirmed",
        message: `${launch} may or may not be live: ${value.reason}. Check the offer in Partner Center`,
      };
    case "tokenExpired":
      throw value.error;
    case "lost":
      return {
        result: "notFound",
        message: `no launch of ${launch} was found. None is under way, and it is not live`,
      };
    case "otherVersion":
      return {
        result: "notFound",
        message: `the operation that was found launches version ${value.version}, not ${launch}`,
      };
    case "stillRunning":
      return { result: "stillRunning", message: `${launch} is not live yet (${seen})` };
  }
}
