import assert from "node:assert/strict";
import { createProgress, progressLine, type Progress } from "../../../../provider/launch/progressLine";
import { MINUTE } from "../../../support/builders";

const DETAILS = "waited 29d 23h, next look in 4m 59s";

describe("progress on the row", () => {
  const lines: readonly (readonly [string, Progress, string])[] = [
    [
      "tells step, percentage, time and next look",
      { what: "step 2/4 50%: Certification", details: "waited 5h, next look in 5m" },
      "step 2/4 50%: Certification, waited 5h, next look in 5m",
    ],
    [
      "cuts a long name, not its percentage",
      { what: "step 3/4 50%: Packaging and Lead Generation Registration", details: DETAILS },
      `step 3/4 50%: Pack…, ${DETAILS}`,
    ],
    [
      "keeps the percentage also where the service gives the step no number",
      { what: "step Packaging and Lead Generation Registration 50%", details: DETAILS },
      `step Packaging… 50%, ${DETAILS}`,
    ],
    [
      "says last, and whole, what is reported",
      { what: "running", details: DETAILS, rest: ` - reported: ${"x".repeat(100)}` },
      `running, ${DETAILS} - reported: ${"x".repeat(100)}`,
    ],
  ];
  for (const [title, progress, line] of lines) {
    it(title, () => {
      assert.equal(progressLine(progress), line);
      assert.ok(line.length - (progress.rest ?? "").length <= 56);
    });
  }

  it("begins with what matters: step and percentage are in the 16 letters that 120 columns leave", () => {
    for (const [title, { what }] of lines.slice(0, 2)) {
      assert.match(progressLine({ what, details: DETAILS }).slice(0, 16), /^step \d\/\d \d+%: /, title);
    }
  });

  it("comes on change, and else once a minute", () => {
    let now = 0;
    const said: string[] = [];
    const silent = (): void => undefined;
    const reporter = { progress: (text: string) => void said.push(text), info: silent, warn: silent };
    const progress = createProgress(reporter, { monotonic: () => now });
    const say = (at: number, what: string, rest = ""): void => {
      now = at;
      progress({ what, details: `at ${at}`, rest });
    };
    say(0, "a");
    say(MINUTE - 1, "a");
    say(MINUTE, "a");
    say(MINUTE + 1, "a", "!");
    say(MINUTE + 2, "b");
    assert.deepEqual(said, ["a, at 0", "a, at 60000", "a, at 60001!", "b, at 60002"]);
  });
});
