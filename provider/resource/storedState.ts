import { MarketplaceError, messageOf } from "../errors";
import type { Properties } from "./properties";
import {
  LAUNCH_STATUSES,
  ORIGINS,
  RUNNING_SOURCES,
  type Beginning,
  type Failure,
  type LaunchState,
  type RunningSource,
} from "../decision/launchState";
import { isBadEnd } from "../marketplace/operationStatus";
import { OFFER_PHASES, type OfferPhase } from "../marketplace/service";
import { byKind, contradictionOutputs, isoTime, pausedOutputs, pauseField } from "./contradictionFields";
import { flag, oneOf, optional, read, record, text, texts, time, version, type Field } from "./fieldParsers";

/** Raised when the meaning of the outputs changes. Older schemas stay readable. */
const SCHEMA_VERSION = 1;

/** Earlier releases did not say whether a publish or a launch had ended. They compared the word with a launch. */
const EARLIER_PHASES: Readonly<Record<string, OfferPhase>> = {
  failed: "launchFailed",
  canceled: "launchCanceled",
};

/** The statuses that this package stores. A launch that has not started is not stored. */
const STORED_STATUSES = LAUNCH_STATUSES.filter((status) => status !== "notStarted");

/** Drops `undefined`: in outputs it would lose the launch or hang the engine. */
function defined(properties: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
}

function beginningOutputs({ at, endedBefore, ...rest }: Beginning): Properties {
  return defined({ time: isoTime(at), endedBefore: [...endedBefore], ...rest });
}

/** Every output that a launch may have. */
const LAUNCH_OUTPUTS = [
  "schemaVersion",
  "status",
  "origin",
  "operationUrl",
  "liveVersion",
  "confirmedVersion",
  "productId",
  "startTime",
  "endTime",
  "failure",
  "beginning",
  "statusMoved",
  "seenRunning",
  "contradictions",
  "pausedContradictions",
] as const;

/** The launch as plain outputs, to be merged over the inputs. Absent values are left out. */
export function toOutputs(state: LaunchState): Record<string, unknown> {
  const { beginning, failure, contradictions, pausedContradictions: paused } = state;
  const outputs: Record<(typeof LAUNCH_OUTPUTS)[number], unknown> = {
    schemaVersion: SCHEMA_VERSION,
    status: state.status,
    origin: state.origin,
    operationUrl: state.operationUrl,
    liveVersion: state.liveVersion,
    confirmedVersion: state.confirmedVersion,
    productId: state.productId,
    startTime: isoTime(state.startedAt),
    endTime: state.endedAt === undefined ? undefined : isoTime(state.endedAt),
    failure: failure === undefined ? undefined : defined({ ...failure }),
    beginning: beginning === undefined ? undefined : beginningOutputs(beginning),
    statusMoved: state.statusMoved,
    seenRunning: state.seenRunning === undefined ? undefined : [...state.seenRunning],
    contradictions: contradictions === undefined ? undefined : contradictionOutputs(contradictions),
    pausedContradictions: paused === undefined ? undefined : pausedOutputs(paused),
  };
  return defined(outputs);
}

/** The outputs with this launch in place of the earlier one. Nothing of the earlier one remains. */
export function replaceLaunch(outputs: Properties, state: LaunchState): Record<string, unknown> {
  const launchOutputs: ReadonlySet<string> = new Set(LAUNCH_OUTPUTS);
  const kept = Object.entries(outputs).filter(([name]) => !launchOutputs.has(name));
  return { ...Object.fromEntries(kept), ...toOutputs(state) };
}

const phase: Field<OfferPhase> = (value) =>
  (typeof value === "string" && Object.hasOwn(EARLIER_PHASES, value) ? EARLIER_PHASES[value] : undefined) ??
  oneOf(OFFER_PHASES)(value);

const failureField: Field<Failure> = (value) => {
  const from = record(value);
  return {
    code: read(from, "code", oneOf(["LAUNCH_FAILED", "LAUNCH_CANCELED"])),
    message: read(from, "message", text),
    ...optional(from, "step", text),
  };
};

const beginningField: Field<Beginning> = (value) => {
  const from = record(value);
  return {
    at: read(from, "time", time),
    endedBefore: read(from, "endedBefore", texts),
    ...optional(from, "preview", version),
    ...optional(from, "production", version),
    ...optional(from, "phase", phase),
    ...optional(from, "foundEnded", text),
    ...optional(from, "listCountsOtherwise", flag),
  };
};

/** Ignores sources that only a later version of this package knows. */
const runningSources: Field<readonly RunningSource[]> = (value) => {
  const known = texts(value);
  return RUNNING_SOURCES.filter((one) => known.includes(one));
};

function parseSchema1(outputs: Properties): LaunchState {
  const end = optional(outputs, "endTime", time).endTime;
  const status = read(outputs, "status", oneOf(STORED_STATUSES));
  // Without its reason, a failed launch would look as if there had been none.
  if (isBadEnd(status)) read(outputs, "failure", failureField);
  return {
    version: read(outputs, "offerVersion", version),
    status,
    origin: read(outputs, "origin", oneOf(ORIGINS)),
    startedAt: read(outputs, "startTime", time),
    ...(end === undefined ? {} : { endedAt: end }),
    ...optional(outputs, "operationUrl", text),
    ...optional(outputs, "liveVersion", version),
    ...optional(outputs, "confirmedVersion", version),
    ...optional(outputs, "productId", text),
    ...optional(outputs, "failure", failureField),
    ...optional(outputs, "beginning", beginningField),
    ...optional(outputs, "statusMoved", flag),
    ...optional(outputs, "seenRunning", runningSources),
    ...optional(outputs, "contradictions", byKind(time)),
    ...optional(outputs, "pausedContradictions", byKind(pauseField)),
  };
}

/**
 * The launch in the stored outputs. Throws `STATE_UNREADABLE` when they are damaged, foreign, or written by a later
 * version of this package: a wrong guess could launch twice.
 */
export function parseState(outputs: Properties): LaunchState {
  const schema = outputs["schemaVersion"];
  try {
    if (schema !== SCHEMA_VERSION) {
      throw new Error(
        typeof schema === "number" && schema > SCHEMA_VERSION
          ? `schemaVersion is ${schema}, and this version reads up to ${SCHEMA_VERSION}. Install a later version of pulumi-azure-marketplace`
          : schema === undefined && outputs["status"] === undefined
            ? "it has no launch. A dynamic resource cannot be imported or read by id. Declare it instead: a version that is already live is found without a launch"
            : `schemaVersion is ${schema === undefined ? "missing" : JSON.stringify(schema)}, not ${SCHEMA_VERSION}`,
      );
    }
    return parseSchema1(outputs);
  } catch (error) {
    throw new MarketplaceError(
      "STATE_UNREADABLE",
      `the launch in the stack's state cannot be read: ${messageOf(error)}. Nothing was launched. ` +
        'Repair it with "pulumi stack export" and "pulumi stack import". Or remove the resource with "pulumi state delete" and run "pulumi up", which looks before it launches',
      { cause: error },
    );
  }
}

/** Whether the stored launch is live, so that nothing is left to do. */
export function isLive(outputs: Properties): boolean {
  return outputs["schemaVersion"] === SCHEMA_VERSION && outputs["status"] === "succeeded";
}
