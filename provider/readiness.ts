import { decide, type Decision } from "./decide";
import { formatDuration } from "./duration";
import { isMarketplaceError, isTransient, MarketplaceError, messageOf, type ErrorCode } from "./errors";
import { interruptedBefore, nameOf, type LaunchDeps, type LaunchRequest } from "./launchRequest";
import type { Look, Offer } from "./marketplace/service";
import { FOLLOW, RETRY } from "./operation/backoff";
import { poll } from "./operation/poll";
import { createProgress } from "./report";

/** How long failing reads are tried again while nothing was launched yet. */
const READ_PATIENCE_MS = 2 * 60_000;

/** Looks, trying failed reads again for `READ_PATIENCE_MS`. */
export async function lookPatiently(offer: Offer, deadline: number, deps: LaunchDeps): Promise<Look> {
  const { service, clock, random, signal, reporter } = deps;
  const startedAt = clock.now();
  const outcome = await poll(async (within) => ({ kind: "end", value: await service.look(offer, within) }), {
    clock,
    random,
    signal,
    backoff: RETRY,
    startedAt,
    deadline: Math.min(deadline, startedAt + READ_PATIENCE_MS),
    onError: (error) => {
      if (!isTransient(error)) return undefined;
      reporter.progress(`trying again: ${messageOf(error)}`);
      return { retryAfterMs: isMarketplaceError(error) ? error.retryAfterMs : undefined };
    },
  });
  if (outcome.kind === "end") return outcome.value;
  if (outcome.kind === "timedOut") {
    if (outcome.lastError instanceof Error) throw outcome.lastError;
    throw new MarketplaceError(
      "SERVICE_UNAVAILABLE",
      `${nameOf(offer)}: the service has not answered in time, nothing was launched. Run "pulumi up" again later`,
    );
  }
  throw interruptedBefore(offer);
}

/** Looks and decides, again and again while the decision is to wait. */
export async function untilDecided(
  request: LaunchRequest,
  deps: LaunchDeps,
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
      return { kind: "again" } as const;
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
  const waited = formatDuration(clock.now() - startedAt);
  throw new MarketplaceError(
    waitingFor?.code ?? "NOT_READY",
    `${nameOf(request.offer)}: waited ${waited}, nothing was launched: ${waitingFor?.reason ?? "not ready"}. Run "pulumi up" again, or raise timeout`,
  );
}
