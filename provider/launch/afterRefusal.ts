import { nameOf } from "../marketplace/offer";
import { decide } from "../decision/decide";
import type { Decision } from "../decision/situation";
import { reasonOf } from "../decision/decisionText";
import { publishSince } from "../decision/history";
import { entryText, readLook, type Reading } from "../decision/reading";
import { MarketplaceError, withoutCode } from "../errors";
import { asSentence } from "../values/text";
import { SEARCH_MS } from "./offerAnswer";
import type { LaunchDeps, LaunchRequest } from "./launchRequest";
import type { GoLiveAnswer, Look } from "../marketplace/service";
import { RETRY } from "../waiting/backoff";
import { lookUntil } from "./lookUntil";
import { situationOf, type Decided } from "./lookUntilDecided";

type RefusedLaunch = Extract<GoLiveAnswer, { kind: "refused" }>;

/** How long one look may take, with all the time that the service may ask to wait, in milliseconds. */
const LOOK_MS = 7 * 60_000;

/** The service said that something is running, and nothing was found: that may be our own launch. */
export interface Unexplained {
  readonly error: MarketplaceError;
}

/** Whether what runs, or has changed since the look before the POST, is the reason why the service was busy. */
function isExplained(
  decision: Decision,
  { publish, publishRuns }: Pick<Reading, "publish" | "publishRuns">,
  before: Look,
  { preview }: Look,
): boolean {
  const isInTheWay = "code" in decision && decision.code === "LAUNCH_IN_THE_WAY";
  const isOther = preview !== undefined && preview.version !== before.preview?.version;
  return publish !== undefined || publishRuns || isInTheWay || isOther;
}

/**
 * Finds the reason for a refused launch request. A launch of the same version may be running: somebody else's, or our
 * own from a request that a proxy sent twice. Looks until it is known what is running. Throws `GOLIVE_REFUSED`, with
 * what blocks the launch, when no launch of the same version is found. When the service was busy and nothing explains
 * it, the request may have been accepted: returns `LAUNCH_INDETERMINATE`, or `INTERRUPTED` when the run was
 * interrupted meanwhile. Throws `INTERRUPTED` after another refusal. `before`: the look before the POST.
 */
export async function lookAfterRefusal(
  answer: RefusedLaunch,
  before: Look,
  request: LaunchRequest,
  deps: LaunchDeps,
): Promise<Decided | Unexplained> {
  const { offer, declared, deadline } = request;
  const { clock } = deps;
  const { busy, httpStatus, code, message } = answer;
  const refusal = `the service refused to launch version ${declared} of ${nameOf(offer)} (HTTP ${httpStatus}${code === undefined ? "" : ` ${code}`}): ${message}`;
  const startedAt = clock.monotonic();
  const searchMs = busy ? SEARCH_MS : 0;
  const searches = (): boolean => clock.monotonic() < startedAt + searchMs;
  let reason = "";
  let isOpen = busy;
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
          reason = hasReason ? `. ${asSentence(reasonOf(decision, request.again))}` : "";
          const reading = readLook({ look: seen.look, target: declared, traits: deps.service.traits });
          const publish = reading.publish ?? publishSince(before, seen.look);
          if (publish !== undefined && !hasReason)
            reason = `. A publish is running: ${entryText(publish)}. Run again when it has ended`;
          isOpen = busy && !isExplained(decision, { ...reading, publish }, before, seen.look);
          const goesOn = isOpen && searches();
          return goesOn ? { kind: "again" } : { kind: "end", value: undefined };
        },
        waitsFor: () => ({ what: `HTTP ${httpStatus}: looking again` }),
        persists: searches,
      },
      deps,
    );
    if (outcome.kind === "end" && outcome.value !== undefined) return outcome.value;
    isInterrupted = outcome.kind === "aborted";
    if (outcome.kind !== "end" && reason === "") reason = ". The reason could not be found in time";
  } catch (error) {
    reason = `. The reason could not be found: ${withoutCode(error)}`;
    isInterrupted = deps.signal.aborted;
  }
  if (isInterrupted) {
    const error = new MarketplaceError(
      "INTERRUPTED",
      `interrupted while looking for the reason for a refusal: ${refusal}. Run "pulumi up" again`,
      { httpStatus },
    );
    if (isOpen) return { error };
    throw error;
  }
  const details = { httpStatus, ...(code === undefined ? {} : { serviceCode: code }) };
  if (isOpen) {
    return {
      error: new MarketplaceError(
        "LAUNCH_INDETERMINATE",
        `${refusal}${reason}. What is running may be this launch, but no launch was found. It was not sent again. Check the offer in Partner Center, then run "pulumi up"`,
        details,
      ),
    };
  }
  throw new MarketplaceError("GOLIVE_REFUSED", `${refusal}${reason}`, details);
}
