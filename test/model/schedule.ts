import type { SimulatorOptions } from "../../simulator";
import type { ApiName } from "../../provider/marketplace/apiName";
import type { UpOptions } from "../support/stack";

export const RUN_KINDS = [
  "up",
  "preview",
  "refresh",
  "bump",
  "replace",
  "destroy",
  "stateLost",
  "lower",
  "engineReplace",
  "rollback",
  "otherService",
] as const;
export type RunKind = (typeof RUN_KINDS)[number];

/** The kinds of runs in which a program is carried out. */
export const UPS: ReadonlySet<RunKind> = new Set<RunKind>([
  "up",
  "bump",
  "replace",
  "lower",
  "engineReplace",
  "rollback",
  "otherService",
]);

/** Somebody else's action on the offer. */
export const ACTS = ["goLive", "cancel", "publish", "failNextLaunch"] as const;
export type Act = (typeof ACTS)[number];

/** A mishap of the machine: it sleeps or is stopped, and its clock is set. */
export const GAPS = ["sleepTenMinutes", "stopTwoHours", "clockAheadOneHour", "clockBackOneHour"] as const;
export type Gap = (typeof GAPS)[number];

/** Which reads a trouble hits. */
export const TARGETS = ["any", "operation", "status", "submissions", "preview", "production"] as const;
export type Target = (typeof TARGETS)[number];

export interface ReadTrouble {
  readonly trouble: string;
  readonly target: Target;
  /** The first read of the run that is hit, counted from 0, and how many of those that match are. */
  readonly from: number;
  readonly count: number;
}

/** Something that happens at an await of a run: those before and after each request, and after each sleep. */
export interface Event {
  readonly at: number;
  readonly what: "die" | "interrupt" | "interruptSoon" | Act | Gap;
}

export interface RunPlan {
  readonly kind: RunKind;
  /** Minutes since the run before. */
  readonly gap: number;
  /** Others' actions meanwhile, evenly spread over the gap. */
  readonly meanwhile: readonly Act[];
  readonly timeout: string;
  readonly waitForLive: boolean;
  readonly waitForReady: boolean;
  /** `undefined`: nothing goes wrong with the first POST. */
  readonly post: string | undefined;
  /** How long the first POST waits on its way out, in milliseconds. */
  readonly outwardMs: number;
  readonly reads: readonly ReadTrouble[];
  readonly events: readonly Event[];
  /** The engine dies when the run is over, before it has stored the outcome. */
  readonly forgotten: boolean;
  /** An error hook has the engine try so many times more. */
  readonly retries: number;
  /** How the engine replaces the resource, in a run of kind `engineReplace`. */
  readonly replaces: NonNullable<UpOptions["replaces"]>;
  /** With `deleteBeforeReplace`, a run of kind `replace` deletes between its check and its create. */
  readonly deletesFirst: boolean;
  /** Which of the earlier states a run of kind `rollback` finds, counted from the first. */
  readonly checkpoint: number;
  /** Another stack declares the same offer, and comes up so many seconds later; `undefined`: none does. */
  readonly beside: number | undefined;
}

export interface Schedule {
  readonly api: ApiName;
  readonly service: SimulatorOptions;
  readonly verifyVersion: boolean;
  readonly runs: readonly RunPlan[];
}
