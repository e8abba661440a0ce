import assert from "node:assert/strict";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { reach, reasonOf } from "../../../scripts/cliDownload";
import { isExecutable } from "../../../scripts/cliFiles";
import { runCommand } from "../../../scripts/runCommand";

describe("scripts: commands of this machine", () => {
  const node = (program: string, timeoutMs?: number): ReturnType<typeof runCommand> =>
    runCommand(process.execPath, ["-e", program], {
      env: process.env,
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    });

  it("gives what a command printed, and how it ended", async () => {
    assert.deepEqual(await node("console.log(1); console.error(2); process.exitCode = 3", 60_000), {
      exitCode: 3,
      stdout: "1\n",
      stderr: "2\n",
    });
  });

  it("does not wait for ever, also when the command has started another one", async () => {
    const sleeper = `require("node:child_process").spawn(process.execPath,
      ["-e", "setTimeout(() => {}, 3000)"], { stdio: "inherit" })`;
    const started = performance.now();
    await assert.rejects(node(sleeper, 500), { message: "it gave no answer in 0.5 s" });
    assert.ok(performance.now() - started < 2_500);
  });

  it("takes no folder for a command", async () => {
    const folder = await mkdtemp(join(tmpdir(), "azure-marketplace-command-"));
    try {
      await mkdir(join(folder, "pulumi"));
      await writeFile(join(folder, "text"), "");
      await writeFile(join(folder, "command"), "");
      await chmod(join(folder, "command"), 0o755);
      const names = ["pulumi", "text", "command", "missing"];
      assert.deepEqual(await Promise.all(names.map((name) => isExecutable(join(folder, name)))), [
        false,
        false,
        true,
        false,
      ]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it("says why a site cannot be reached", async () => {
    await assert.rejects(reach("http://127.0.0.1:1"), (error) => {
      assert.match(reasonOf(error), /^cannot reach http:\/\/127\.0\.0\.1:1: fetch failed: .+/);
      return true;
    });
  });

  const reasons: readonly [string, unknown, string][] = [
    ["no error", "text", "text"],
    ["one error", new Error("a"), "a"],
    ["a cause behind a cause", new Error("a", { cause: new Error("b", { cause: "c" }) }), "a: b: c"],
    [
      "several at once",
      new Error("a", { cause: new AggregateError([new Error("b"), new Error("c")]) }),
      "a: b, c",
    ],
  ];
  for (const [title, error, expected] of reasons) {
    it(`tells the reason: ${title}`, () => assert.equal(reasonOf(error), expected));
  }
});
