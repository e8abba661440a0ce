import type { Situation } from "../decision/situation";
import type { LaunchState } from "../decision/launchState";
import type { Version } from "../marketplace/version";
import { serviceChanged } from "./launchMark";
import { isReplacedByEngine, outputsFor, type RunMemory } from "./memory";
import type { Properties } from "./properties";
import { parseState } from "./state";

/** What is remembered that bears on a declared version. */
export type Past = Pick<Situation, "memory" | "lastLive" | "earlier" | "mayRelaunch" | "productId">;

/**
 * What of a remembered launch bears on a declared version. A launch of another version that was under way may have gone
 * live since: then what it took from preview is the last that went live.
 */
export function pastOf(state: LaunchState, version: Version): Past {
  const { status, liveVersion, beginning, productId } = state;
  const product = productId === undefined ? {} : { productId };
  if (state.version === version) return { ...product, memory: state };
  if (status === "running" || status === "indeterminate") {
    return { ...product, lastLive: { version: beginning?.preview }, earlier: state };
  }
  const wasLive = status === "succeeded" || liveVersion !== undefined;
  return { ...product, ...(wasLive ? { lastLive: { version: liveVersion } } : {}) };
}

function sameVersion(declared: unknown, version: Version): boolean {
  return declared === version || (typeof declared === "number" && String(declared) === version);
}

/** What a run knows about a resource before it looks. */
export interface Remembered {
  readonly past: Past;
  /** The engine replaces the resource without being asked to; the old one stays in the state if nothing is created. */
  readonly isReplaced: boolean;
  /** The old outputs were shown. */
  readonly outputsShown: boolean;
  /** Old inputs that were shown name the version, whatever the service: what became of it there is not known. */
  readonly inputsNameVersion: boolean;
  /** An unfinished launch at another service, which is not followed any more. */
  readonly leftBehind?: LaunchState;
}

export interface RememberedRequest {
  readonly inputs: Properties;
  readonly version: Version;
  /** The outputs that the engine gives to an update; a create gets none. */
  readonly olds?: Properties | undefined;
  readonly names: readonly string[];
  /** Names service, offer and version. */
  readonly key: string;
}

/**
 * What is known of earlier launches: first what this process did itself, then what the engine hands over, then what it
 * has shown. Throws `STATE_UNREADABLE`.
 */
export function remembered(
  { inputs, version, olds, names, key }: RememberedRequest,
  memory: RunMemory,
): Remembered {
  const shown = memory.shownOf(names);
  const isReplaced = olds === undefined && isReplacedByEngine(shown);
  const outputs =
    olds ?? outputsFor(shown, (one) => one["offerVersion"] === version && !serviceChanged(one, inputs));
  const inputsNameVersion = shown.inputs.some((one) => sameVersion(one["offerVersion"], version));
  const facts = { isReplaced, outputsShown: outputs !== undefined, inputsNameVersion };
  // A new resource, or the user's own replacement: what failed before may be launched again.
  const fresh = { mayRelaunch: olds === undefined && !isReplaced };
  const own = memory.launchOf(key);
  if (own !== undefined) return { ...facts, past: { ...fresh, ...pastOf(own, version) } };
  if (outputs === undefined) return { ...facts, past: fresh };
  const state = parseState(outputs);
  if (!serviceChanged(outputs, inputs)) return { ...facts, past: { ...fresh, ...pastOf(state, version) } };
  const unfinished = state.status === "running" || state.status === "indeterminate";
  return { ...facts, past: fresh, ...(unfinished ? { leftBehind: state } : {}) };
}
