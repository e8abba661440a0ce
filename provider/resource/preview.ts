import { decide } from "../decision/decide";
import { beginningOf, type LaunchState } from "../decision/launchState";
import type { Decision, Situation } from "../decision/situation";
import { judge } from "../decision/verdict";
import { isMarketplaceError, messageOf, type ErrorCode } from "../errors";
import { failureError } from "../launch/outcome";
import { nameOf, type Offer } from "../marketplace/offer";
import type { Documents, Look, Service } from "../marketplace/service";
import { isUnknown } from "../values/unknown";
import type { Clock } from "../waiting/clock";
import { withinTime } from "../waiting/withinTime";
import { replaceCommand } from "./context";
import type { Declaration } from "./declaration";
import type { Past } from "./past";
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
  /** Nothing will be launched: the run is a rehearsal. */
  readonly readOnly: boolean;
  readonly urn: string | undefined;
}

/** What a preview has learnt of a service as a whole. */
export interface Silence {
  /** Why no look gets an answer, once that is known. */
  why?: Error;
  /** Some look was answered: one that is not, says nothing of the others. */
  answered?: boolean;
}

/** Without these, no other offer can be looked at either. */
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

/** What there is to compare, or why there is nothing: whether `up` would launch does not depend on it. */
async function documentsFor(decision: Decision, offer: Offer, deps: PreviewDeps): Promise<Documents> {
  if (!showsDifferences(decision)) return {};
  try {
    return await briefly((within) => deps.service().documents(offer, within), deps);
  } catch (error) {
    return { unavailable: messageOf(error) };
  }
}

function refusal(error: unknown, text = messageOf(error)): PreviewText {
  const code = isMarketplaceError(error) ? error.code : "SERVICE_UNAVAILABLE";
  return { severity: "warning", code, lines: [text] };
}

async function look(offer: Offer, deps: PreviewDeps): Promise<Look | PreviewText> {
  const { silence } = deps;
  try {
    if (silence.why !== undefined) {
      throw new Error(
        `not checked, since there was no response for another offer: ${messageOf(silence.why)}`,
      );
    }
    const seen = await briefly((within) => deps.service().look(offer, within), deps);
    silence.answered = true;
    return seen;
  } catch (error) {
    if (isMarketplaceError(error) && error.code === "OFFER_UNKNOWN") return refusal(error);
    // Without an answer for one offer there is none for the others, and each would wait for as long.
    if (isSilent(error, silence)) silence.why ??= error instanceof Error ? error : new Error(String(error));
    const [first = "", ...rest] = messageOf(error).split("\n");
    const code = rest.length > 0 && isMarketplaceError(error) ? ` [${error.code}]` : "";
    return refusal(error, `cannot check ${nameOf(offer)}: ${first}${code}`);
  }
}

/** A launch that is remembered as running may have failed at the service since. */
function endedMeanwhile(
  decision: Decision,
  situation: Omit<Situation, keyof Past>,
  memory: LaunchState,
): LaunchState["failure"] {
  if (decision.kind === "failedBefore") return decision.failure;
  if (decision.kind !== "adopt") return undefined;
  const { operationUrl, contradictions, statusMoved: moved } = memory;
  const beginning = beginningOf(memory);
  const { verdict } = judge({ ...situation, beginning, moved, operationUrl, contradictions });
  return verdict.kind === "ended" ? verdict.failure : undefined;
}

/** How much of a declaration has to be known for a look. */
const NEEDED = ["api", "publisherId", "offerId", "offerVersion", "verifyVersion", "waitForReady"];

/** Whether what is declared can be looked at in a preview. */
export function isKnown(inputs: Properties): boolean {
  return !NEEDED.some((name) => isUnknown(inputs[name]));
}

/** What `up` would do about a declaration, from read-only calls. Throws nothing that a service or a network causes. */
export async function foresee(
  { offer, version, verifyVersion, waitForReady }: Declaration,
  past: Past,
  deps: PreviewDeps,
): Promise<PreviewText> {
  const seen = await look(offer, deps);
  if ("severity" in seen) return seen;
  const { traits } = deps.service();
  const situation = {
    look: seen,
    traits,
    declared: version,
    verifyVersion,
    waitForReady,
    now: deps.clock.now(),
  };
  const decision = decide({ ...situation, ...past });
  const { memory } = past;
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
