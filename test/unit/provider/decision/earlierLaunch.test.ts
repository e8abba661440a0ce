import assert from "node:assert/strict";
import { decide } from "../../../../provider/decision/decide";
import type { LaunchState } from "../../../../provider/decision/launchState";
import { PROOF_AGE_MS } from "../../../../provider/decision/proof";
import {
  EXACT,
  lookOf,
  MINUTE,
  stateOf,
  submission,
  T0,
  TRAITS,
  type LookShape,
} from "../../../support/builders";
import { GOLIVE, green, HOUR, PROGRAM, red, Scene } from "../../../support/scene";

const BEGINNING = { at: T0, preview: "2", phase: "readyToLaunch", endedBefore: [] } as const;
const RUNNING = stateOf({ beginning: BEGINNING, operationUrl: "https://service.test/operations/1" });
const FAILED_BEFORE = stateOf({ beginning: { ...BEGINNING, phase: "launchFailed" } });
const LOST = stateOf({ status: "indeterminate", beginning: BEGINNING });

/** Nothing was known of its status when it began. */
const SILENT = stateOf({ beginning: { ...BEGINNING, phase: "unknown" } });
/** Preview showed no number when it began. */
const UNNUMBERED = stateOf({ beginning: { at: T0, phase: "readyToLaunch", endedBefore: [] } });

const LATE = T0 + PROOF_AGE_MS;

type Row = readonly [
  seen: string,
  declared: string,
  earlier: LaunchState,
  look: LookShape,
  now: number,
  decision: string,
];

/** An earlier launch of version 2, where versions are compared. */
const COMPARED: readonly Row[] = [
  [
    "running, the version before it is declared, which is live",
    "1",
    RUNNING,
    {},
    LATE - 1,
    "LAUNCH_IN_THE_WAY",
  ],
  ["running, waiting for sign-off again half an hour later", "1", RUNNING, {}, LATE, "done"],
  ["lost, the version before it is declared, which is live", "1", LOST, {}, LATE - 1, "LAUNCH_INDETERMINATE"],
  ["lost, proven not to be accepted", "1", LOST, {}, LATE, "done"],
  [
    "running, and live by now, with nothing new yet",
    "3",
    RUNNING,
    { production: "2" },
    T0,
    "PREVIEW_OTHER_VERSION",
  ],
  ["running, and live by now", "3", RUNNING, { production: "2", preview: "3" }, T0, "launch"],
  [
    "running, and listed as failed",
    "1",
    RUNNING,
    { submissions: [submission("launch", "failed")] },
    T0,
    "done",
  ],
  ["running, and failed by the status", "1", RUNNING, { phase: "launchFailed" }, T0, "done"],
  [
    "running, and failed by a status that was not known before",
    "1",
    SILENT,
    { phase: "launchFailed" },
    LATE - 1,
    "LAUNCH_IN_THE_WAY",
  ],
  [
    "running, and failed by a status that was not known before, half an hour later",
    "1",
    SILENT,
    { phase: "launchFailed" },
    LATE,
    "done",
  ],
  ["running, and a publish has begun since", "1", RUNNING, { phase: "preparing" }, T0, "done"],
  ["running, and a publish was canceled since", "1", RUNNING, { phase: "publishCanceled" }, T0, "done"],
  ["running, and live by the status", "1", RUNNING, { phase: "live" }, T0, "done"],
  ["running, and a later version in preview", "3", RUNNING, { preview: "3" }, T0, "launch"],
  ["lost, and a later version in preview", "3", LOST, { preview: "3" }, T0, "launch"],
  [
    "running, and the declared one listed as under way",
    "3",
    RUNNING,
    { submissions: [submission("launch", "running", { version: "3" })] },
    T0,
    "adopt",
  ],
  ["running by the status", "1", RUNNING, { phase: "launching" }, LATE, "LAUNCH_IN_THE_WAY"],
  [
    "running, and live by now, in preview as well",
    "3",
    RUNNING,
    { production: "2" },
    T0,
    "PREVIEW_OTHER_VERSION",
  ],
  [
    "running, and a later version live by now",
    "4",
    RUNNING,
    { production: "3" },
    T0,
    "PREVIEW_OTHER_VERSION",
  ],
  [
    "running, failed by the status as when it began",
    "1",
    FAILED_BEFORE,
    { phase: "launchFailed" },
    LATE - 1,
    "LAUNCH_IN_THE_WAY",
  ],
  [
    "running, failed by the status as when it began, half an hour ago",
    "1",
    FAILED_BEFORE,
    { phase: "launchFailed" },
    LATE,
    "done",
  ],
  [
    "running, waiting for sign-off again, and still listed",
    "1",
    RUNNING,
    { submissions: [submission("launch", "running")] },
    LATE,
    "LAUNCH_IN_THE_WAY",
  ],
  ["running, and a status that says nothing", "1", RUNNING, { phase: "unknown" }, LATE, "LAUNCH_IN_THE_WAY"],
  [
    "running, waiting for sign-off of nothing in preview",
    "1",
    RUNNING,
    { preview: "" },
    LATE,
    "LAUNCH_IN_THE_WAY",
  ],
  ["running, and a version later than both live", "1", RUNNING, { production: "3" }, T0, "SUPERSEDED"],
];

