import { decide } from "../decision/decide";
import type { Decision } from "../decision/situation";
import { formatDuration } from "../values/duration";
import { isMarketplaceError, isTransient, MarketplaceError, type ErrorCode } from "../errors";
import type { FollowDeps } from "./follow";
import { interruptedBefore, outOfTime, type LaunchRequest } from "./request";
import { nameOf, type Offer } from "../marketplace/offer";
import type { Look } from "../marketplace/service";
import { FOLLOW, RETRY } from "../waiting/backoff";
import { poll } from "../waiting/poll";
import { createProgress, steadyMessageOf } from "./progress";

/** How long failing reads are tried again while nothing was launched yet, from the first that fails. */
const READ_PATIENCE_MS = 2 * 60_000;

/** How much longer the service may have them wait by its own word. */
const MAX_ASKED_MS = 5 * 60_000;

/**
 * Looks, trying failed reads again for `READ_PATIENCE_MS`. Time spent waiting for a turn among other launches is no
 * failure: it ends with the deadline.
 */
export async function lookPatiently(offer: Offer, deadline: number, deps: FollowDeps): Promise<Look> {
  const { service, clock, random, signal, reporter } = deps;
  const progress = createProgress(reporter, clock);
  const startedAt = clock.now();
  let failingSince: number | undefined;
  let askedMs = 0;
  let trouble = "";
  const outcome = await poll(async (within) => ({ kind: "end", value: await service.look(offer, within) }), {
    clock,
    random,
    signal,
    backoff: RETRY,
    startedAt,
    deadline,
    onError: (error) => {
      failingSince ??= clock.now();
      const retryAfterMs = isMarketplaceError(error) ? error.retryAfterMs : undefined;
      const waitMs = Math.min(retryAfterMs ?? 0, MAX_ASKED_MS);
      askedMs = Math.max(askedMs, waitMs);
      const nextAt = clock.now() + waitMs;
      if (!isTransient(error) || nextAt - failingSince > READ_PATIENCE_MS + askedMs) return undefined;
      trouble = steadyMessageOf(error);
      return { retryAfterMs };
    },
    onWait: (nextLookAt) => {
      const details = `next look in ${formatDuration(nextLookAt - clock.now())}`;
      progress({ what: "trying again", details, rest: `: ${trouble}` });
    },
    onLook: () => {
      const waited = formatDuration(clock.now() - startedAt);
      progress({ what: "looking at the offer", details: `waited ${waited} for the answers` });
    },
  });
  if (outcome.kind === "end") return outcome.value;
  if (outcome.kind === "timedOut") {
    if (outcome.lastError instanceof Error) throw outcome.lastError;
    throw outOfTime(offer);
  }
  throw interruptedBefore(offer);
}

/** Looks and decides, again and again while the decision is to wait. */
export async function untilDecided(
  request: LaunchRequest,
  deps: FollowDeps,
): Promise<{ readonly look: Look; readonly decision: Exclude<Decision, { kind: "wait" }> }> {
  const { clock, random, signal, reporter } = deps;
  const progress = createProgress(reporter, clock);
  const startedAt = clock.now();
  let waitingFor: { code: ErrorCode; reason: string } | undefined;
  const outcome = await poll(
    async () => {
      const look = await lookPatiently(request.offer, request.deadline, deps);
      const decision = decide({ ...request, look, now: clock.now() });
      if (decision.kind !== "wait") return { kind: "end", value: { look, decision } } as const;
      waitingFor = decision;
      return { kind: "again", retryAfterMs: look.retryAfterMs } as const;
    },
    {
      clock,
      random,
      signal,
      backoff: FOLLOW,
      startedAt,
      deadline: request.deadline,
      onError: (error) => (waitingFor !== undefined && isTransient(error) ? {} : undefined),
      onWait: (nextLookAt) => {
        const reason = waitingFor?.reason ?? "the service to answer";
        const waited = formatDuration(clock.now() - startedAt);
        progress({
          what: "not launched yet",
          details: `waited ${waited}, next look in ${formatDuration(nextLookAt - clock.now())}`,
          rest: `: ${reason}`,
        });
      },
    },
  );
  if (outcome.kind === "end") return outcome.value;
  if (outcome.kind === "aborted") throw interruptedBefore(request.offer);
  if (waitingFor === undefined) throw outOfTime(request.offer);
  const waited = formatDuration(clock.now() - startedAt);
  throw new MarketplaceError(
    waitingFor.code,
    `${nameOf(request.offer)}: waited ${waited}, nothing was launched: ${waitingFor.reason}. Run "pulumi up" again, or raise timeout`,
  );
}
