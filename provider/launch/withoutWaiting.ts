import type { LaunchState } from "../decision/launchState";
import { isSettled } from "../marketplace/operationStatus";
import type { Observation } from "../marketplace/service";
import { FOLLOW } from "../waiting/backoff";
import { withinTime } from "../waiting/withinTime";
import type { LaunchDeps, LaunchRequest, LaunchResult } from "./launchRequest";
import { followToEnd, notWaitingText } from "./outcome";
import { stepText } from "./stepText";

/** How long a run that does not wait still spends on learning the step, in milliseconds. */
const LEARN_MS = 5_000;

/** How long after a POST the operation is first polled, when the service does not say. `undefined`: at once. */
export function firstGapMs({ traits: { minGapMs } }: LaunchDeps["service"]): number | undefined {
  return minGapMs > FOLLOW.floorMs ? minGapMs : undefined;
}

/** Ends a run that does not wait for the launch that was accepted just now. Says the step where one request tells it. */
export async function withoutWaiting(
  accepted: LaunchState,
  hintMs: number | undefined,
  request: LaunchRequest,
  deps: LaunchDeps,
): Promise<LaunchResult> {
  const isTooEarly = (hintMs ?? firstGapMs(deps.service)) !== undefined;
  const seen = isTooEarly ? undefined : await readOperation(accepted, deps);
  if (seen !== undefined && isSettled(seen.status)) {
    // An operation that has ended already is not called running: the offer decides what that means.
    const deadline = deps.clock.monotonic();
    return followToEnd(accepted, { ...request, deadline, justPosted: true }, deps);
  }
  const where = seen && stepText(seen.step, seen.word, seen.stepNumber);
  deps.reporter.progress(notWaitingText(accepted, where));
  return { state: accepted };
}

/** One request. `undefined` when nothing was learned: the launch is accepted all the same, and a later run looks. */
async function readOperation(
  { operationUrl }: LaunchState,
  { service, clock, signal }: LaunchDeps,
): Promise<Observation | undefined> {
  if (operationUrl === undefined || signal.aborted) return undefined;
  try {
    const read = (within: AbortSignal) => service.observe(operationUrl, within);
    const inTime = await withinTime(read, { ms: LEARN_MS, clock, signal });
    return inTime.kind === "late" ? undefined : inTime.value;
  } catch {
    return undefined;
  }
}
