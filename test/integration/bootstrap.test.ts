import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { root } from "../support/root";

const BOOTSTRAP = join(root, "scripts", "bootstrap.mjs");

describe("bootstrap", function () {
  this.timeout(60_000);

  function run(...args: string[]): ReturnType<typeof spawnSync> {
    return spawnSync(process.execPath, [BOOTSTRAP, ...args], { encoding: "utf8" });
  }

  it("runs a command on the Node of the lock file, whatever Node comes first on PATH", () => {
    const folder = mkdtempSync(join(tmpdir(), "another-node-"));
    const another = join(folder, "node");
    writeFileSync(another, "#!/bin/sh\necho another\n");
    chmodSync(another, 0o755);
    const env = { ...process.env, PATH: [folder, process.env["PATH"]].join(delimiter) };
    const { stdout } = spawnSync(process.execPath, [BOOTSTRAP, "--", "node", "-p", "process.version"], {
      encoding: "utf8",
      env,
    });
    rmSync(folder, { recursive: true });
    const { version } = createRequire(join(root, "package.json"))("node/package.json") as { version: string };
    assert.equal(stdout, `v${version}\n`);
  });

  it("no script of package.json starts Node from the shell that has started one before", () => {
    const { scripts } = createRequire(__filename)(join(root, "package.json")) as {
      scripts: Record<string, string>;
    };
    assert.ok(Object.keys(scripts).length > 10);
    for (const [name, script] of Object.entries(scripts)) assert.doesNotMatch(script, /[;&|]\s*node /, name);
  });

  it("hands on the arguments as they are, and the exit code", () => {
    const child = run(
      "--",
      "node",
      "-e",
      "console.log(process.argv.slice(1)); process.exit(7)",
      "--",
      "a b",
      "--quiet",
    );
    assert.equal(child.stdout, "[ 'a b', '--quiet' ]\n");
    assert.equal(child.status, 7);
  });

  it("says which command is not there", () => {
    const child = run("--", "no-such-command");
    assert.match(String(child.stderr), /^no-such-command: /);
    assert.equal(child.status, 127);
  });

  it("hands on SIGTERM, so that nothing is left running", async () => {
    const program = "setInterval(() => {}, 1000); console.log(process.pid)";
    const child = spawn(process.execPath, [BOOTSTRAP, "--", "node", "-e", program]);
    const [pid] = (await once(child.stdout, "data")) as [Buffer];
    child.kill("SIGTERM");
    const [, signal] = (await once(child, "exit")) as [number | null, string | null];
    assert.equal(signal, "SIGTERM");
    assert.throws(() => process.kill(Number(pid), 0), { code: "ESRCH" });
  });
});
