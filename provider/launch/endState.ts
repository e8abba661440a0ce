import type { Failure, LaunchState } from "../decision/launchState";
import type { BadEnd } from "../marketplace/operationStatus";
import type { Version } from "../marketplace/version";

/** The state of a launch that was found live. `endedAt`: milliseconds since 1970. */
export function asLive(state: LaunchState, production: Version | undefined, endedAt: number): LaunchState {
  const { failure, liveVersion, confirmedVersion, contradictions, statusMoved, ...rest } = state;
  const seen = production === undefined ? {} : { liveVersion: production, confirmedVersion: production };
  return { ...rest, status: "succeeded", ...seen, endedAt };
}

/** The state of a launch that failed or was canceled. `endedAt`: milliseconds since 1970. */
export function asEnded(
  state: LaunchState,
  { status, failure }: { readonly status: BadEnd; readonly failure: Failure },
  endedAt: number,
): LaunchState {
  return { ...state, status, failure, endedAt };
}
