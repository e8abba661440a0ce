import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { runCommand } from "../../scripts/runCommand";
import { root } from "../support/root";
import { withWorkspace } from "./support/workspace";

describe("npm start", function () {
  this.timeout(60_000);

  it("shows launches inside a component, when it is asked for that example", async function () {
    this.timeout(180_000);
    await withWorkspace(async ({ env }) => {
      const demo = [join(root, "dist/scripts/demo.js"), "component"];
      const { exitCode, stdout, stderr } = await runCommand(process.execPath, demo, { env });
      assert.equal(exitCode, 0, stdout + stderr);
      assert.match(stdout, /golive POSTs +4\n/);
      assert.match(stdout, /contoso:marketplace:Release +release/);
    });
  });

  const signals: readonly [NodeJS.Signals, number][] = [
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ];
  for (const [signal, exitCode] of signals) {
    it(`leaves nothing behind when ${signal} ends it`, () =>
      withWorkspace(async ({ folder, env }) => {
        const TMPDIR = join(folder, "tmp");
        await mkdir(TMPDIR);
        const child = spawn(process.execPath, [join(root, "dist/scripts/demo.js")], {
          env: { ...env, TMPDIR },
          stdio: ["ignore", "pipe", "pipe"],
          detached: true,
        });
        const pid = child.pid ?? assert.fail("it did not start");
        try {
          const closed = once(child, "close");
          let text = "";
          child.stderr.on("data", (data: Buffer) => (text += data.toString()));
          for await (const data of child.stdout as AsyncIterable<Buffer>) {
            const told = text.includes("Previewing update");
            text += data.toString();
            // A terminal sends its Ctrl-C to all that run in it.
            if (!told && text.includes("Previewing update"))
              process.kill(signal === "SIGINT" ? -pid : pid, signal);
          }
          assert.deepEqual(await closed, [exitCode, null], text);
          assert.match(text, /ended by SIG(INT|TERM)\. Nothing of it is left\./);
          assert.deepEqual(
            (await readdir(TMPDIR)).filter((name) => name.startsWith("offer-go-live-")),
            [],
          );
        } finally {
          if (child.exitCode === null && child.signalCode === null) process.kill(-pid, "SIGKILL");
        }
      }));
  }
});
