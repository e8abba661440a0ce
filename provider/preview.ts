import { decide } from "./decide";
import { messageOf } from "./errors";
import { isUnknown, parseDeclaration, type Properties } from "./inputs";
import { nameOf } from "./launchRequest";
import type { Look, Offer, Service } from "./marketplace/service";
import type { Clock } from "./operation/clock";
import { previewText } from "./previewText";
import type { Reporter } from "./report";

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

/**
 * Says what `up` would do about inputs that would launch, from read-only calls. Never fails a preview: what could
 * not be looked at is one line.
 */
export async function tellPreview(inputs: Properties, deps: PreviewDeps): Promise<void> {
  const { reporter, clock } = deps;
  if (Object.values(inputs).some(isUnknown)) {
    reporter.info("what would be launched is known only during up: an input is not known yet");
    return;
  }
  const { offer, version, verifyVersion, waitForReady } = parseDeclaration(inputs);
  const name = nameOf(offer);
  let look: Look;
  try {
    look = await lookBriefly(offer, deps);
  } catch (error) {
    reporter.info(
      `${name}: up would look, then launch version ${version}; not looked at now: ${messageOf(error)}`,
    );
    return;
  }
  const decision = decide({ look, declared: version, verifyVersion, waitForReady, now: clock.now() });
  const { severity, lines } = previewText(name, version, decision, look);
  const text = lines.join("\n");
  if (severity === "warning") reporter.warn(text);
  else reporter.info(text);
}
