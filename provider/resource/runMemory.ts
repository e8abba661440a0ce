import type { LaunchState } from "../decision/launchState";
import { offerChanged } from "./launchMark";
import type { Properties } from "./properties";

/** The parts of a resource's old state that the engine showed this process before the current call. */
export interface Shown {
  /** Old inputs, as passed to check. */
  readonly inputs: readonly Properties[];
  /** Old outputs, as passed to diff or delete. The newest stand last. */
  readonly outputs: readonly Properties[];
}

const NOTHING: Shown = { inputs: [], outputs: [] };

/**
 * The memory that one process has of the engine's calls. The engine may create or update a resource more than once,
 * and may replace it without being asked to. Kept for one deployment: preview and up have processes of their own.
 */
export interface RunMemory {
  /** @param names - the resource's URN and its offer: whichever of them is known */
  shownOf(names: readonly string[]): Shown;
  /**
   * Notes that the resource is checked as a new one: its create relies on what was shown until now. With
   * `deleteBeforeReplace`, the user's own `--replace` shows the old outputs between the two calls.
   */
  noteNew(names: readonly string[]): void;
  /** Everything shown until the resource was checked as a new one, or everything if it was not. */
  shownBeforeCreate(names: readonly string[]): Shown;
  noteInputs(names: readonly string[], inputs: Properties): void;
  noteOutputs(names: readonly string[], outputs: Properties): void;
  /** Where a launch stood when this process last followed it. */
  launchOf(key: string): LaunchState | undefined;
  noteLaunch(key: string, state: LaunchState): void;
  /** Whether this process has sent a launch request that was accepted, or may have been. */
  wasPosted(key: string): boolean;
  /** Notes the request before it is sent. Call the returned function when nothing can have come of it. */
  notePost(key: string): () => void;
}

export function createMemory(): RunMemory {
  const shown = new Map<string, Shown>();
  const shownBefore = new Map<string, Shown>();
  const launches = new Map<string, LaunchState>();
  const posts = new Set<string>();

  function find(map: ReadonlyMap<string, Shown>, names: readonly string[]): Shown | undefined {
    return names.map((name) => map.get(name)).find((one) => one !== undefined);
  }

  function shownOf(names: readonly string[]): Shown {
    return find(shown, names) ?? NOTHING;
  }

  function note(names: readonly string[], add: (before: Shown) => Shown): void {
    const after = add(shownOf(names));
    for (const name of names) shown.set(name, after);
  }

  return {
    shownOf,
    noteNew(names) {
      const before = shownOf(names);
      for (const name of names) shownBefore.set(name, before);
    },
    shownBeforeCreate: (names) => find(shownBefore, names) ?? shownOf(names),
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

/** Everything shown about this offer: a resource that was deleted first may be created again for another one. */
export function ofOffer({ inputs, outputs }: Shown, declared: Properties): Shown {
  const isSame = (olds: Properties): boolean => !offerChanged(olds, declared);
  return { inputs: inputs.filter(isSame), outputs: outputs.filter(isSame) };
}

/**
 * Whether the engine replaces the resource without being asked to, by `replaceOnChanges` and the like. It then shows
 * something of the old state before it creates. A user's `pulumi up --replace` creates first, and deletes afterwards.
 */
export function isReplacedByEngine({ inputs, outputs }: Shown): boolean {
  return inputs.length > 0 || outputs.length > 0;
}

/** The old outputs that say most about a version: the last ones that name it, otherwise the last of all. */
export function outputsFor(
  { outputs }: Shown,
  isOf: (outputs: Properties) => boolean,
): Properties | undefined {
  return outputs.findLast(isOf) ?? outputs.at(-1);
}

/** The facts that decide whether a run may send a launch request. */
export interface PostQuestion {
  /** This process has sent a request for the same service, offer and version, and it was not certainly refused. */
  readonly wasPosted: boolean;
  /** The inputs have `launches: true`, which policies have seen. */
  readonly wasAnnounced: boolean;
  /** The engine decided to replace the resource. */
  readonly isReplaced: boolean;
  /** The engine showed the old resource's outputs, so an unfinished launch of it is known. */
  readonly outputsShown: boolean;
  /** Old inputs name the version. If its outputs were not shown, nobody knows what became of its launch. */
  readonly inputsNameVersion: boolean;
  readonly verifyVersion: boolean;
}

/** Why a run must not send a launch request; `undefined` when it may. */
export type PostRefusal = "postedBefore" | "replaced" | "notAnnounced";

/**
 * Allows one launch request for each process and version, and only one that policies were shown as `launches: true`.
 */
export function postRefusal(question: PostQuestion): PostRefusal | undefined {
  const { wasPosted, wasAnnounced, isReplaced, outputsShown, inputsNameVersion, verifyVersion } = question;
  if (wasPosted) return "postedBefore";
  const isUnknown = !outputsShown && (!verifyVersion || inputsNameVersion);
  if (isReplaced && (!wasAnnounced || isUnknown)) return "replaced";
  return wasAnnounced ? undefined : "notAnnounced";
}
