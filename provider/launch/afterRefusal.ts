import { nameOf } from "../marketplace/offer";
import { decide } from "../decision/decide";
import type { Decision } from "../decision/situation";
import { formatDuration } from "../values/duration";
import { isTransient, MarketplaceError, messageOf } from "../errors";
import { SEARCH_MS } from "./follow";
import { type LaunchDeps, type LaunchRequest } from "./request";
import type { GoLiveAnswer, Look } from "../marketplace/service";
import { RETRY } from "../waiting/backoff";
import { poll } from "../waiting/poll";
import { lookPatiently } from "./lookPatiently";
import { createProgress } from "./progress";

type Refused = Extract<GoLiveAnswer, { kind: "refused" }>;

/** What is to be done in spite of a refusal. */
export interface AfterRefusal {
  readonly look: Look;
  readonly decision: Extract<Decision, { kind: "done" | "adopt" }>;
}

/** How long one look may take with all that the service may ask to wait, in milliseconds. */
const LOOK_MS = 7 * 60_000;

/**
 * A refusal is not the last word: a launch of the same version may be why, somebody else's or our own, which a proxy
 * sent twice. Throws `GOLIVE_REFUSED`, with what was found to be in the way, when there is none.
 */
export async function lookAfterRefusal(
  answer: Refused,
  request: LaunchRequest,
  deps: LaunchDeps,
): Promise<AfterRefusal> {
  const { offer, declared, deadline } = request;
  const { clock, random, signal, reporter } = deps;
  const { busy, httpStatus, code, message } = answer;
  const refusal = `the service refused to launch version ${declared} of ${nameOf(offer)} (HTTP ${httpStatus}${code === undefined ? "" : ` ${code}`}): ${message}`;
  const progress = createProgress(reporter, clock);
  const startedAt = clock.now();
  const searchMs = busy ? SEARCH_MS : 0;
  let reason = "";
  try {
    const outcome = await poll<AfterRefusal | undefined>(
      async (within) => {
        const look = await lookPatiently(offer, deadline, { ...deps, signal: within });
        const decision = decide({ ...request, look, now: clock.now() });
        if (decision.kind === "done" || decision.kind === "adopt") {
          return { kind: "end", value: { look, decision } };
        }
        reason = "reason" in decision ? `. ${decision.reason}` : "";
        const goesOn = decision.kind === "launch" && clock.now() - startedAt < searchMs;
        return goesOn ? { kind: "again" } : { kind: "end", value: undefined };
      },
      {
        clock,
        random,
        signal,
        backoff: RETRY,
        startedAt,
        deadline: Math.min(deadline, startedAt + searchMs + LOOK_MS),
        onError: (error) => (isTransient(error) && clock.now() < startedAt + searchMs ? {} : undefined),
        onWait: (nextLookAt) => {
          const now = clock.now();
          progress({
            what: `HTTP ${httpStatus}: looking for what is under way`,
            details: `waited ${formatDuration(now - startedAt)}, next look in ${formatDuration(nextLookAt - now)}`,
          });
        },
      },
    );
    if (outcome.kind === "end" && outcome.value !== undefined) return outcome.value;
    if (outcome.kind !== "end" && reason === "") reason = ". Looking for the reason got no answer in time";
  } catch (error) {
    reason = `. Looking for the reason failed: ${messageOf(error)}`;
  }
  throw new MarketplaceError("GOLIVE_REFUSED", `${refusal}${reason}`, {
    httpStatus,
    ...(code === undefined ? {} : { serviceCode: code }),
  });
}
