import assert from "node:assert/strict";
import { ACTS, RUN_KINDS } from "./schedule";
import { search } from "./search";
import { POST_TROUBLES, READ_TROUBLES } from "./troubles";

/** `MODEL_SCHEDULES` and `MODEL_SEED` search more, or elsewhere; a story of a failure names its seed. */
const ENOUGH = 2_000;
const SCHEDULES = Number(process.env["MODEL_SCHEDULES"] ?? ENOUGH);
const SEED = Number(process.env["MODEL_SEED"] ?? 1);

describe("whatever fails", () => {
  it("a declared version is launched once, nothing accepted is lost, and what is said is true", async function () {
    this.timeout(10_000 + SCHEDULES * 60);
    const { tally, text } = await search(SCHEDULES, SEED);
    process.stdout.write(`${text}\n`);
    assert.ok(tally.total("schedule") >= SCHEDULES);
    // A few schedules, such as the one that a failure names, do not reach everything.
    if (SCHEDULES < ENOUGH) return;
    const faults = tally.of("fault");
    const wanted = [
      ...Object.keys(POST_TROUBLES).map((name) => `POST: ${name}`),
      ...Object.keys(READ_TROUBLES).map((name) => `read: ${name}`),
      "Ctrl-C",
      "process died",
      "process died before storing",
    ];
    assert.deepEqual(
      wanted.filter((name) => !faults.has(name)),
      [],
      "kinds of faults that never occurred",
    );
    const reached: Readonly<Record<string, readonly string[]>> = {
      outcome: [
        "succeeded",
        "LAUNCH_FAILED",
        "LAUNCH_CANCELED",
        "LAUNCH_INDETERMINATE",
        "TIMED_OUT",
        "INTERRUPTED",
      ],
      run: RUN_KINDS,
      act: ACTS,
      service: [
        "location absolute",
        "location relative",
        "location legacy",
        "body array",
        "publish remains running",
        "golive continues the publish",
        "the list lags",
        "other words",
      ],
    };
    for (const [kind, names] of Object.entries(reached)) {
      const never = names.filter((name) => !tally.of(kind).has(name));
      assert.deepEqual(never, [], `kinds of ${kind} that never occurred`);
    }
  });
});
