import assert from "node:assert/strict";
import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { toolCommand } from "../package/support/tools";
import { root } from "../support/root";

/** Stands in for npm and for the compiler: notes that it was called, and works until the test lets it end. */
const SLOW = `#!${process.execPath}
const { appendFileSync, existsSync, mkdirSync, rmdirSync, writeFileSync } = require("node:fs");
const { basename, join } = require("node:path");
const name = basename(__filename);
appendFileSync("calls", [name, ...process.argv.slice(2, 4)].join(" ") + "\\n");
mkdirSync("busy");
const timer = setInterval(() => {
  if (!existsSync("go")) return;
  clearInterval(timer);
  rmdirSync("busy");
  const target = name === "npm" ? "node_modules" : process.argv.at(-1);
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, name === "npm" ? ".package-lock.json" : "main.js"), "console.log('compiled')");
}, 20);
`;

interface Started {
  readonly child: ChildProcessWithoutNullStreams;
  readonly seen: { out: string; err: string };
  readonly closed: Promise<unknown[]>;
}

describe("bootstrap, beside and below others", function () {
  this.timeout(30_000);

  let folder: string;
  let running: Started[];
  let served: number | undefined;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "azure-marketplace-bootstrap-"));
    running = [];
    for (const name of ["bootstrap", "build", "child", "turn"]) {
      const path = join("scripts", `${name}.mjs`);
      mkdirSync(join(folder, "scripts"), { recursive: true });
      copyFileSync(join(root, path), join(folder, path));
    }
    for (const name of ["package-lock.json", "tsconfig.json"]) write(name, "{}");
    write("package.json", '{ "bin": {} }');
    // The check of the provider's text has nothing to compare here.
    write("scripts/providerText.mjs", "");
    write("bin/npm", SLOW);
    write("scripts/node_modules/typescript/bin/tsc", SLOW);
  });

  afterEach(async () => {
    if (served !== undefined && isAlive(served)) process.kill(served);
    served = undefined;
    for (const { child, closed } of running) {
      child.kill("SIGKILL");
      await closed;
    }
    rmSync(folder, { recursive: true, force: true });
  });

  function write(path: string, text: string): void {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
    chmodSync(join(folder, path), 0o755);
  }

  const calls = (): string[] => readFileSync(join(folder, "calls"), "utf8").trim().split("\n");

  function start(file: string, ...args: string[]): Started {
    const env = { ...process.env, PATH: [join(folder, "bin"), process.env["PATH"]].join(delimiter) };
    const child = spawn(file, args, { cwd: folder, env });
    const seen = { out: "", err: "" };
    child.stdout.on("data", (data: Buffer) => (seen.out += data.toString()));
    child.stderr.on("data", (data: Buffer) => (seen.err += data.toString()));
    const started = { child, seen, closed: once(child, "close") };
    running.push(started);
    return started;
  }

  const bootstrap = (): Started =>
    start(process.execPath, "scripts/bootstrap.mjs", "--build", "--", "node", "dist/main.js");

  async function until(what: () => boolean): Promise<void> {
    const last = performance.now() + 10_000;
    while (!what()) {
      assert.ok(performance.now() < last, `waited without success for ${String(what)}`);
      await setTimeout(20);
    }
  }

  async function endsWell({ closed, seen }: Started): Promise<void> {
    assert.deepEqual(await closed, [0, null], seen.err);
    assert.equal(seen.out, "compiled\n");
  }

  /** Two at once: the second begins while the first is busy, which ends when the second has seen that. */
  async function runTwo(): Promise<void> {
    rmSync(join(folder, "go"), { force: true });
    const first = bootstrap();
    await until(() => existsSync(join(folder, "busy")));
    const second = bootstrap();
    await Promise.race([second.closed, until(() => second.seen.err.includes("Waiting for process "))]);
    write("go", "");
    for (const one of [first, second]) await endsWell(one);
  }

  it("installs and compiles once for two at once, and again after a change", async () => {
    await runTwo();
    assert.deepEqual(calls(), ["npm ci --loglevel=error", "tsc -p " + folder]);
    write("provider/index.ts", "");
    await runTwo();
    assert.deepEqual(calls().slice(2), ["tsc -p " + folder]);
  });

  it("does not wait for one that was killed", async () => {
    const { pid } = spawnSync(process.execPath, ["-e", ""]);
    write(`.turn/${pid}`, "");
    write("go", "");
    const one = bootstrap();
    await endsWell(one);
    assert.doesNotMatch(one.seen.err, /Waiting/);
  });

  it("ends what it runs when npm is told to end", async () => {
    const program = "setInterval(() => {}, 1000); console.log(process.pid)";
    write("serve.mjs", program);
    write("node_modules/.package-lock.json", "");
    write("package.json", '{ "scripts": { "serve": "node scripts/bootstrap.mjs -- node serve.mjs" } }');
    const [file, ...args] = toolCommand("npm");
    rmSync(join(folder, "bin"), { recursive: true });
    const npm = start(file, ...args, "run", "--silent", "serve");
    await until(() => npm.seen.out.endsWith("\n"));
    const pid = Number(npm.seen.out);
    assert.ok(pid > 0, npm.seen.out);
    served = pid;
    npm.child.kill("SIGTERM");
    await until(() => !isAlive(pid));
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
