import assert from "node:assert/strict";
import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { credentials } from "@grpc/grpc-js";
import { LanguageRuntimeClient } from "@pulumi/pulumi/proto/language_grpc_pb";
import { ProgramInfo, RunPluginRequest, type RunPluginResponse } from "@pulumi/pulumi/proto/language_pb";
import { buildPulumi } from "../../scripts/cliBuild";
import type { RunCommand } from "../../scripts/runCommand";
import { root } from "../support/root";

describe("scripts: building the CLI", () => {
  let folder: string;
  let target: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "azure-marketplace-build-"));
    target = join(folder, "pulumi-v3", "built");
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** A `go` that writes what it is told to build, and ends as told. */
  function go(exitCode: number, during: () => Promise<unknown> = () => Promise.resolve()): RunCommand {
    return async (_command, args) => {
      if (args[0] === "version") return { exitCode: 0, stdout: "go version go1.26.0", stderr: "" };
      const output = args[args.indexOf("-o") + 1] ?? "";
      await mkdir(dirname(output), { recursive: true });
      await writeFile(output, "a CLI");
      await during();
      return { exitCode, stdout: "", stderr: "proxy.golang.org: no such host" };
    };
  }

  const build = (run: RunCommand): Promise<string> =>
    buildPulumi("3.259.0", target, { run, env: {}, platform: "linux", log: () => undefined });

  it("puts the Node plugins beside the CLI", async () => {
    assert.equal(await build(go(0)), join(target, "bin/pulumi"));
    const names = await readdir(join(target, "bin"));
    assert.deepEqual(
      ["pulumi", "pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"].filter(
        (name) => !names.includes(name),
      ),
      [],
    );
  });

  it("leaves nothing behind when the build fails, and says what Go said", async () => {
    await assert.rejects(build(go(1)), /go build ended with 1: proxy\.golang\.org: no such host/);
    assert.deepEqual(await readdir(dirname(target)), []);
  });

  it("takes the result of a build that was faster", async () => {
    assert.equal(await build(go(0, () => build(go(0)))), join(target, "bin/pulumi"));
    assert.deepEqual(await readdir(dirname(target)), ["built"]);
  });

  it("says that there is no Go, or that Go is too old", async () => {
    await assert.rejects(
      build(() => Promise.reject(new Error("ENOENT"))),
      /there is no Go on PATH/,
    );
    await assert.rejects(
      build(() => Promise.resolve({ exitCode: 1, stdout: "", stderr: "go.mod requires go >= 1.25.11" })),
      /Go cannot be used: go\.mod requires go >= 1\.25\.11/,
    );
  });
});

describe("scripts: stand-in language host", () => {
  let folder: string;
  let host: ChildProcessWithoutNullStreams | undefined;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "azure-marketplace-host-"));
    await symlink(join(root, "node_modules"), join(folder, "node_modules"), "junction");
    await writeFile(join(folder, "package.json"), '{ "name": "plugin", "main": "index.js" }');
    await writeFile(
      join(folder, "index.js"),
      'console.log("pid " + process.pid); setInterval(() => {}, 1000);',
    );
  });

  afterEach(async () => {
    if (host?.kill("SIGKILL") === true) await once(host, "exit");
    await rm(folder, { recursive: true, force: true });
  });

  it("ends with its engine, and with it what it started", async () => {
    const bin = join(root, "scripts/cli/bin");
    const started = spawn(join(root, "scripts/cli/beside/pulumi-language-nodejs"), ["127.0.0.1:1"], {
      env: { ...process.env, PATH: [dirname(process.execPath), process.env["PATH"], bin].join(delimiter) },
    });
    host = started;
    const [port] = (await once(createInterface(started.stdout), "line")) as [string];
    const client = new LanguageRuntimeClient(`127.0.0.1:${port}`, credentials.createInsecure(), {
      "grpc.use_local_subchannel_pool": 1,
    });
    const call = client.runPlugin(
      new RunPluginRequest()
        .setKind("resource")
        .setPwd(folder)
        .setInfo(new ProgramInfo().setProgramDirectory(folder)),
    );
    call.on("error", () => undefined);
    const [first] = (await once(call, "data")) as [RunPluginResponse];
    const [, pid = ""] = /^pid ([0-9]+)$/m.exec(Buffer.from(first.getStdout_asU8()).toString()) ?? [];
    assert.ok(isAlive(Number(pid)), "the plugin runs");

    started.stdin.end();
    assert.deepEqual(await once(started, "exit"), [0, null]);
    client.close();
    // Both ends of its pipes are gone with the host; a killed process may still be listed for a moment.
    while (isAlive(Number(pid))) await new Promise((resolve) => setImmediate(resolve));
  });

  it("says what is missing when it is started by hand", async () => {
    const started = spawn(process.execPath, [join(root, "dist/scripts/languageHost/languageHost.js")]);
    host = started;
    const [[text]] = (await Promise.all([once(started.stderr, "data"), once(started, "exit")])) as [
      [Buffer],
      unknown,
    ];
    assert.match(text.toString(), /address of the engine is missing/);
    assert.equal(started.exitCode, 2);
  });
});

function isAlive(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch {
    return false;
  }
}
