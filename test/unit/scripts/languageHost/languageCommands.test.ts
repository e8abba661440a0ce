import assert from "node:assert/strict";
import { createRequire } from "node:module";
import {
  pluginCommand,
  programCommand,
  runtimeOptions,
  type Program,
} from "../../../../scripts/languageHost/languageCommands";
import { programOutcome } from "../../../../scripts/languageHost/languageMessages";
import { root } from "../../../support/root";

const runner = (name: string): string => createRequire(__filename).resolve(`@pulumi/pulumi/cmd/${name}`);

const PROGRAM: Program = {
  monitor: "127.0.0.1:1",
  engine: "127.0.0.1:2",
  organization: "organization",
  project: "demo",
  stack: "dev",
  rootDirectory: root,
  pwd: "/somewhere else",
  entryPoint: ".",
  programDirectory: root,
  args: ["--mine"],
  dryRun: false,
  parallel: 0,
  config: { "demo:a": "1" },
  secretKeys: ["demo:b"],
  options: { typescript: true, nodeArgs: [] },
};

const FLAGS = [
  "--monitor=127.0.0.1:1",
  "--engine=127.0.0.1:2",
  "--organization=organization",
  "--project=demo",
  "--stack=dev",
  `--root-directory=${root}`,
  "--pwd=/somewhere else",
];

describe("scripts: language host", () => {
  it("runs a program with the SDK's own runner and its stack's config", () => {
    assert.deepEqual(programCommand(PROGRAM, { HOME: "/home/me" }), {
      args: [runner("run"), ...FLAGS, ".", "--mine"],
      cwd: "/somewhere else",
      env: {
        HOME: "/home/me",
        PULUMI_NODEJS_TYPESCRIPT: "true",
        PULUMI_CONFIG: '{"demo:a":"1"}',
        PULUMI_CONFIG_SECRET_KEYS: '["demo:b"]',
      },
    });
  });

  it("passes on a preview, its parallelism and Node's flags", () => {
    const options = { typescript: false, nodeArgs: ["--enable-source-maps"] };
    const { args, env } = programCommand({ ...PROGRAM, dryRun: true, parallel: 4, options }, {});
    assert.deepEqual(args, [
      "--enable-source-maps",
      runner("run"),
      ...FLAGS,
      "--dry-run",
      "--parallel=4",
      ".",
      "--mine",
    ]);
    assert.equal(env["PULUMI_NODEJS_TYPESCRIPT"], "false");
  });

  it("names the folder that lacks @pulumi/pulumi", () => {
    assert.throws(
      () => programCommand({ ...PROGRAM, programDirectory: "/" }, {}),
      /not installed for \/: run npm install there/,
    );
  });

  it("runs a policy pack where its tsconfig.json is", () => {
    const plugin = {
      kind: "analyzer",
      programDirectory: root,
      pwd: "/stack",
      args: ["127.0.0.1:2"],
      env: ["A=1=2", "A=3", "B="],
    };
    assert.deepEqual(pluginCommand(plugin), {
      args: [runner("run-policy-pack"), "127.0.0.1:2", root],
      cwd: root,
      env: { A: "3", B: "" },
    });
  });

  it("runs a provider where the stack is", () => {
    const plugin = {
      kind: "resource",
      programDirectory: root,
      pwd: "/stack",
      args: ["127.0.0.1:2"],
      env: [],
    };
    assert.deepEqual(pluginCommand(plugin), {
      args: [runner("run-plugin"), root, "127.0.0.1:2"],
      cwd: "/stack",
      env: {},
    });
  });

  it("reads runtime options", () => {
    assert.deepEqual(runtimeOptions({}), { typescript: true, nodeArgs: [] });
    assert.deepEqual(runtimeOptions({ typescript: false, nodeargs: " --a  --b " }), {
      typescript: false,
      nodeArgs: ["--a", "--b"],
    });
  });

  const outcomes: readonly [number | null, NodeJS.Signals | null, string, boolean][] = [
    [0, null, "", false],
    [32, null, "", true],
    [7, null, "The program exited with code 7.", false],
    [null, "SIGKILL", "The program was ended by SIGKILL.", false],
  ];
  for (const [code, signal, error, bail] of outcomes) {
    it(`tells the engine of a program that ended with ${code ?? signal ?? ""}`, () => {
      assert.deepEqual(programOutcome(code, signal), { error, bail });
    });
  }
});
