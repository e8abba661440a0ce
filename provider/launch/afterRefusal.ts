import { nameOf } from "../marketplace/offer";
import { decide } from "../decision/decide";
import { reasonOf } from "../decision/decisionText";
import { publishSince } from "../decision/history";
import { entryText, readLook } from "../decision/reading";
import { MarketplaceError, messageOf } from "../errors";
import { SEARCH_MS } from "./offerAnswer";
import type { LaunchDeps, LaunchRequest } from "./launchRequest";
import type { GoLiveAnswer, Look } from "../marketplace/service";
import { RETRY } from "../waiting/backoff";
import { lookUntil } from "./lookUntil";
import { situationOf, type Decided } from "./untilDecided";

type Refused = Extract<GoLiveAnswer, { kind: "refused" }>;

/** How long one look may take, with all the time that the service may ask to wait, in milliseconds. */
const LOOK_MS = 7 * 60_000;

/**
 * Finds the reason for a refused launch request. A launch of the same version may be running: somebody else's, or our
 * own from a request that a proxy sent twice. Looks until it is known what is running. Throws `INTERRUPTED`, with the
 * refusal, when the run is interrupted meanwhile. Throws `GOLIVE_REFUSED`, with what blocks the launch, when no
 * launch of the same version is found. `before`: the look before the POST.
 */
export async function lookAfterRefusal(
  answer: Refused,
  before: Look,
  request: LaunchRequest,
  deps: LaunchDeps,
): Promise<Decided> {
  const { offer, declared, deadline } = request;
  const { clock } = deps;
  const { busy, httpStatus, code, message } = answer;
  const refusal = `the service refused to launch version ${declared} of ${nameOf(offer)} (HTTP ${httpStatus}${code === undefined ? "" : ` ${code}`}): ${message}`;
  const startedAt = clock.monotonic();
  const searchMs = busy ? SEARCH_MS : 0;
  const searches = (): boolean => clock.monotonic() < startedAt + searchMs;
  let reason = "";
  let isInterrupted: boolean;
  try {
    const outcome = await lookUntil<Decided | undefined>(
      {
        offer,
        deadline: Math.min(deadline, startedAt + searchMs + LOOK_MS),
        backoff: RETRY,
        judge: (seen) => {
          const decision = decide(situationOf(request, seen, deps));
          if (decision.kind === "done" || decision.kind === "adopt") {
            return { kind: "end", value: { ...seen, decision } };
          }
          const hasReason =
            decision.kind === "wait" || decision.kind === "refuse" || decision.kind === "indeterminate";
          reason = hasReason ? `. ${reasonOf(decision, request.again)}` : "";
          const publish =
            readLook({ look: seen.look, target: declared, traits: deps.service.traits }).publish ??
            publishSince(before, seen.look);
          if (publish !== undefined && !hasReason)
            reason = `. A publish is running: ${entryText(publish)}. Run again when it has ended`;
          // A launch may take its version out of preview before it is listed itself.
          const isGone = before.preview !== undefined && seen.look.preview === undefined;
          const goesOn = (decision.kind === "launch" || isGone) && publish === undefined && searches();
          return goesOn ? { kind: "again" } : { kind: "end", value: undefined };
        },
        waitsFor: () => ({ what: `HTTP ${httpStatus}: looking for what is running` }),
        persists: searches,
      },
      deps,
    );
    if (outcome.kind === "end" && outcome.value !== undefined) return outcome.value;
    isInterrupted = outcome.kind === "aborted";
    if (outcome.kind !== "end" && reason === "") reason = ". The reason could not be found in time";
  } catch (error) {
    reason = `. The reason could not be found: ${messageOf(error)}`;
    isInterrupted = deps.signal.aborted;
  }
  if (isInterrupted) {
    throw new MarketplaceError(
      "INTERRUPTED",
      `interrupted while looking for the reason of a refusal: ${refusal}. Run "pulumi up" again`,
      { httpStatus },
    );
  }
  throw new MarketplaceError("GOLIVE_REFUSED", `${refusal}${reason}`, {
    httpStatus,
    ...(code === undefined ? {} : { serviceCode: code }),
  });
}
