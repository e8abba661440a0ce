import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { thisMachine } from "../../scripts/pulumiCli";
import { runCommand } from "../../scripts/runCommand";
import { generateSdks } from "../../scripts/sdkGenerator";
import { root } from "../support/root";

// Run by `npm run test:ways` and by `npm run test:soak`: compiling Pulumi's SDK for Go takes a minute or two.

describe("the plugin's SDK for Go", function () {
  this.timeout(900_000);

  it("is one with which the example compiles", async () => {
    const folder = await mkdtemp(join(tmpdir(), "azure-marketplace-go-"));
    try {
      const machine = thisMachine(process.env, (line) => process.stderr.write(`${line}\n`));
      await generateSdks(join(root, "plugin/schema.json"), join(folder, "sdks"), ["go"], machine);
      const project = join(folder, "go");
      await cp(join(root, "examples/go"), project, { recursive: true });
      const file = join(project, "go.mod");
      const text = await readFile(file, "utf8");
      await writeFile(file, text.replace("../../dist-sdks/go", join(folder, "sdks/go")));
      const env = { ...process.env, GOWORK: "off" };
      const args = ["build", "-o", join(folder, "program"), "."];
      const { exitCode, stdout, stderr } = await runCommand("go", args, { cwd: project, env });
      assert.equal(exitCode, 0, stdout + stderr);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
