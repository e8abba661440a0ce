import assert from "node:assert/strict";
import { API_NAMES, type ApiName } from "../../provider/marketplace/apiName";
import { CORE } from "../support/door";
import { PLUGIN } from "../support/pluginDoor";
import { REPLACEMENTS } from "../support/stack";
import { ACTS, GAPS, RUN_KINDS } from "./schedule";
import { allConflicts } from "./occurred";
import { search } from "./search";
import type { Tally } from "./tally";
import { POST_TROUBLES, READ_TROUBLES } from "./troubles";

/** `MODEL_SCHEDULES` and `MODEL_SEED` search more, or elsewhere; a story of a failure names its seed. */
const SCHEDULES = Number(process.env["MODEL_SCHEDULES"] ?? 2_000);
const SEED = Number(process.env["MODEL_SEED"] ?? 1);

const FAULTS = [
  ...Object.keys(POST_TROUBLES).map((name) => `POST: ${name}`),
  ...Object.keys(READ_TROUBLES).map((name) => `read: ${name}`),
  ...GAPS,
  "Ctrl-C",
  "process died",
  "process died before storing",
];

const REACHED: Readonly<Record<string, readonly string[]>> = {
  fault: FAULTS,
  outcome: [
    "succeeded",
    "LAUNCH_FAILED",
    "LAUNCH_CANCELED",
    "LAUNCH_INDETERMINATE",
    "REPLACED_BY_ENGINE",
    "TIMED_OUT",
    "INTERRUPTED",
  ],
  run: [...RUN_KINDS, "beside another"],
  move: [
    ...REPLACEMENTS.map((name) => `replacement ${name}`),
    "a replacement that was pending",
    "--replace",
    "--replace deletes first",
    "called again by an error hook",
    "an earlier state",
    "a state about another service",
  ],
  act: ACTS,
  promise: [
    "a POST is allowed",
    "what was accepted or lost is remembered",
    "a run ends in time",
    "a run ends soon after Ctrl-C",
    "succeeded is of what was live",
    "refresh keeps a settled status",
    "a green run leaves the declared version",
    "what is live is seen",
    "a bad end that is told was so",
    "once nothing goes wrong, all comes right",
    "replaced after LAUNCH_INDETERMINATE",
    "replaced after REPLACED_BY_ENGINE",
    "in conflict: succeeded is of what was live",
    "in conflict: a green run leaves the declared version",
    "in conflict: a bad end that is told was so",
    "in conflict: an end that is shown is told",
    "in conflict: what is shown for hours is known",
  ],
};

const SERVICES: Readonly<Record<ApiName, readonly string[]>> = {
  cloudPartner: [
    "location absolute",
    "location relative",
    "location legacy",
    "body array",
    "publish remains running",
    "golive continues the publish",
    "the list lags",
    "other words",
  ],
  productIngestion: [
    "preview entry kept",
    "preview entry vanished",
    "numbers falling",
    "the list lags",
    "other words",
  ],
};

const { run, move, outcome, act } = REACHED;

/**
 * The plugin plays the first of the same schedules: the core that decides is the same, and what is rare in them need not
 * be among the first.
 */
const SEARCHES = API_NAMES.flatMap((api) => [
  {
    api,
    door: CORE,
    count: SCHEDULES,
    wanted: { ...REACHED, service: SERVICES[api], conflict: allConflicts(api) },
  },
  { api, door: PLUGIN, count: Math.ceil(SCHEDULES / 4), wanted: { run, move, outcome, act } },
]);

function assertReached(tally: Tally, wanted: Readonly<Record<string, readonly string[] | undefined>>): void {
  for (const [kind, names = []] of Object.entries(wanted)) {
    const never = names.filter((name) => !tally.of(kind).has(name));
    assert.deepEqual(never, [], `kinds of ${kind} that never occurred`);
  }
}

describe("whatever fails", () => {
  for (const { api, door, count, wanted } of SEARCHES) {
    it(`a declared version is launched once, nothing accepted is lost, and what is said is true: ${api}, through ${door.name}`, async function () {
      // A bound for a machine that has much else to do; on a free one it takes a twentieth.
      this.timeout(Math.max(60_000, count * 300));
      const { tally, text } = await search(count, SEED, api, door);
      process.stdout.write(`${text}\n`);
      assertReached(tally, wanted);
      assert.equal(tally.total("schedule"), count);
    });
  }
});
