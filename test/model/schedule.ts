import * as fc from "fast-check";
import type { SimulatorOptions } from "../../simulator";
import { POST_TROUBLES, READ_TROUBLES } from "./troubles";

export const RUN_KINDS = [
  "up",
  "preview",
  "refresh",
  "bump",
  "replace",
  "destroy",
  "stateLost",
  "lower",
] as const;
export type RunKind = (typeof RUN_KINDS)[number];

/** What somebody else does with the offer. */
export const ACTS = ["goLive", "cancel", "publish", "failNextLaunch"] as const;
export type Act = (typeof ACTS)[number];

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
  readonly what: "die" | "interrupt" | "interruptSoon" | Act;
}

export interface RunPlan {
  readonly kind: RunKind;
  /** Minutes since the run before. */
  readonly gap: number;
  /** What others do meanwhile, evenly spread over the gap. */
  readonly meanwhile: readonly Act[];
  readonly timeout: string;
  readonly waitForLive: boolean;
  readonly waitForReady: boolean;
  /** `undefined`: nothing goes wrong with the POST. */
  readonly post: string | undefined;
  readonly reads: readonly ReadTrouble[];
  readonly events: readonly Event[];
  /** The engine dies when the run is over, before it has stored the outcome. */
  readonly forgotten: boolean;
}

export interface Schedule {
  readonly service: SimulatorOptions;
  readonly verifyVersion: boolean;
  readonly runs: readonly RunPlan[];
}

const MINUTE = 60_000;

const wordsArb: fc.Arbitrary<Record<string, string>> = fc.record({
  running: fc.constantFrom("running", "Running", "inProgress", "In Progress", "in-progress", "Pondering"),
  inProgress: fc.constantFrom("inProgress", "In progress", "Running"),
  complete: fc.constantFrom("complete", "Completed", "succeeded", "Succeeded", "COMPLETE"),
  succeeded: fc.constantFrom("succeeded", "published", "Complete", "completed"),
  failed: fc.constantFrom("failed", "Failed", "FAILED"),
  canceled: fc.constantFrom("canceled", "Cancelled", "cancelled"),
  notStarted: fc.constantFrom("notStarted", "Not Started", "not-started"),
  waitingForPublisherReview: fc.constantFrom(
    "waitingForPublisherReview",
    "Waiting for publisher review",
    "WaitingForPublisherReview",
  ),
});

const lagArb = fc.constantFrom(0, 0, 0, 2 * MINUTE, 8 * MINUTE);

const serviceArb: fc.Arbitrary<SimulatorOptions> = fc
  .record({
    production: fc.boolean(),
    launchTime: fc.constantFrom(...[20_000, 8 * MINUTE, 45 * MINUTE, 3 * 60 * MINUTE]),
    publishTime: fc.constantFrom(30_000, 20 * MINUTE),
    location: fc.constantFrom("absolute", "relative", "legacy"),
    operationShape: fc.constantFrom("object", "array"),
    style: fc.constantFrom("own", "own", "publishRemainsRunning", "goliveContinuesPublish"),
    submissionsLagMs: lagArb,
    statusLagMs: lagArb,
    productionLagMs: lagArb,
    words: fc.option(wordsArb, { nil: {} }),
  })
  .map(({ production, style, statusLagMs, ...rest }) => ({
    ...rest,
    // A publish takes longer than the status lags: preview never holds what the status does not know of.
    statusLagMs: statusLagMs < rest.publishTime ? statusLagMs : 0,
    offers: [{ publisherId: "contoso", offerId: "vm", preview: 2, ...(production ? { production: 1 } : {}) }],
    publishRemainsRunning: style === "publishRemainsRunning",
    goliveContinuesPublish: style === "goliveContinuesPublish",
  }));

/** Early awaits are where most is decided; late ones are in the middle of following. */
const awaitArb = fc.oneof({ weight: 4, arbitrary: fc.nat(30) }, { weight: 1, arbitrary: fc.nat(300) });

const readTroubleArb: fc.Arbitrary<ReadTrouble> = fc.record({
  trouble: fc.constantFrom(...Object.keys(READ_TROUBLES)),
  target: fc.constantFrom(...TARGETS),
  from: fc.oneof(fc.nat(12), fc.nat(100)),
  count: fc.constantFrom(1, 3, 30, 1_000),
});

const runArb: fc.Arbitrary<RunPlan> = fc.record({
  kind: fc.oneof(
    { weight: 10, arbitrary: fc.constant<RunKind>("up") },
    ...RUN_KINDS.slice(1).map((kind) => ({
      weight: ["destroy", "preview", "lower"].includes(kind) ? 1 : 2,
      arbitrary: fc.constant(kind),
    })),
  ),
  gap: fc.constantFrom(0, 1, 7, 31, 240),
  meanwhile: sometimes(2, fc.array(fc.constantFrom(...ACTS), { minLength: 1, maxLength: 3 }), []),
  timeout: fc.constantFrom("5h", "5h", "1h", "2m", "20s"),
  waitForLive: fc.oneof(
    { weight: 3, arbitrary: fc.constant(true) },
    { weight: 1, arbitrary: fc.constant(false) },
  ),
  waitForReady: fc.oneof(
    { weight: 3, arbitrary: fc.constant(false) },
    { weight: 1, arbitrary: fc.constant(true) },
  ),
  post: sometimes(1, fc.constantFrom(...Object.keys(POST_TROUBLES)), undefined),
  reads: sometimes(2, fc.array(readTroubleArb, { minLength: 1, maxLength: 3 }), []),
  events: sometimes(
    2,
    fc.array(
      fc.record({ at: awaitArb, what: fc.constantFrom("die", "interrupt", "interruptSoon", ...ACTS) }),
      {
        minLength: 1,
        maxLength: 3,
      },
    ),
    [],
  ),
  forgotten: sometimes(12, fc.constant(true), false),
});

/** `rest` `odds` times out of `odds + 1`, and first when shrinking. */
function sometimes<T, U>(odds: number, arbitrary: fc.Arbitrary<T>, rest: U): fc.Arbitrary<T | U> {
  return fc.oneof({ weight: odds, arbitrary: fc.constant(rest) }, { weight: 1, arbitrary });
}

export const scheduleArb: fc.Arbitrary<Schedule> = fc.record({
  service: serviceArb,
  verifyVersion: sometimes(7, fc.constant(false), true),
  runs: fc.array(runArb, { minLength: 1, maxLength: 6 }),
});
