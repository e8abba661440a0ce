import { nameOf } from "../marketplace/offer";
import { formatDuration } from "../values/duration";
import { asPart } from "../values/text";
import { againText } from "../decision/decisionText";
import { isMarketplaceError, MarketplaceError, withoutCode } from "../errors";
import { follow, type Followed } from "./follow";
import { inSentence } from "./stepText";
import { type LaunchDeps, type LaunchRequest, type LaunchResult } from "./launchRequest";
import { asEnded, asLive, type Failure, type LaunchState } from "../decision/launchState";

/** The error of a launch that failed or was canceled. It has the same words each time it is reported. */
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
    `the launch of version ${state.version} of ${nameOf(offer)} ${what}${where}: ${asPart(failure.message)}${operation}. ` +
      `Correct the offer in Partner Center, publish it to preview, and declare the new version. ${againText(again)}`,
  );
}

/** The last message of a run that does not wait: where the launch stands, and what will report its end. */
export function notWaitingText({ version, status, origin }: LaunchState, seen?: string): string {
  const known = origin === "launched" ? "accepted" : "is launching";
  const what = status === "indeterminate" ? "may be launching" : known;
  const where = seen === undefined ? "" : ` (${inSentence(seen)})`;
  return `version ${version} ${what}${where}, not waiting; "follow" or the next up tells the end`;
}

function unfinished(
  state: LaunchState,
  { outcome, seen }: Pick<Followed, "outcome" | "seen">,
  request: LaunchRequest,
  { clock, reporter }: LaunchDeps,
): LaunchResult {
  const launch = `version ${state.version} of ${nameOf(request.offer)}`;
  const lost = state.status === "indeterminate";
  if (outcome.kind === "aborted") {
    const what = lost
      ? `interrupted before it was known whether the launch of ${launch} was accepted`
      : `interrupted: the launch of ${launch} goes on at the service`;
    return {
      state,
      error: new MarketplaceError("INTERRUPTED", `${what} (${seen}). Run "pulumi up" again to resume`),
    };
  }
  if (lost) {
    return {
      state,
      error: new MarketplaceError(
        "LAUNCH_INDETERMINATE",
        `${launch} may or may not be launching: no reply to the request of ${new Date(state.startedAt).toISOString()}, and no launch was found since (${seen}). It was not sent again. Check the offer in Partner Center, then run "pulumi up"`,
      ),
    };
  }
  if (!request.waitForLive) {
    reporter.progress(notWaitingText(state, seen));
    return { state };
  }
  const waited = formatDuration(clock.now() - state.startedAt);
  return {
    state,
    error: new MarketplaceError(
      "TIMED_OUT",
      `${launch} is not live yet, ${waited} after its launch began (${seen}). This run stopped waiting. The launch goes on at the service. Run "pulumi up" again to resume, or raise timeout`,
    ),
  };
}

/** From here on nothing is thrown: a launch that was accepted, or may have been, must reach the state. */
export async function followToEnd(
  start: LaunchState,
  request: LaunchRequest,
  deps: LaunchDeps,
): Promise<LaunchResult> {
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
            `following the launch was interrupted: ${withoutCode(error)}. Run "pulumi up" again to resume`,
            {
              cause: error,
            },
          ),
    };
  }
  const { state, outcome } = followed;
  return outcome.kind !== "end" || outcome.value.kind === "lost"
    ? unfinished(state, followed, request, deps)
    : resultOfEnd(state, { ...followed, value: outcome.value }, request, deps);
}

type Ending = Exclude<Extract<Followed["outcome"], { kind: "end" }>["value"], { kind: "lost" }>;

/** The result of a launch that ended, or that is no longer followed. */
function resultOfEnd(
  state: LaunchState,
  { value, seen }: Pick<Followed, "seen"> & { readonly value: Ending },
  request: LaunchRequest,
  { clock, reporter }: LaunchDeps,
): LaunchResult {
  const name = nameOf(request.offer);
  const now = clock.now();
  switch (value.kind) {
    case "stillRunning":
      reporter.progress(notWaitingText(state, seen));
      return { state };
    case "tokenExpired":
      return {
        state,
        error: new MarketplaceError(
          "UNAUTHORIZED",
          `${tokenText(state, request)} (${withoutCode(value.error)}). Run "pulumi up" again with a new token to resume`,
          { cause: value.error },
        ),
      };
    case "unconfirmed":
      return {
        state,
        error: new MarketplaceError("LAUNCH_UNCONFIRMED", unconfirmedText(state, value.reason, request)),
      };
    case "otherVersion":
      return {
        state,
        error: new MarketplaceError(
          "PREVIEW_OTHER_VERSION",
          `the service is launching version ${value.version} of ${name}, but offerVersion is ${state.version}: somebody published it at the last moment. Review what goes live. Set offerVersion to ${value.version} to follow it, or cancel it in Partner Center`,
        ),
      };
    case "ended": {
      return {
        state: asEnded(state, value, now),
        error: failureError(state, value.failure, request),
      };
    }
    case "live": {
      const { liveVersion, remark } = value;
      const shown = request.verifyVersion ? request.declared : (liveVersion ?? request.declared);
      reporter.progress(`version ${shown} of ${name} is live`);
      if (remark !== undefined) {
        reporter.warn(
          `the launch of version ${request.declared} of ${name} counts as live: ${remark}. "pulumi refresh" checks again`,
        );
      }
      return { state: asLive(state, liveVersion, now) };
    }
  }
}

function tokenText({ status, version }: LaunchState, { offer }: LaunchRequest): string {
  const launch = `the launch of version ${version} of ${nameOf(offer)}`;
  return status === "indeterminate"
    ? `the token was rejected before it was known whether ${launch} was accepted`
    : `the token was rejected while ${launch} goes on at the service`;
}

/** The message when the documents contradict each other for too long. */
function unconfirmedText(
  { version }: LaunchState,
  reason: string,
  { offer, again }: Pick<LaunchRequest, "offer" | "again">,
): string {
  return `version ${version} of ${nameOf(offer)} may or may not be live: ${reason}. Check the offer in Partner Center, then run "pulumi up", which checks again. If Partner Center shows that the launch ended without going live, launch it again with ${again}`;
}
