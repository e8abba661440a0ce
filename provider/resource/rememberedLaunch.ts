import type { Situation } from "../decision/situation";
import { isUnfinished, type LaunchState } from "../decision/launchState";
import type { Version } from "../marketplace/version";
import { serviceChanged } from "./launchMark";
import { isReplacedByEngine, ofOffer, outputsFor, type RunMemory } from "./runMemory";
import type { Properties } from "./properties";
import { parseState } from "./storedState";

/** The remembered launches, as far as they matter for the declared version. */
export type RememberedLaunch = Pick<
  Situation,
  "memory" | "lastLive" | "earlier" | "mayRelaunch" | "productId"
>;

/**
 * Sorts a remembered launch by what it means for the declared version. A launch of another version that was still
 * running may be live by now: the version that it took from preview counts as the last one live.
 */
function launchFor(state: LaunchState, version: Version): RememberedLaunch {
  const { status, liveVersion, beginning, productId } = state;
  const product = productId === undefined ? {} : { productId };
  if (state.version === version) return { ...product, memory: state };
  if (isUnfinished(state)) {
    return { ...product, lastLive: { version: beginning?.preview }, earlier: state };
  }
  const wasLive = status === "succeeded" || liveVersion !== undefined;
  return { ...product, ...(wasLive ? { lastLive: { version: liveVersion } } : {}) };
}

function sameVersion(declared: unknown, version: Version): boolean {
  return declared === version || (typeof declared === "number" && String(declared) === version);
}

/** Everything that a run knows about a resource before it looks at the offer. */
export interface Remembered {
  readonly launch: RememberedLaunch;
  /**
   * The engine replaces the resource without being asked to. The old one stays in the state if nothing is created.
   */
  readonly isReplaced: boolean;
  /** The engine showed the old outputs. */
  readonly outputsShown: boolean;
  /** Old inputs name the version, for whichever service. What became of it there is not known. */
  readonly inputsNameVersion: boolean;
  /** An unfinished launch at another service. It is no longer followed. */
  readonly leftBehind?: LaunchState;
}

export interface RememberedRequest {
  readonly inputs: Properties;
  readonly version: Version;
  /** The old outputs that the engine passes to update. Absent in a create. */
  readonly olds?: Properties | undefined;
  readonly names: readonly string[];
  /** Identifies service, offer and version. */
  readonly key: string;
}

/**
 * Recalls earlier launches from the first source that knows of them: this process, the outputs passed to update, the
 * outputs shown before. Throws `STATE_UNREADABLE`.
 */
export function remembered(
  { inputs, version, olds, names, key }: RememberedRequest,
  memory: RunMemory,
): Remembered {
  const shown = ofOffer(memory.shownBeforeCreate(names), inputs);
  const isReplaced = olds === undefined && isReplacedByEngine(shown);
  const outputs =
    olds ?? outputsFor(shown, (one) => one["offerVersion"] === version && !serviceChanged(one, inputs));
  const inputsNameVersion = shown.inputs.some((one) => sameVersion(one["offerVersion"], version));
  const facts = { isReplaced, outputsShown: outputs !== undefined, inputsNameVersion };
  // For a new resource, or the user's own replacement, a failed version may be launched again.
  const fresh = { mayRelaunch: olds === undefined && !isReplaced };
  const own = memory.launchOf(key);
  if (own !== undefined) return { ...facts, launch: { ...fresh, ...launchFor(own, version) } };
  if (outputs === undefined) return { ...facts, launch: fresh };
  const state = parseState(outputs);
  if (!serviceChanged(outputs, inputs))
    return { ...facts, launch: { ...fresh, ...launchFor(state, version) } };
  return { ...facts, launch: fresh, ...(isUnfinished(state) ? { leftBehind: state } : {}) };
}
