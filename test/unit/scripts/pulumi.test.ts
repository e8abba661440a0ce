import assert from "node:assert/strict";
import { exitCodeOf } from "../../../scripts/inPlace";
import { resolveCwd, usesYaml } from "../../../scripts/pulumi";

describe("scripts: npm run pulumi", () => {
  const cases: readonly [string[], string[]][] = [
    [
      ["up", "--yes"],
      ["up", "--yes"],
    ],
    [
      ["up", "--cwd", "demo"],
      ["up", "--cwd", "/projects/demo"],
    ],
    [
      ["up", "-C", "../demo"],
      ["up", "-C", "/demo"],
    ],
    [
      ["--cwd=demo", "up"],
      ["--cwd=/projects/demo", "up"],
    ],
    [
      ["up", "--cwd", "/other"],
      ["up", "--cwd", "/other"],
    ],
    [
      ["up", "--cwd"],
      ["up", "--cwd"],
    ],
  ];
  for (const [given, expected] of cases) {
    it(`passes on ${given.join(" ")}`, () => {
      assert.deepEqual(resolveCwd(given, "/projects"), expected);
    });
  }

  for (const [text, expected] of [
    ["name: x\nruntime: yaml\n", true],
    ["runtime:\n  name: yaml\n", true],
    ['runtime: "yaml"', true],
    ["name: yaml\nruntime: nodejs", false],
    ["", false],
  ] as const) {
    it(`${expected ? "sees" : "sees no"} YAML in ${JSON.stringify(text)}`, () => {
      assert.equal(usesYaml(text), expected);
    });
  }

  it("ends as the CLI ended", () => {
    assert.deepEqual(
      [exitCodeOf(0, null), exitCodeOf(255, null), exitCodeOf(null, "SIGTERM")],
      [0, 255, 143],
    );
  });
});