/** The same launch, now declared under another label, where versions are not compared. */
const LABELS: readonly Row[] = [
  ["running by the status", "other", RUNNING, { phase: "launching" }, LATE, "LAUNCH_IN_THE_WAY"],
  ["running, while the offer still waits for sign-off", "other", RUNNING, {}, LATE - 1, "LAUNCH_IN_THE_WAY"],
  ["live by now", "other", RUNNING, { phase: "live", production: "2" }, T0, "NOTHING_IN_PREVIEW"],
  ["running, and preview holds something else", "other", RUNNING, { preview: "3" }, T0, "launch"],
  ["running, and preview now shows a number", "other", UNNUMBERED, {}, LATE - 1, "LAUNCH_IN_THE_WAY"],
  [
    "running by the status, and preview holds something else",
    "other",
    RUNNING,
    { preview: "3", phase: "launching" },
    LATE,
    "LAUNCH_IN_THE_WAY",
  ],
  ["lost, and preview holds the same", "other", LOST, {}, LATE - 1, "LAUNCH_INDETERMINATE"],
  ["running, waiting for sign-off again half an hour later", "other", RUNNING, {}, LATE, "launch"],
  ["lost, proven not to be accepted", "other", LOST, {}, LATE, "LAUNCH_INDETERMINATE"],
  ["lost, and preview holds something else", "other", LOST, { preview: "3" }, LATE, "launch"],
];

describe("a launch of another version whose end was not seen", () => {
  for (const [table, verifyVersion] of [
    [COMPARED, true],
    [LABELS, false],
  ] as const) {
    for (const [seen, declared, earlier, shape, now, expected] of table) {
      it(`is ${expected}${verifyVersion ? "" : ", versions not compared"}: ${seen}`, () => {
        const look = lookOf(shape);
        const lastLive = { version: earlier.beginning?.preview };
        const situation = {
          look,
          traits: TRAITS,
          declared,
          verifyVersion,
          waitForReady: false,
          lastLive,
          earlier,
          now,
        };
        const decision = decide(situation);
        assert.equal("code" in decision ? decision.code : decision.kind, expected);
        const waiting = decide({ ...situation, waitForReady: true });
        if (expected === "LAUNCH_IN_THE_WAY") assert.equal(waiting.kind, "wait");
      });
    }
  }

  it("is over when production moved, where the order of numbers says nothing", () => {
    const earlier = stateOf({ beginning: { ...BEGINNING, production: "5" } });
    const kindOf = (production: string): string => {
      const decision = decide({
        look: lookOf({ production }),
        traits: EXACT,
        declared: "2",
        verifyVersion: true,
        waitForReady: false,
        earlier: { ...earlier, version: "7", beginning: { ...earlier.beginning!, preview: "7" } },
        now: T0,
      });
      return "code" in decision ? decision.code : decision.kind;
    };
    assert.equal(kindOf("5"), "LAUNCH_IN_THE_WAY");
    assert.equal(kindOf("1"), "launch");
  });

  it("is over where numbers fall when for half an hour another one has waited, and nothing runs", () => {
    const kindAt = (now: number, shape: LookShape = {}): string => {
      const decision = decide({
        look: lookOf({ production: "", ...shape }),
        traits: EXACT,
        declared: "2",
        verifyVersion: true,
        waitForReady: false,
        earlier: stateOf({ version: "7", beginning: { ...BEGINNING, preview: "7" } }),
        now,
      });
      return "code" in decision ? decision.code : decision.kind;
    };
    assert.equal(kindAt(T0 + PROOF_AGE_MS - 1), "LAUNCH_IN_THE_WAY");
    assert.equal(kindAt(T0 + PROOF_AGE_MS), "launch");
    assert.equal(kindAt(T0 + PROOF_AGE_MS, { phase: "unknown" }), "LAUNCH_IN_THE_WAY");
  });

  it("is not forgotten when the version is lowered to the one that is live, and raised again", async () => {
    const scene = new Scene({
      offers: [{ publisherId: "contoso", offerId: "vm", preview: 2, production: 1 }],
    });
    scene.world.service.fault({ match: GOLIVE, status: 500 });
    red(await scene.up(), "LAUNCH_INDETERMINATE");
    red(await scene.up({ ...PROGRAM, offerVersion: 1 }), "LAUNCH_INDETERMINATE", "version 2");
    red(await scene.up(), "LAUNCH_INDETERMINATE");
    assert.equal(scene.sent(), 1);
    await scene.world.clock.advance(30 * MINUTE);
    red(await scene.up(), "LAUNCH_INDETERMINATE", "pulumi up --replace");
    assert.equal(scene.sent(), 1);
    green(await scene.replace());
    assert.equal(scene.sent(), 2);
  });

  it("is named when another version is declared, and ends by itself", async () => {
    const scene = new Scene({
      offers: [{ publisherId: "contoso", offerId: "vm", preview: 2, production: 1 }],
    });
    red(await scene.up({ ...PROGRAM, timeout: "1m" }), "TIMED_OUT");
    red(await scene.up({ ...PROGRAM, offerVersion: 1 }), "LAUNCH_IN_THE_WAY", "version 2", "operations/");
    assert.equal(scene.output("status"), "running");
    await scene.world.clock.advance(4 * HOUR);
    red(await scene.up({ ...PROGRAM, offerVersion: 1 }), "SUPERSEDED");
    green(await scene.up());
  });

  it("is told by what it took from preview, when versions are compared from then on", async () => {
    for (const label of [1, 100]) {
      const scene = new Scene();
      scene.world.service.fault({ match: GOLIVE, status: 502 });
      red(await scene.up({ ...PROGRAM, offerVersion: label, verifyVersion: false }), "LAUNCH_INDETERMINATE");
      red(await scene.up(), "LAUNCH_INDETERMINATE", `version ${label}`, "pulumi up --replace");
      assert.equal(scene.sent(), 1);
      await scene.world.clock.advance(30 * MINUTE);
      red(await scene.up(), "LAUNCH_INDETERMINATE", `version ${label}`, "pulumi up --replace");
      assert.equal(scene.sent(), 1, "not posted again by itself");
      green(await scene.replace());
      assert.equal(scene.sent(), 2);
    }
  });
});
