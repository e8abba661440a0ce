import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { stripVTControlCharacters } from "node:util";
import { playProject, type Project } from "./support/project";
import { golives } from "./support/scene";

/**
 * The part of the progress line that fits a row, by the width of the terminal. Pulumi leaves nothing at 80 and 100
 * columns.
 */
const WIDTHS: readonly (readonly [columns: number, shown: RegExp | undefined])[] = [
  [80, undefined],
  [100, undefined],
  [120, /^step [234]\/4 \d+%/],
  [160, /^step [234]\/4 \d+%: [A-Z].*, waited \d+s, next look in \d+s$/],
];

const OFFERS = WIDTHS.map(([columns]) => `contoso/vm-${columns}@2` as const);

/** util-linux's: it gives a command a terminal. */
const { status: found } = spawnSync("script", ["--version"]);

const UP = ["up", "--yes", "--skip-preview"];

/** All that a command draws in a terminal of that width, frame upon frame. */
async function drawn(
  { workspace, env }: Project,
  columns: number,
  words: readonly string[],
  config: readonly string[],
): Promise<string> {
  const command = ["pulumi", ...words, ...config.flatMap((one) => ["--config", one])].join(" ");
  const child = spawn("script", ["-qefc", `stty cols ${columns} rows 50; ${command}`, "/dev/null"], {
    cwd: workspace.folder,
    env: { ...workspace.env, ...env, TERM: "xterm-256color" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  assert.equal(child.exitCode, 0, out + err);
  return stripVTControlCharacters(out);
}

describe("the row of a launch in a terminal", function () {
  this.timeout(300_000);

  before(function () {
    if (found !== 0 && process.env["CI"] === undefined) this.skip();
  });

  it("begins with the step and its percentage at 120 columns, shows all at 160, and wraps at none", () =>
    playProject({ offers: OFFERS, launchTime: 6_000 }, async (project) => {
      for (const [columns] of WIDTHS)
        await project.run("stack", "init", `at-${columns}`, "--non-interactive");
      const all = await Promise.all(
        WIDTHS.map(([columns]) =>
          drawn(
            project,
            columns,
            [...UP, "--stack", `at-${columns}`],
            ["publisherId=contoso", `offerId=vm-${columns}`, "offerVersion=2"],
          ),
        ),
      );
      for (const [index, [columns, shown]] of WIDTHS.entries()) {
        const lines = (all[index] ?? "").split(/[\r\n]+/).map((line) => line.trimEnd());
        const rows = lines.filter((line) => /^ *\+ .*OfferGoLive +offer/.test(line));
        const texts = rows.map((row) =>
          row.replace(/^.*OfferGoLive +offer *(?:creat(?:ing|ed) \(\d+s\)\.* *)?/, ""),
        );
        assert.ok(rows.length > 1, all[index]);
        assert.deepEqual(
          rows.filter((row) => row.length > columns),
          [],
        );
        if (shown !== undefined)
          assert.ok(
            texts.some((one) => shown.test(one)),
            texts.join("\n"),
          );
      }
      assert.equal(golives(project.simulator).length, WIDTHS.length);
    }));

  it("is whole at 160 columns for two launches in a component, and the preview says each sentence once", () => {
    const config = [
      "publisherId=contoso",
      "offerId=vm",
      "offerVersion=2",
      "appOfferId=app",
      "appOfferVersion=3",
    ];
    const offers = ["contoso/vm@2", "contoso/app@3"] as const;
    return playProject({ offers, launchTime: 6_000, program: "component" }, async (project) => {
      const stack = ["--stack", "test"];
      const preview = await drawn(project, 160, ["preview", ...stack], config);
      for (const [offer, version] of Object.entries({ "contoso/vm": 2, "contoso/app": 3 }))
        assert.equal(preview.split(`${offer}: up would launch version ${version}`).length, 2, preview);

      const up = await drawn(project, 160, [...UP, ...stack], config);
      const rows = up.split(/[\r\n]+/).filter((row) => row.includes("OfferGoLive") && row.includes(" step "));
      assert.ok(
        rows.some((row) => row.includes("step 3/4")),
        `no row of the step with the longest name\n${up}`,
      );
      for (const row of rows) assert.match(row, /step \d\/4 \d+%: .*, next look in \d+s *$/);
      assert.equal(golives(project.simulator).length, 2);
    });
  });
});
