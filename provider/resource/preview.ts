import { decide } from "../decision/decide";
import { beginningOf, withoutFuture, type LaunchState } from "../decision/launchState";
import type { Decision, Situation } from "../decision/situation";
import { weigh } from "../decision/evidence";
import { judgeEvidence } from "../decision/verdict";
import { isMarketplaceError, MarketplaceError, messageOf, withoutCode, type ErrorCode } from "../errors";
import { failureError } from "../launch/outcome";
import { nameOf, type Offer } from "../marketplace/offer";
import type { Documents, Look, Service } from "../marketplace/service";
import { isUnknown } from "../values/unknown";
import type { Clock } from "../waiting/clock";
import { withinTime } from "../waiting/withinTime";
import { replaceCommand } from "./context";
import type { Declaration } from "./declaration";
import type { RememberedLaunch } from "./rememberedLaunch";
import { previewText, showsDifferences, type PreviewText } from "./previewText";
import type { Properties } from "./properties";

/** How long a preview may look at one offer, in milliseconds. */
const PATIENCE_MS = 10_000;

export interface PreviewDeps {
  readonly service: () => Service;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Throws the `MarketplaceError` with which `up` would refuse to send the launch request. */
  readonly beforePost: (offer: Offer) => void;
  readonly silence: Silence;
  /** The run is a rehearsal, in which nothing is launched. */
  readonly readOnly: boolean;
  readonly urn: string | undefined;
}

/** The facts that a preview has learned about a service as a whole. */
export interface Silence {
  /** Why no look gets a response, once that is known. */
  why?: Error;
  /** A look has succeeded, so one that fails says nothing about the others. */
  answered?: boolean;
}

/** After one of these errors, no other offer can be read either. */
const UNREACHABLE: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "NETWORK",
  "CREDENTIAL_MISSING",
  "CREDENTIAL_FAILED",
  "SETTING_INVALID",
]);

function isSilent(error: unknown, { answered = false }: Silence): boolean {
  return isMarketplaceError(error) ? UNREACHABLE.has(error.code) : !answered;
}

async function briefly<T>(
  read: (within: AbortSignal) => Promise<T>,
  { clock, signal }: PreviewDeps,
): Promise<T> {
  const inTime = await withinTime(read, { ms: PATIENCE_MS, clock, signal });
  if (inTime.kind === "late") throw new Error(`no response within ${PATIENCE_MS / 1_000} s`);
  return inTime.value;
}

/** The documents to compare, or why there are none. Whether `up` would launch does not depend on them. */
async function documentsFor(decision: Decision, offer: Offer, deps: PreviewDeps): Promise<Documents> {
  if (!showsDifferences(decision)) return {};
  try {
    return await briefly((within) => deps.service().documents(offer, within), deps);
  } catch (error) {
    return { unavailable: withoutCode(error) };
  }
}

function refusal(error: unknown, text = messageOf(error)): PreviewText {
  const code = isMarketplaceError(error) ? error.code : "SERVICE_UNAVAILABLE";
  return { severity: "warning", code, lines: [text] };
}

async function look(offer: Offer, deps: PreviewDeps): Promise<Look | PreviewText> {
  const { silence } = deps;
  if (silence.why !== undefined) {
    const text = `${nameOf(offer)} was not checked, since there was no response for another offer: ${withoutCode(silence.why)}`;
    return refusal(new MarketplaceError("SERVICE_UNAVAILABLE", text));
  }
  try {
    const seen = await briefly((within) => deps.service().look(offer, within), deps);
    silence.answered = true;
    return seen;
  } catch (error) {
    if (isMarketplaceError(error) && error.code === "OFFER_UNKNOWN") return refusal(error);
    // With no response for one offer there is none for the others, and each would wait just as long.
    if (isSilent(error, silence)) silence.why ??= error instanceof Error ? error : new Error(String(error));
    const [first = "", ...rest] = messageOf(error).split("\n");
    const code = rest.length > 0 && isMarketplaceError(error) ? ` [${error.code}]` : "";
    return refusal(error, `cannot check ${nameOf(offer)}: ${first}${code}`);
  }
}

/** The failure of a launch that is remembered as running, if the service shows by now that it failed. */
function endedMeanwhile(
  decision: Decision,
  situation: Omit<Situation, keyof RememberedLaunch>,
  memory: LaunchState,
): LaunchState["failure"] {
  if (decision.kind === "failedBefore") return decision.failure;
  if (decision.kind !== "adopt") return undefined;
  const {
    operationUrl,
    contradictions = {},
    pausedContradictions: paused,
    statusMoved: moved,
    seenRunning,
  } = memory;
  const facts = { ...situation, beginning: beginningOf(memory), moved, seenRunning, operationUrl };
  const { verdict } = judgeEvidence(weigh(facts), facts, contradictions, paused);
  return verdict.kind === "ended" ? verdict.failure : undefined;
}

/** The inputs that a look needs. */
const NEEDED = ["api", "publisherId", "offerId", "offerVersion", "verifyVersion", "waitForReady"];

/** Whether the declared offer can be looked at in a preview. */
export function isKnown(inputs: Properties): boolean {
  return !NEEDED.some((name) => isUnknown(inputs[name]));
}

/**
 * Foresees what `up` would do about a declaration, from read-only requests. Throws no error of the service or the
 * network.
 */
export async function foresee(
  { offer, version, verifyVersion, waitForReady }: Declaration,
  remembered: RememberedLaunch,
  deps: PreviewDeps,
): Promise<PreviewText> {
  const seen = await look(offer, deps);
  if ("severity" in seen) return seen;
  const { traits } = deps.service();
  const now = deps.clock.now();
  const situation = {
    look: seen,
    traits,
    declared: version,
    verifyVersion,
    waitForReady,
    now,
  };
  const memory = remembered.memory && withoutFuture(remembered.memory, now);
  const earlier = remembered.earlier && withoutFuture(remembered.earlier, now);
  const decision = decide({ ...situation, ...remembered, memory, earlier });
  if (memory !== undefined) {
    const failure = endedMeanwhile(decision, situation, memory);
    if (failure !== undefined) {
      return refusal(failureError(memory, failure, { offer, again: replaceCommand(deps.urn) }));
    }
  }
  if (decision.kind === "launch") {
    try {
      deps.beforePost(offer);
    } catch (error) {
      return refusal(error);
    }
  }
  const documents = await documentsFor(decision, offer, deps);
  return previewText({
    offer: nameOf(offer),
    declared: version,
    decision,
    look: seen,
    documents,
    readOnly: deps.readOnly,
    again: replaceCommand(deps.urn),
  });
}
