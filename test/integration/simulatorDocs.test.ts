import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { HELP } from "../../simulator/args";
import { runCommand } from "../../scripts/runCommand";
import { startSimulator, type Simulator } from "../../simulator";
import { root } from "../support/root";

/** The lines that begin with curl, as written but for the port. */
function curls(text: string): string[] {
  return [...text.matchAll(/^ *(curl .*)$/gm)].map(([, line = ""]) => line);
}

describe("simulator: the curl lines", function () {
  // The lines are for a shell.
  if (process.platform === "win32") return;
  let simulator: Simulator;

  beforeEach(async () => {
    simulator = await startSimulator({
      offers: ["contoso/vm", "contoso/sample-vm"],
      launchTime: 0,
      controlPort: 0,
    });
  });
  afterEach(() => simulator.close());

  async function run(line: string): Promise<void> {
    const command = line
      .replace("curl ", "curl --fail-with-body --silent --show-error ")
      .replace("http://127.0.0.1:4011", simulator.controlUrl ?? "");
    const { exitCode, stdout, stderr } = await runCommand("sh", ["-c", command], { env: process.env });
    assert.equal(exitCode, 0, `${line}\n${stdout}${stderr}`);
  }

  it("of docs/simulator.md do what they say, in their order", async () => {
    const lines = curls(await readFile(join(root, "docs", "simulator.md"), "utf8"));
    assert.equal(lines.length, 11);
    for (const line of lines) await run(line);
    const { previewVersion, productionVersion, status } = simulator.offer("contoso/vm");
    assert.deepEqual([previewVersion, productionVersion, status], [2, 2, "succeeded"]);
    await run("curl http://127.0.0.1:4011");
  });

  it("of --help do what they say, in their order", async () => {
    const lines = curls(HELP);
    assert.equal(lines.length, 3);
    for (const line of lines) await run(line);
    assert.equal(simulator.offer("contoso/sample-vm").running?.version, 2);
  });
});
