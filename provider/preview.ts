import { decide } from "./decide";
import type { Situation } from "./decision";
import { isMarketplaceError, messageOf } from "./errors";
import { isUnknown, parseDeclaration, type Properties } from "./inputs";
import { nameOf } from "./launchRequest";
import type { LaunchState } from "./launchState";
import type { Look, Offer, Service } from "./marketplace/service";
import type { Clock } from "./operation/clock";
import { previewText } from "./previewText";
import type { Reporter } from "./report";
import type { Version } from "./version";

/** How long a preview may look at one offer, in milliseconds. */
const PATIENCE_MS = 10_000;

export interface PreviewDeps {
  readonly service: () => Service;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly reporter: Reporter;
}

async function lookBriefly(offer: Offer, { service, clock, signal }: PreviewDeps): Promise<Look> {
  const done = new AbortController();
  const late = new AbortController();
  const tooLate = clock.sleep(PATIENCE_MS, AbortSignal.any([signal, done.signal])).then((): never => {
    late.abort();
    throw new Error(`no answer within ${PATIENCE_MS / 1_000} s`);
  });
  try {
    return await Promise.race([service().look(offer, AbortSignal.any([signal, late.signal])), tooLate]);
  } finally {
    tooLate.catch(() => undefined);
    done.abort();
  }
}

/** What is remembered that bears on a declared version. */
export type Past = Pick<Situation, "memory" | "lastLive">;

/**
 * What of a remembered launch bears on a declared version. A launch of another one that was under way may have gone
 * live since: then what it took from preview is the last that went live.
 */
export function pastOf(state: LaunchState, declared: Version): Past {
  if (state.version === declared) return { memory: state };
  const unsettled = state.status === "running" || state.status === "indeterminate";
  return { lastLive: unsettled ? state.beginning?.preview : state.liveVersion };
}

/**
 * Says what `up` would do about inputs that would launch, from read-only calls. Never fails a preview: what could
 * not be looked at is one line.
 */
export async function tellPreview(
  inputs: Properties,
  pastFor: (declared: Version) => Past,
  deps: PreviewDeps,
): Promise<void> {
  const { reporter, clock } = deps;
  if (Object.values(inputs).some(isUnknown)) {
    reporter.info("what would be launched is known only during up: an input is not known yet");
    return;
  }
  const { offer, version, verifyVersion, waitForReady } = parseDeclaration(inputs);
  const name = nameOf(offer);
  let look: Look;
  let past: Past;
  try {
    past = pastFor(version);
    look = await lookBriefly(offer, deps);
  } catch (error) {
    const [first = "", ...rest] = messageOf(error).split("\n");
    const code = rest.length > 0 && isMarketplaceError(error) ? ` [${error.code}]` : "";
    reporter.info(`${name}: what up would do about version ${version} cannot be told now: ${first}${code}`);
    return;
  }
  const situation = { look, declared: version, verifyVersion, waitForReady, now: clock.now() };
  const decision = decide({ ...situation, ...past });
  const { severity, lines } = previewText(name, version, decision, look);
  const text = lines.join("\n");
  if (severity === "warning") reporter.warn(text);
  else reporter.info(text);
}
