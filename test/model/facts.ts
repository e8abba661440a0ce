import type { ApiName } from "../../provider/marketplace/apiName";
import type { SimulatorOptions } from "../../simulator";
import type { RunResult, Stored } from "../support/stack";
import type { Launch, Ledger } from "./ledger";
import type { RunPlan } from "./schedule";
import { countOf, textOf, type View } from "./view";

/** A golive that left the client. */
export interface Post {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Its mishap. */
  readonly trouble: string | undefined;
  /** The service got to see it. */
  readonly reached: boolean;
  /** The client's view: a status, `reset` or `hang`. */
  readonly status: number | string;
  /** The version that began to go live. */
  readonly launched: number | undefined;
  /** The offer just before. */
  readonly view: View;
  /** The version in preview when this run last asked. The service has no way to say which version a golive means. */
  readonly previewSeen: number | undefined;
  /** Whether the offer was shown to wait for sign-off when this run last asked. */
  readonly waitsSeen: boolean;
  /** When the oldest document was asked for that the POST rests on, in milliseconds since 1970. */
  readonly lookedAt: number;
  /** Launches before it, as they stood then. */
  readonly earlier: readonly Launch[];
}

/** All that is to be judged of a run. */
export interface RunFacts {
  readonly plan: RunPlan;
  readonly api: ApiName;
  /** Whose run it is, as the ledger names it. */
  readonly who: string;
  readonly declared: number;
  /** False: what waits in preview is launched, whatever its number. */
  readonly verifyVersion: boolean;
  /** How the service is set up: its documents may contradict each other for hours. */
  readonly service: SimulatorOptions;
  readonly isConflicted: boolean;
  /** How far behind the truth the service's answers may be, in milliseconds. */
  readonly lagMs: number;
  readonly startedAt: number;
  readonly endedAt: number;
  /** How long the machine slept or was stopped meanwhile, in milliseconds. */
  readonly stoppedMs: number;
  readonly interruptedAt: number | undefined;
  /** The process died; what it did and did not get to say is lost. */
  readonly died: boolean;
  readonly result: RunResult;
  readonly before: Stored | undefined;
  readonly after: Stored | undefined;
  /** The state found is about the offer at another service. */
  readonly isElsewhere: boolean;
  /** Policies were shown that this run launches. */
  readonly announced: boolean;
  readonly posts: readonly Post[];
  /** Origins other than the endpoint's that a request went to. */
  readonly foreign: readonly string[];
  readonly requests: number;
  /** Some read went wrong. */
  readonly troubled: boolean;
  readonly ledger: Ledger;
  readonly view: View;
}

/** Whether an end was told against documents that said otherwise, in words: it is that of a launch, not of the last one. */
export function isAgainst({ error }: RunResult): boolean {
  return error?.message.includes("The launch counts as") === true;
}

/** Told of each promise that a run put to the test. */
export type Keeps = (promise: string) => void;

export function statusOf(stored: Stored | undefined): string | undefined {
  const status = stored?.outputs["status"];
  return typeof status === "string" ? status : undefined;
}

/** The number of the version that the state is about. */
export function versionOf(stored: Stored | undefined): number | undefined {
  const version = stored?.outputs["offerVersion"];
  return version === undefined
    ? undefined
    : countOf(typeof version === "string" ? version : JSON.stringify(version));
}

/**
 * Whether the engine replaces the resource without having shown that its state is about the declared version: after an
 * update that failed it keeps the inputs of before, and shows no outputs when something else caused the replacement.
 */
export function isUnseen({ plan, before, declared, api, service }: RunFacts): boolean {
  if (plan.kind !== "engineReplace" || plan.replaces !== "unshown") return false;
  const version = before?.inputs["offerVersion"];
  const isText = typeof version === "string" || typeof version === "number";
  return isText && String(version) !== textOf(declared, api, service.ingestion?.numbers === "falling");
}

/** The code of an error of this package: the last word of its message. */
export function codeOf(result: RunResult): string | undefined {
  if (result.error === undefined) return undefined;
  return /\[([A-Z_]+)\]$/.exec(result.error.message)?.[1] ?? `no code: ${result.error.stack ?? ""}`;
}

/** Whether an error tells how a launch ended. In the Product Ingestion API a canceled launch may look like a failed one. */
export function tellsEnd(code: string, end: Launch["end"], api: ApiName): boolean {
  if (code === "LAUNCH_CANCELED") return end === "canceled";
  return code === "LAUNCH_FAILED" && (end === "failed" || (end === "canceled" && api === "productIngestion"));
}
