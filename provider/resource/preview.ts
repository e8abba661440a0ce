import { decide } from "../decision/decide";
import type { Decision, Situation } from "../decision/situation";
import { isMarketplaceError, messageOf, type ErrorCode } from "../errors";
import { DEFAULT_TIMEOUT, isUnknown, parseDeclaration, type Declaration, type Properties } from "./inputs";
import { judge } from "../decision/verdict";
import type { Failure, LaunchState } from "../decision/launchState";
import { nameOf, type Offer } from "../marketplace/offer";
import type { Documents, Look, Service } from "../marketplace/service";
import type { Clock } from "../waiting/clock";
import { withinTime } from "../waiting/withinTime";
import { failureError } from "../launch/outcome";
import { previewText, showsDifferences } from "./previewText";
import type { Reporter } from "../launch/progress";

/** How long a preview may look at one offer, in milliseconds. */
const PATIENCE_MS = 10_000;

export interface PreviewDeps {
  readonly service: () => Service;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly reporter: Reporter;
  /** Of the preview alone: it counts what would be launched. */
  readonly brake: (offer: Offer) => void;
  /** How a person launches the same version again. */
  readonly again: string;
  /** Why no look of this preview gets an answer, once that is known. */
  readonly silent: Silence;
}

/** What a preview has learnt of the service as a whole. */
export interface Silence {
  /** Why no look gets an answer, once that is known. */
  why?: Error;
  /** Some look was answered: one that is not, says nothing of the others. */
  answered?: boolean;
}

function isSilent(error: unknown, { answered = false }: Silence): boolean {
  return isMarketplaceError(error) ? UNREACHABLE.has(error.code) : !answered;
}

async function briefly<T>(
  read: (within: AbortSignal) => Promise<T>,
  { clock, signal }: PreviewDeps,
): Promise<T> {
  const inTime = await withinTime(read, { ms: PATIENCE_MS, clock, signal });
  if (inTime.kind === "late") throw new Error(`no answer within ${PATIENCE_MS / 1_000} s`);
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

/** Without these, no other offer can be looked at either. */
const UNREACHABLE: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "NETWORK",
  "CREDENTIAL_MISSING",
  "CREDENTIAL_FAILED",
  "SETTING_INVALID",
]);

/** What is remembered that bears on a declared version. */
export type Past = Pick<Situation, "memory" | "lastLive" | "earlier">;

/**
 * What of a remembered launch bears on a declaration. A launch of another version that was under way may have gone live
 * since: then what it took from preview is the last that went live.
 */
export function pastOf(state: LaunchState, { version }: Pick<Declaration, "version">): Past {
  if (state.version === version) return { memory: state };
  const { status, liveVersion, beginning } = state;
  if (status === "running" || status === "indeterminate") {
    return { lastLive: { version: beginning?.preview }, earlier: state };
  }
  return status === "succeeded" || liveVersion !== undefined ? { lastLive: { version: liveVersion } } : {};
}

/** A launch that is remembered as running may have failed at the service since. */
function failedMeanwhile(
  decision: Decision,
  situation: Omit<Situation, keyof Past>,
  { memory }: Past,
): Failure | undefined {
  if (decision.kind !== "adopt" || memory === undefined) return undefined;
  const beginning = memory.beginning ?? { at: memory.startedAt, endedBefore: [] };
  const verdict = judge({ ...situation, beginning });
  return verdict.kind === "ended" ? verdict.failure : undefined;
}

/** How much of a declaration has to be known for a look. */
const NEEDED = ["publisherId", "offerId", "offerVersion", "verifyVersion", "waitForReady"];

/** What would stop the launches of this program before the POST, in the words of the error. */
function tellBrake(offer: Offer, { brake, reporter }: PreviewDeps): void {
  try {
    brake(offer);
  } catch (error) {
    reporter.warn(messageOf(error));
  }
}

/**
 * Says what `up` would do about inputs that would launch, from read-only calls. Never fails a preview: what could
 * not be looked at is one line.
 */
export async function tellPreview(
  inputs: Properties,
  pastFor: (declaration: Declaration) => Past,
  deps: PreviewDeps,
): Promise<void> {
  const { reporter, clock } = deps;
  if (NEEDED.some((name) => isUnknown(inputs[name]))) {
    reporter.info("what would be launched is known only during up: an input is not known yet");
    return;
  }
  const declaration = parseDeclaration({ ...inputs, timeout: DEFAULT_TIMEOUT, waitForLive: true });
  const { offer, version, verifyVersion, waitForReady } = declaration;
  const name = nameOf(offer);
  let past: Past;
  try {
    past = pastFor(declaration);
  } catch (error) {
    reporter.warn(messageOf(error));
    return;
  }
  let look: Look;
  try {
    const { why } = deps.silent;
    if (why !== undefined)
      throw new Error(`not looked at, as another offer got no answer: ${messageOf(why)}`);
    look = await briefly((within) => deps.service().look(offer, within), deps);
    deps.silent.answered = true;
  } catch (error) {
    if (isMarketplaceError(error) && error.code === "OFFER_UNKNOWN") {
      reporter.warn(messageOf(error));
      return;
    }
    // Whoever has no answer for one offer has none for the others, and each would wait for as long.
    if (isSilent(error, deps.silent))
      deps.silent.why ??= error instanceof Error ? error : new Error(String(error));
    const [first = "", ...rest] = messageOf(error).split("\n");
    const code = rest.length > 0 && isMarketplaceError(error) ? ` [${error.code}]` : "";
    reporter.info(`${name}: what up would do about version ${version} cannot be told now: ${first}${code}`);
    return;
  }
  const situation = { look, declared: version, verifyVersion, waitForReady, now: clock.now() };
  const decision = decide({ ...situation, ...past });
  const failure =
    decision.kind === "failedBefore" ? decision.failure : failedMeanwhile(decision, situation, past);
  if (failure !== undefined && past.memory !== undefined) {
    reporter.warn(failureError(past.memory, failure, { offer, again: deps.again }).message);
    return;
  }
  const { severity, lines } = previewText(
    name,
    version,
    decision,
    look,
    await documentsFor(decision, offer, deps),
  );
  const text = lines.join("\n");
  if (severity === "warning") reporter.warn(text);
  else reporter.info(text);
  if (decision.kind === "launch") tellBrake(offer, deps);
}
