import * as fc from "fast-check";
import type { EngineDoor } from "../support/door";
import { play } from "./play";
import type { ApiName } from "../../provider/marketplace/apiName";
import { scheduleArb } from "./arbitrary";
import { createTally, type Tally } from "./tally";

export interface Found {
  readonly tally: Tally;
  readonly text: string;
}

/** Plays so many schedules. Throws with the story of the smallest one that breaks a rule. */
export async function search(count: number, seed: number, api: ApiName, door: EngineDoor): Promise<Found> {
  if (!Number.isInteger(count) || count < 1 || !Number.isInteger(seed)) {
    throw new RangeError(
      `${count} schedules from seed ${seed}: give whole numbers, as in: npm run test:soak -- 20000 1`,
    );
  }
  const tally = createTally();
  const began = process.cpuUsage();
  const outcome = await fc.check(
    fc.asyncProperty(scheduleArb(api), (schedule) => play(schedule, door, tally)),
    { numRuns: count, seed },
  );
  if (outcome.failed) {
    const why =
      outcome.errorInstance instanceof Error ? outcome.errorInstance.message : String(outcome.errorInstance);
    throw new Error(
      `${api}, ${door.name}, seed ${seed}, path ${outcome.counterexamplePath ?? ""}, after ${outcome.numRuns} schedules and ${outcome.numShrinks} shrinks:\n${why}`,
    );
  }
  const { user, system } = process.cpuUsage(began);
  const list = (kind: string): string =>
    [...tally.of(kind)]
      .toSorted((a, b) => b[1] - a[1])
      .map(([what, times]) => `${what} ${times}`)
      .join(", ");
  const text = `model: ${api}, ${door.name}, seed ${seed}: ${tally.total("schedule")} schedules, ${tally.total("run")} runs (${list("run")}), POSTs: ${list("post")}; outcomes: ${list("outcome")}; moves: ${list("move")}; service: ${list("service")}; reads in conflict: ${list("conflict")}; promises: ${list("promise")}; others: ${list("act")}; ${tally.total("fault")} faults: ${list("fault")}; CPU ${((user + system) / 1e6).toFixed(1)} s`;
  return { tally, text };
}
