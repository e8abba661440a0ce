import type { Decision } from "../decision/situation";
import { isMarketplaceError, MarketplaceError } from "../errors";
import {
  interruptedBefore,
  outOfTime,
  type LaunchDeps,
  type LaunchRequest,
  type LaunchResult,
} from "./request";
import type { Beginning, LaunchState } from "../decision/launchState";
import { nameOf, type Offer } from "../marketplace/offer";
import type { GoLiveAnswer, Look } from "../marketplace/service";
import { failureError, followToEnd, live } from "./outcome";
import { untilDecided } from "./lookPatiently";
import { lookAfterRefusal } from "./afterRefusal";
import { endedLaunches } from "../decision/seenLaunches";

/** How long an interrupted run still waits for the answer to a POST that was sent. */
const ANSWER_GRACE_MS = 3_000;

/** A POST rests on a look that is at most so old. */
const LOOK_VALID_MS = 60_000;

/** Sends the one write. An interruption lets it finish for a moment, since tearing it down would hide its outcome. */
async function postOnce(
  offer: Offer,
  { preview, at }: Look,
  deadline: number,
  deps: LaunchDeps,
): Promise<GoLiveAnswer> {
  const { service, clock, signal } = deps;
  const notAfter = Math.min(at + LOOK_VALID_MS, deadline);
  const settled = new AbortController();
  const abandoned = new Promise<GoLiveAnswer>((resolve) => {
    const giveUp = (): void => {
      void clock.sleep(ANSWER_GRACE_MS, settled.signal).then(() => {
        resolve({ kind: "unknown", message: "interrupted before the service answered" });
      });
    };
    if (signal.aborted) giveUp();
    else signal.addEventListener("abort", giveUp, { once: true, signal: settled.signal });
  });
  try {
    return await Promise.race([service.goLive(offer, preview, { signal, notAfter }), abandoned]);
  } finally {
    settled.abort();
  }
}

function beginningOf(look: Look, { declared, verifyVersion }: LaunchRequest, now: number): Beginning {
  const preview = look.preview?.version;
  const production = look.production?.version;
  return {
    at: now,
    ...(preview === undefined ? {} : { preview }),
    ...(production === undefined ? {} : { production }),
    phase: look.status.phase,
    endedBefore: endedLaunches(look, { declared, verifyVersion }).map((one) => one.id),
  };
}

/** What is live while the launch runs, and if it fails. */
function liveNow({ production }: Look): Pick<LaunchState, "liveVersion"> {
  return production?.version === undefined ? {} : { liveVersion: production.version };
}

async function launchNow(
  look: Look,
  remark: string | undefined,
  request: LaunchRequest,
  deps: LaunchDeps,
): Promise<LaunchResult> {
  const { offer, declared } = request;
  const { clock, reporter, signal } = deps;
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
    startedAt: now,
    beginning: beginningOf(look, request, now),
  };
  const answer = await postOnce(offer, look, request.deadline, deps).catch((error: unknown) => {
    if (isMarketplaceError(error)) permit.withdraw();
    throw error;
  });
  // "Busy" may be the answer to a request that a proxy sent twice.
  if (answer.kind === "notSent" || (answer.kind === "refused" && !answer.busy)) permit.withdraw();
  if (answer.kind === "notSent") {
    if (clock.now() >= request.deadline) throw outOfTime(offer);
    reporter.progress("what was seen grew old before the turn of the launch came; looking again");
    return launch(request, deps);
  }
  if (remark !== undefined) reporter.warn(remark);
  switch (answer.kind) {
    case "accepted": {
      if (answer.remark !== undefined) reporter.warn(answer.remark);
      const { operationUrl } = answer;
      const accepted = operationUrl === undefined ? begun : { ...begun, operationUrl };
      if (!request.waitForLive) return { state: accepted };
      return followToEnd(accepted, { ...request, firstHintMs: answer.retryAfterMs }, deps);
    }
    case "unknown":
      reporter.warn(
        `the answer to the launch of version ${version} of ${nameOf(offer)} was lost (${answer.message}); looking for the launch, it is not sent again`,
      );
      // What may have been accepted at any moment until now is searched for, and proven not to be, from now on.
      return followToEnd(
        { ...begun, status: "indeterminate", beginning: beginningOf(look, request, clock.now()) },
        request,
        deps,
      );
    case "refused": {
      const after = await lookAfterRefusal(answer, request, deps);
      return carryOut(after.decision, after.look, request, deps);
    }
  }
}

async function carryOut(
  decision: Exclude<Decision, { kind: "wait" }>,
  look: Look,
  request: LaunchRequest,
  deps: LaunchDeps,
): Promise<LaunchResult> {
  const { offer, declared, memory } = request;
  const { clock, reporter } = deps;
  const now = clock.now();
  // A launch that has ended is another one than what goes on or is live now.
  const unsettled = memory?.status === "running" || memory?.status === "indeterminate" ? memory : undefined;
  switch (decision.kind) {
    case "done": {
      if (decision.remark !== undefined) reporter.warn(decision.remark);
      const known: LaunchState = unsettled ?? {
        version: declared,
        status: "succeeded",
        origin: "alreadyLive",
        startedAt: now,
      };
      return { state: { ...live(known, look.production?.version), endedAt: now } };
    }
    case "adopt": {
      const { operationUrl } = decision;
      const known: LaunchState = unsettled ?? {
        version: declared,
        status: "running",
        origin: "adopted",
        ...liveNow(look),
        startedAt: now,
        beginning: beginningOf(look, request, now),
      };
      const adopted: LaunchState = {
        ...known,
        ...(operationUrl === undefined ? {} : { operationUrl }),
      };
      reporter.progress(`following the launch of version ${declared} of ${nameOf(offer)} that is under way`);
      const deadline = request.waitForLive ? request.deadline : now;
      return followToEnd(adopted, { ...request, deadline }, deps);
    }
    case "launch":
      return launchNow(look, decision.remark, request, deps);
    case "failedBefore": {
      if (memory === undefined) throw new Error("failedBefore without memory");
      return { state: memory, error: failureError(memory, decision.failure, request) };
    }
    case "indeterminate": {
      if (memory === undefined) throw new Error("indeterminate without memory");
      return {
        state: memory,
        error: new MarketplaceError("LAUNCH_INDETERMINATE", `${nameOf(offer)}: ${decision.reason}`),
      };
    }
    case "refuse":
      throw new MarketplaceError(decision.code, `${nameOf(offer)}: ${decision.reason}`);
  }
}

/**
 * Takes the declared version live, or finds that it is: look, decide, then adopt or post once, and follow to the end.
 * Throws a `MarketplaceError` only while nothing that this run knows of was accepted; afterwards an error comes
 * with the state that the next run resumes from.
 */
export async function launch(request: LaunchRequest, deps: LaunchDeps): Promise<LaunchResult> {
  const { look, decision } = await untilDecided(request, deps);
  return carryOut(decision, look, request, deps);
}
