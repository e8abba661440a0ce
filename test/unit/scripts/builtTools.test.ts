import assert from "node:assert/strict";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { generateSdks } from "../../../scripts/sdkGenerator";
import type { RunCommand } from "../../../scripts/runCommand";
import { withYamlHost } from "../../../scripts/yamlHost";

describe("scripts: tools built for a machine", () => {
  let folder: string;
  let built: string[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "azure-marketplace-tools-"));
    built = [];
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** A `go` that writes an executable; any other command answers with what it was called with. */
  const run: RunCommand = async (command, args) => {
    if (command !== "go") return { exitCode: 0, stdout: args.join(" "), stderr: "" };
    if (args[0] === "version") return { exitCode: 0, stdout: "go version go1.26.0", stderr: "" };
    const output = args[args.indexOf("-o") + 1] ?? "";
    built.push(args.at(-1) ?? "");
    await mkdir(dirname(output), { recursive: true });
    await writeFile(output, "#!/bin/sh\n");
    await chmod(output, 0o755);
    return { exitCode: 0, stdout: "", stderr: "" };
  };

  function machine(command: RunCommand = run): Parameters<typeof withYamlHost>[1] {
    const env = { XDG_CACHE_HOME: join(folder, "cache"), PATH: "" };
    return { platform: "linux", env, home: folder, log: () => undefined, run: command };
  }

  describe("the YAML language host", () => {
    it("is the one on PATH when there is one", async () => {
      const bin = join(folder, "bin");
      await mkdir(bin);
      await writeFile(join(bin, "pulumi-language-yaml"), "#!/bin/sh\n", { mode: 0o755 });
      const env = { PATH: `/usr/bin:${bin}` };
      assert.equal(await withYamlHost(env, machine()), env);
      assert.deepEqual(built, []);
    });

    it("is built once otherwise, and comes last on PATH", async () => {
      const env = { PATH: "/nothing/here", OTHER: "kept" };
      const first = await withYamlHost(env, machine());
      const [before, place = ""] = String(first["PATH"]).split(":");
      assert.equal(before, "/nothing/here");
      assert.equal(first["OTHER"], "kept");
      assert.deepEqual(await readdir(place), ["pulumi-language-yaml"]);
      assert.deepEqual(await withYamlHost(env, machine()), first);
      assert.deepEqual(built, ["github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml"]);
    });

    it("is of the version that go.mod pins", async () => {
      const env = await withYamlHost({ PATH: "" }, machine());
      const [, version = ""] = /pulumi-yaml-(v[0-9.]+)\//.exec(String(env["PATH"])) ?? [];
      const pinned = await readFile(join(__dirname, "../../../../scripts/yaml/go.mod"), "utf8");
      assert.ok(pinned.includes(`github.com/pulumi/pulumi-yaml ${version} `), version);
    });
  });

  describe("the generator of SDKs", () => {
    it("is built once, and called for the languages asked for", async () => {
      const calls: string[] = [];
      const noting: RunCommand = async (command, args, options) => {
        if (command !== "go") calls.push(args.join(" "));
        return run(command, args, options);
      };
      await generateSdks("schema.json", "sdks", ["python"], machine(noting));
      await generateSdks("schema.json", "sdks", ["nodejs", "go"], machine(noting));
      assert.deepEqual(calls, ["schema.json sdks python", "schema.json sdks nodejs go"]);
      assert.deepEqual(built, ["./sdks"]);
    });

    it("tells what the generator said", async () => {
      const failing: RunCommand = (command, args, options) =>
        command === "go"
          ? run(command, args, options)
          : Promise.resolve({ exitCode: 1, stdout: "", stderr: "no such schema\n" });
      await assert.rejects(
        generateSdks("x", "y", ["go"], machine(failing)),
        /no SDK was made: no such schema$/,
      );
    });
  });
});
