import * as fc from "fast-check";
import type { ApiName } from "../../provider/marketplace/apiName";
import { REPLACEMENTS } from "../support/stack";
import {
  ACTS,
  GAPS,
  RUN_KINDS,
  TARGETS,
  type ReadTrouble,
  type RunKind,
  type RunPlan,
  type Schedule,
} from "./schedule";
import { serviceArb } from "./serviceArbitrary";
import { POST_TROUBLES, READ_TROUBLES } from "./troubles";

/** Early awaits are where most is decided; late ones are in the middle of following. */
const awaitArb = fc.oneof({ weight: 4, arbitrary: fc.nat(30) }, { weight: 1, arbitrary: fc.nat(300) });

const readTroubleArb: fc.Arbitrary<ReadTrouble> = fc.record({
  trouble: fc.constantFrom(...Object.keys(READ_TROUBLES)),
  target: fc.constantFrom(...TARGETS),
  from: fc.oneof(fc.nat(12), fc.nat(100)),
  count: fc.constantFrom(1, 3, 30, 1_000),
});

const eventArb = fc.record({
  at: awaitArb,
  what: fc.constantFrom("die", "die", "interrupt", "interrupt", "interruptSoon", ...ACTS, ...GAPS),
});

const RARE: ReadonlySet<RunKind> = new Set<RunKind>([
  "destroy",
  "preview",
  "lower",
  "rollback",
  "otherService",
]);

const drawnArb = fc.record({
  kind: fc.oneof(
    { weight: 10, arbitrary: fc.constant<RunKind>("up") },
    ...RUN_KINDS.slice(1).map((kind) => ({
      weight: RARE.has(kind) ? 1 : 2,
      arbitrary: fc.constant(kind),
    })),
  ),
  gap: fc.constantFrom(0, 1, 7, 31, 240),
  meanwhile: sometimes(2, fc.array(fc.constantFrom(...ACTS), { minLength: 1, maxLength: 3 }), []),
  timeout: fc.constantFrom("5h", "5h", "1h", "2m", "20s"),
  waitForLive: sometimes(3, fc.constant(false), true),
  waitForReady: sometimes(3, fc.constant(true), false),
  post: sometimes(1, fc.constantFrom(...Object.keys(POST_TROUBLES)), undefined),
  outwardMs: sometimes(9, fc.constantFrom(20_000, 100_000), 0),
  reads: sometimes(2, fc.array(readTroubleArb, { minLength: 1, maxLength: 3 }), []),
  events: sometimes(2, fc.array(eventArb, { minLength: 1, maxLength: 3 }), []),
  forgotten: sometimes(12, fc.constant(true), false),
  retries: sometimes(4, fc.constantFrom(1, 2, 3), 0),
  replaces: fc.constantFrom(...REPLACEMENTS.filter((name) => name !== "deletedLate")),
  checkpoint: fc.nat(6),
  beside: sometimes(9, fc.constantFrom(0, 1, 30), undefined),
});

/** Derived from a number that is drawn anyway, so that the seeds keep their schedules. */
const runArb: fc.Arbitrary<RunPlan> = drawnArb.map((plan) => {
  const deletesFirst = plan.checkpoint % 2 === 1;
  const replaces = plan.replaces === "deleted" && deletesFirst ? "deletedLate" : plan.replaces;
  return { ...plan, replaces, deletesFirst };
});

/** `rest` `odds` times out of `odds + 1`, and first when shrinking. */
function sometimes<T, U>(odds: number, arbitrary: fc.Arbitrary<T>, rest: U): fc.Arbitrary<T | U> {
  return fc.oneof({ weight: odds, arbitrary: fc.constant(rest) }, { weight: 1, arbitrary });
}

export function scheduleArb(api: ApiName): fc.Arbitrary<Schedule> {
  return fc.record({
    api: fc.constant(api),
    service: serviceArb(api),
    verifyVersion: sometimes(7, fc.constant(false), true),
    runs: fc.array(runArb, { minLength: 1, maxLength: 6 }),
  });
}
