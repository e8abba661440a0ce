import { decide } from "../decision/decide";
import type { Decision, Situation } from "../decision/situation";
import { formatDuration } from "../values/duration";
import { MarketplaceError } from "../errors";
import type { FollowDeps } from "./follow";
import { interruptedBefore, outOfTime, type LaunchRequest } from "./launchRequest";
import { nameOf } from "../marketplace/offer";
import { lookUntil, type Seen } from "./lookUntil";
import { FOLLOW } from "../waiting/backoff";

/** A decision other than to wait, and the look that it is based on. */
export interface Decided extends Seen {
  readonly decision: Exclude<Decision, { kind: "wait" }>;
}

/** The facts for a decision. */
export function situationOf(
  request: LaunchRequest,
  { look }: Seen,
  { service, clock, steady }: Pick<FollowDeps, "service" | "clock" | "steady">,
): Situation {
  const { declared, verifyVersion, waitForReady, mayRelaunch, memory, lastLive, earlier, productId } =
    request;
  const { traits } = service;
  // When two clocks differ, the smaller age counts, since it proves less.
  const now = Math.min(clock.now(), steady());
  const remembered = { mayRelaunch, memory, lastLive, earlier, productId };
  return { look, traits, declared, verifyVersion, waitForReady, ...remembered, now };
}

/** Looks and decides again until the decision is not to wait. */
export async function lookUntilDecided(request: LaunchRequest, deps: FollowDeps): Promise<Decided> {
  const { clock } = deps;
  const { offer, deadline } = request;
  const startedAt = clock.monotonic();
  let waitingFor: Extract<Decision, { kind: "wait" }> | undefined;
  const outcome = await lookUntil<Decided>(
    {
      offer,
      deadline,
      backoff: FOLLOW,
      judge: (seen) => {
        const decision = decide(situationOf(request, seen, deps));
        if (decision.kind !== "wait") return { kind: "end", value: { ...seen, decision } };
        waitingFor = decision;
        return { kind: "again", retryAfterMs: seen.look.retryAfterMs };
      },
      waitsFor: () => waitingFor && { what: "not launched yet", rest: `: ${waitingFor.reason}` },
      persists: () => waitingFor !== undefined,
    },
    deps,
  );
  if (outcome.kind === "end") return outcome.value;
  if (outcome.kind === "aborted") throw interruptedBefore(offer);
  if (waitingFor === undefined) {
    if (outcome.lastError instanceof Error) throw outcome.lastError;
    throw outOfTime(offer);
  }
  const waited = formatDuration(clock.monotonic() - startedAt);
  throw new MarketplaceError(
    waitingFor.code,
    `${nameOf(offer)}: nothing was launched in ${waited}: ${waitingFor.reason}. Run "pulumi up" again, or raise timeout`,
  );
}
