import type { LaunchState } from "../decision/launchState";
import type { Properties } from "./properties";

/** What this process was shown of the old state of one resource, before the call that is at hand. */
export interface Shown {
  /** Old inputs, which a check gets. */
  readonly inputs: readonly Properties[];
  /** Old outputs, which a diff or a delete gets; the last one shown stands last. */
  readonly outputs: readonly Properties[];
}

const NOTHING: Shown = { inputs: [], outputs: [] };

/**
 * What one process remembers of the engine's calls, since the engine may create or update a resource more than once, and
 * may replace it without being asked to. It lasts one deployment: preview and up have processes of their own.
 */
export interface RunMemory {
  /** @param names - the resource's URN and its offer: whichever of them is known */
  shownOf(names: readonly string[]): Shown;
  noteInputs(names: readonly string[], inputs: Properties): void;
  noteOutputs(names: readonly string[], outputs: Properties): void;
  /** Where a launch stood when this process last followed it. */
  launchOf(key: string): LaunchState | undefined;
  noteLaunch(key: string, state: LaunchState): void;
  /** Whether this process has sent a launch request that was accepted, or may have been. */
  wasPosted(key: string): boolean;
  /** Notes the request before it is sent; the function returned takes that back when nothing can have come of it. */
  notePost(key: string): () => void;
}

export function createMemory(): RunMemory {
  const shown = new Map<string, Shown>();
  const launches = new Map<string, LaunchState>();
  const posts = new Set<string>();

  function shownOf(names: readonly string[]): Shown {
    const found = names.map((name) => shown.get(name)).filter((one) => one !== undefined);
    return found[0] ?? NOTHING;
  }

  function note(names: readonly string[], add: (before: Shown) => Shown): void {
    const after = add(shownOf(names));
    for (const name of names) shown.set(name, after);
  }

  return {
    shownOf,
    noteInputs: (names, inputs) =>
      note(names, (before) => ({ ...before, inputs: [...before.inputs, inputs] })),
    noteOutputs: (names, outputs) =>
      note(names, (before) => ({ ...before, outputs: [...before.outputs, outputs] })),
    launchOf: (key) => launches.get(key),
    noteLaunch: (key, state) => void launches.set(key, state),
    wasPosted: (key) => posts.has(key),
    notePost(key) {
      posts.add(key);
      return () => void posts.delete(key);
    },
  };
}

/**
 * The engine replaces the resource without being asked to, by `replaceOnChanges` and the like, when it shows something of
 * the old state before it creates. A `pulumi up --replace` of the user creates first, and deletes afterwards.
 */
export function isReplacedByEngine({ inputs, outputs }: Shown): boolean {
  return inputs.length > 0 || outputs.length > 0;
}

/** The old outputs that tell most about a version: those that name it, else the last ones. */
export function outputsFor(
  { outputs }: Shown,
  isOf: (outputs: Properties) => boolean,
): Properties | undefined {
  return outputs.findLast(isOf) ?? outputs.at(-1);
}

/** What bears on whether a run may send a launch request. */
export interface PostQuestion {
  /** This process has sent one for the same service, offer and version, and it was not refused for certain. */
  readonly wasPosted: boolean;
  /** The inputs say `launches: true`, as policies were shown. */
  readonly wasAnnounced: boolean;
  /** The engine decided to replace the resource. */
  readonly isReplaced: boolean;
  /** The engine showed the outputs of the old resource, so that an unfinished launch of it is known. */
  readonly outputsShown: boolean;
  /** Old inputs name the version: where its outputs were not shown, nothing tells what became of its launch. */
  readonly inputsNameVersion: boolean;
  readonly verifyVersion: boolean;
}

/** Why a run must not send a launch request; `undefined` when it may. */
export type PostRefusal = "postedBefore" | "replaced" | "notAnnounced";

/** At most one launch request a process, and none that no policy was shown. */
export function postRefusal(question: PostQuestion): PostRefusal | undefined {
  const { wasPosted, wasAnnounced, isReplaced, outputsShown, inputsNameVersion, verifyVersion } = question;
  if (wasPosted) return "postedBefore";
  const isUnknown = !outputsShown && (!verifyVersion || inputsNameVersion);
  if (isReplaced && (!wasAnnounced || isUnknown)) return "replaced";
  return wasAnnounced ? undefined : "notAnnounced";
}
