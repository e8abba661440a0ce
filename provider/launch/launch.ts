import { isMarketplaceError, MarketplaceError } from "../errors";
import {
  interruptedBefore,
  neverSent,
  outOfTime,
  type LaunchDeps,
  type LaunchRequest,
  type LaunchResult,
} from "./launchRequest";
import { asLive, isUnfinished, withoutFuture, type LaunchState } from "../decision/launchState";
import { nameOf } from "../marketplace/offer";
import type { GoLiveAnswer } from "../marketplace/service";
import { beginningFrom, liveNow, productOf } from "./beginning";
import { postOnce } from "./postOnce";
import { failureError, followToEnd } from "./outcome";
import { withUrl } from "./offerAnswer";
import { lookUntilDecided, type Decided } from "./lookUntilDecided";
import { lookAfterRefusal } from "./afterRefusal";
import { reasonOf } from "../decision/decisionText";
import type { Seen } from "./lookUntil";
import { firstGapMs, withoutWaiting } from "./withoutWaiting";

type NotSent = Extract<GoLiveAnswer, { kind: "notSent" }>;

/** How often the offer is looked at again when the request could not leave in time. */
const MAX_TRIES = 10;

async function launchNow(
  seen: Seen,
  remark: string | undefined,
  request: LaunchRequest,
  deps: LaunchDeps,
): Promise<LaunchResult | NotSent> {
  const { offer, declared } = request;
  const { look } = seen;
  const { clock, reporter, signal, service } = deps;
  if (signal.aborted) throw interruptedBefore(offer);
  const permit = deps.beforePost(offer);
  const version = look.preview?.version ?? declared;
  reporter.progress(`launching version ${version} of ${nameOf(offer)}`);
  const now = clock.now();
  const begun: LaunchState = {
    version: declared,
    status: "running",
    origin: "launched",
    ...liveNow(look),
    ...productOf(look),
    startedAt: now,
    beginning: beginningFrom(look, request, deps),
  };
  const answer = await postOnce(offer, seen, request.deadline, deps).catch((error: unknown) => {
    if (isMarketplaceError(error)) permit.withdraw();
    throw error;
  });
  // A "busy" response may be the second one to a request that a proxy sent twice.
  if (answer.kind === "notSent" || (answer.kind === "refused" && !answer.busy)) permit.withdraw();
  if (answer.kind === "notSent") {
    return answer;
  }
  if (remark !== undefined) reporter.warn(remark);
  // The request may have been accepted at any moment until now, so the search, and the proof, start now.
  const lost: LaunchState = {
    ...begun,
    status: "indeterminate",
    beginning: beginningFrom(look, request, deps),
  };
  switch (answer.kind) {
    case "accepted": {
      if (answer.remark !== undefined) reporter.warn(answer.remark);
      const { operationUrl, observation } = answer;
      const accepted = operationUrl === undefined ? begun : { ...begun, operationUrl };
      if (!request.waitForLive && observation === undefined) {
        return withoutWaiting(accepted, answer.retryAfterMs, request, deps);
      }
      const firstHintMs =
        observation === undefined ? (answer.retryAfterMs ?? firstGapMs(service)) : undefined;
      return followToEnd(
        accepted,
        { ...request, firstHintMs, firstObservation: observation, justPosted: true },
        deps,
      );
    }
    case "unknown":
      reporter.warn(
        `no reply to the launch request for version ${version} of ${nameOf(offer)} (${answer.message}). Looking for the launch. It is not sent again`,
      );
      return followToEnd(lost, request, deps);
    case "refused": {
      const found = await lookAfterRefusal(answer, look, request, deps);
      return "error" in found ? { state: lost, error: found.error } : carryOut(found, request, deps);
    }
  }
}

async function carryOut(
  decided: Decided,
  request: LaunchRequest,
  deps: LaunchDeps,
): Promise<LaunchResult | NotSent> {
  const { decision, look } = decided;
  const { offer, declared, memory } = request;
  const { clock, reporter } = deps;
  const now = clock.now();
  // A finished launch is not the one that runs, or is live, now.
  const unfinished = isUnfinished(memory) ? memory : undefined;
  switch (decision.kind) {
    case "done": {
      if (decision.remark !== undefined) reporter.warn(decision.remark);
      const known: LaunchState = unfinished ?? {
        version: declared,
        status: "succeeded",
        origin: "alreadyLive",
        startedAt: now,
      };
      return { state: { ...asLive(known, look.production?.version, now), ...productOf(look) } };
    }
    case "adopt": {
      const { operationUrl, remark } = decision;
      if (remark !== undefined) reporter.warn(remark);
      const known: LaunchState = unfinished ?? {
        version: declared,
        status: "running",
        origin: "adopted",
        ...liveNow(look),
        startedAt: now,
        beginning: beginningFrom(look, request, deps, true),
      };
      const adopted: LaunchState = {
        ...(operationUrl === undefined ? known : withUrl(known, operationUrl)),
        ...productOf(look),
      };
      reporter.progress(
        `following the launch of version ${declared} of ${nameOf(offer)} that is already running`,
      );
      const deadline = request.waitForLive ? request.deadline : clock.monotonic();
      return followToEnd(adopted, { ...request, deadline }, deps);
    }
    case "launch":
      return launchNow(decided, decision.remark, request, deps);
    case "failedBefore": {
      if (memory === undefined) throw new Error("failedBefore without memory");
      return { state: memory, error: failureError(memory, decision.failure, request) };
    }
    case "indeterminate": {
      if (memory === undefined) throw new Error("indeterminate without memory");
      return {
        state: memory,
        error: new MarketplaceError(
          "LAUNCH_INDETERMINATE",
          `${nameOf(offer)}: ${reasonOf(decision, request.again)}`,
        ),
      };
    }
    case "refuse":
      throw new MarketplaceError(decision.code, `${nameOf(offer)}: ${reasonOf(decision, request.again)}`);
  }
}

/**
 * Takes the declared version live, or finds that it is. Looks, decides, adopts or posts once, and follows to the end.
 * Throws a `MarketplaceError` only while nothing has been accepted, as far as this run knows. After that, an error is
 * returned with the state from which the next run resumes.
 */
export async function launch(request: LaunchRequest, deps: LaunchDeps): Promise<LaunchResult> {
  const { memory, earlier, offer, deadline } = request;
  const { clock, reporter } = deps;
  for (let tries = 1; ; tries += 1) {
    const now = clock.now();
    const steady = deps.steady();
    const settled: LaunchRequest = {
      ...request,
      memory: memory && withoutFuture(memory, now, steady),
      earlier: earlier && withoutFuture(earlier, now, steady),
    };
    const isOver = tries > 1 && clock.monotonic() >= deadline;
    const decided = await lookUntilDecided(settled, deps);
    // The last look may find what others have launched, but nothing is launched after the deadline.
    if (isOver && decided.decision.kind === "launch") throw outOfTime(offer);
    const result = await carryOut(decided, settled, deps);
    if (!("kind" in result)) return result;
    if (tries >= MAX_TRIES) throw neverSent(offer, tries, result.reason);
    const why = result.reason === undefined ? "" : ` (${result.reason})`;
    reporter.progress(
      `checking the offer again, since the launch request could not be sent within a minute of the last look${why}`,
    );
  }
}
