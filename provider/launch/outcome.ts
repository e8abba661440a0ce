import { nameOf } from "../marketplace/offer";
import { formatDuration } from "../values/duration";
import { isMarketplaceError, MarketplaceError, messageOf } from "../errors";
import { follow, type Followed } from "./follow";
import { type LaunchDeps, type LaunchRequest, type LaunchResult } from "./request";
import type { Failure, LaunchState } from "../decision/launchState";
import type { Version } from "../marketplace/version";

/** The error of a launch that ended badly; the same words however often it is reported. */
export function failureError(
  state: LaunchState,
  failure: Failure,
  { offer, again }: Pick<LaunchRequest, "offer" | "again">,
): MarketplaceError {
  const where = failure.step === undefined ? "" : ` in step "${failure.step}"`;
  const operation = state.operationUrl === undefined ? "" : ` (operation ${state.operationUrl})`;
  const what = failure.code === "LAUNCH_FAILED" ? "failed" : "was canceled";
  return new MarketplaceError(
    failure.code,
    `the launch of version ${state.version} of ${nameOf(offer)} ${what}${where}: ${failure.message}${operation}. ` +
      `Correct the offer in Partner Center, publish it to preview and declare the new version; to launch the same version again: ${again}`,
  );
}

function unfinished(
  state: LaunchState,
  { outcome, seen }: Followed,
  request: LaunchRequest,
  now: number,
): LaunchResult {
  const launch = `version ${state.version} of ${nameOf(request.offer)}`;
  const lost = state.status === "indeterminate";
  if (outcome.kind === "aborted") {
    const what = lost
      ? `interrupted: whether the launch of ${launch} was accepted is not known yet`
      : `interrupted: the launch of ${launch} goes on at the service`;
    return {
      state,
      error: new MarketplaceError("INTERRUPTED", `${what} (${seen}). Run "pulumi up" again to resume`),
    };
  }
  if (!lost && outcome.kind === "end" && outcome.value.kind === "lost") {
    return {
      // What was accepted stays so, however little is seen of it: only a lost answer may ever be posted again.
      state,
      error: new MarketplaceError(
        "LAUNCH_INDETERMINATE",
        `the launch of ${launch} was accepted or under way, and nothing is seen of it any more (${seen}). Check the offer in Partner Center; when it shows that the launch ended without going live, launch again: ${request.again}`,
      ),
    };
  }
  if (lost) {
    return {
      state,
      error: new MarketplaceError(
        "LAUNCH_INDETERMINATE",
        `whether ${launch} is being launched is not known: the POST of ${new Date(state.startedAt).toISOString()} was sent, and no launch was found since (${seen}). It was not sent again. Check the offer in Partner Center; the next "pulumi up" looks again`,
      ),
    };
  }
  if (!request.waitForLive) return { state };
  const waited = formatDuration(now - state.startedAt);
  return {
    state,
    error: new MarketplaceError(
      "TIMED_OUT",
      `${launch} is not live yet ${waited} after its launch began (${seen}): this run stopped waiting, the launch goes on at the service. Run "pulumi up" again to resume, or raise timeout`,
    ),
  };
}

/** The state of a launch that was found live. */
export function live(state: LaunchState, production: Version | undefined): LaunchState {
  const { failure, liveVersion, confirmedVersion, ...rest } = state;
  const seen = production === undefined ? {} : { liveVersion: production, confirmedVersion: production };
  return { ...rest, status: "succeeded", ...seen };
}

/** From here on nothing is thrown: what was accepted, or may have been, has to reach the state. */
export async function followToEnd(
  start: LaunchState,
  request: LaunchRequest,
  deps: LaunchDeps,
): Promise<LaunchResult> {
  const { clock, reporter } = deps;
  let followed: Followed;
  try {
    followed = await follow(start, request, deps);
  } catch (error) {
    return {
      state: start,
      error: isMarketplaceError(error)
        ? error
        : new MarketplaceError(
            "INTERRUPTED",
            `following the launch broke off: ${messageOf(error)}. Run "pulumi up" again to resume`,
            {
              cause: error,
            },
          ),
    };
  }
  const { state, outcome } = followed;
  const now = clock.now();
  if (outcome.kind !== "end" || outcome.value.kind === "lost")
    return unfinished(state, followed, request, now);
  const { value } = outcome;
  switch (value.kind) {
    case "stillRunning":
      return { state };
    case "otherVersion":
      return {
        state,
        error: new MarketplaceError(
          "PREVIEW_OTHER_VERSION",
          `the service launched version ${value.version} of ${nameOf(request.offer)}, declared was ${state.version}: it was published between the look and the POST, which names no version. Review what goes live; set offerVersion to ${value.version} to follow it, or cancel it in Partner Center`,
        ),
      };
    case "ended": {
      const { status, failure } = value;
      return {
        state: { ...state, status, endedAt: now, failure },
        error: failureError(state, failure, request),
      };
    }
    case "live": {
      const { liveVersion } = value;
      const shown = request.verifyVersion ? request.declared : (liveVersion ?? request.declared);
      reporter.progress(`version ${shown} of ${nameOf(request.offer)} is live`);
      if (request.verifyVersion && liveVersion !== request.declared) {
        reporter.warn(
          `the launch of version ${request.declared} of ${nameOf(request.offer)} succeeded, while production shows ${liveVersion === undefined ? "no version" : `version ${liveVersion}`}; "pulumi refresh" looks again`,
        );
      }
      return { state: { ...live(state, liveVersion), endedAt: now } };
    }
  }
}
