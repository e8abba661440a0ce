import assert from "node:assert/strict";
import { version as SDK_VERSION } from "@pulumi/pulumi/version";
import { findPulumi, type Machine, type PulumiCli } from "../../../scripts/pulumiCli";
import { PULUMI_VERSION } from "../../../scripts/pulumiVersion";

const CACHE = "/home/me/.cache/pulumi-azure-marketplace";
const OFFICIAL = `${CACHE}/pulumi-v${SDK_VERSION}/official/bin/pulumi`;
const BUILT = `${CACHE}/pulumi-v${PULUMI_VERSION}/built/bin/pulumi`;
const HANGS = "hangs";

interface Wishes {
  /** The files of the machine; a CLI has its version as text. */
  readonly files?: Readonly<Record<string, string>>;
  readonly downloads?: boolean;
  readonly builds?: boolean;
}

interface Outcome {
  readonly cli?: PulumiCli;
  readonly error?: string;
  readonly log: string;
  /** Requests to the network. */
  readonly asked: string[];
}

async function find({ files = {}, downloads = false, builds = false }: Wishes): Promise<Outcome> {
  const present = new Map(Object.entries(files));
  const asked: string[] = [];
  const log: string[] = [];
  const get = (what: string, works: boolean, path: string) => () => {
    asked.push(what);
    if (!works)
      return Promise.reject(new Error(`no ${what} today`, { cause: new Error("getaddrinfo ENOTFOUND") }));
    present.set(path, "v3.300.0");
    return Promise.resolve();
  };
  const machine: Machine = {
    platform: "linux",
    env: { PATH: "/usr/bin:/opt/pulumi/bin" },
    home: "/home/me",
    log: (line) => void log.push(line),
    run: (command, _args, { timeoutMs }) => {
      const text = present.get(command) ?? "";
      if (text === HANGS && timeoutMs === 20_000) return Promise.reject(new Error("no answer"));
      const version = text === HANGS ? "v3.300.0" : text;
      return Promise.resolve({ exitCode: version === "" ? 1 : 0, stdout: `${version}\n`, stderr: "" });
    },
    isExecutable: (path) => Promise.resolve(present.has(path)),
    download: get("download", downloads, OFFICIAL),
    build: get("build", builds, BUILT),
  };
  const rest = (): { log: string; asked: string[] } => ({ log: log.join("\n"), asked });
  try {
    return { cli: await findPulumi(machine), ...rest() };
  } catch (error) {
    assert.ok(error instanceof Error);
    return { error: error.message, ...rest() };
  }
}

function installed(version: string): Record<string, string> {
  return {
    "/opt/pulumi/bin/pulumi": version,
    "/opt/pulumi/bin/pulumi-language-nodejs": "",
    "/usr/bin/pulumi-resource-pulumi-nodejs": "",
  };
}

describe("scripts: Pulumi CLI", () => {
  const cases: readonly [string, Wishes, PulumiCli["source"], string, string[]][] = [
    [
      "takes the one on PATH",
      { files: { ...installed("v3.259.0"), [BUILT]: "v1" } },
      "path",
      "/opt/pulumi/bin/pulumi",
      [],
    ],
    [
      "passes over an old one",
      { files: { ...installed("v3.248.9"), [BUILT]: "v3.259.0" } },
      "build",
      BUILT,
      [],
    ],
    [
      "passes over one without plugins",
      { files: { "/usr/bin/pulumi": "v3.259.0", [BUILT]: "v3.259.0" } },
      "build",
      BUILT,
      [],
    ],
    [
      "takes the second on PATH when the first is old",
      { files: { ...installed("v3.259.0"), "/usr/bin/pulumi": "v3.100.0" } },
      "path",
      "/opt/pulumi/bin/pulumi",
      [],
    ],
    [
      "passes over one that hangs",
      { files: { ...installed("v3.259.0"), "/usr/bin/pulumi": HANGS } },
      "path",
      "/opt/pulumi/bin/pulumi",
      [],
    ],
    [
      "prefers the official one of those at hand",
      { files: { [OFFICIAL]: "v3.270.0", [BUILT]: "v3.259.0" } },
      "download",
      OFFICIAL,
      [],
    ],
    ["downloads before it builds", { downloads: true, builds: true }, "download", OFFICIAL, ["download"]],
    ["builds where nothing can be downloaded", { builds: true }, "build", BUILT, ["download", "build"]],
  ];
  for (const [title, wishes, source, path, asked] of cases) {
    it(title, async () => {
      const outcome = await find(wishes);
      assert.deepEqual([outcome.cli?.source, outcome.cli?.path, outcome.asked], [source, path, asked]);
    });
  }

  it("says why it passes one over", async () => {
    assert.match(
      (await find({ files: installed("v3.248.9"), builds: true })).log,
      /v3\.248\.9, and 3\.249\.0 or later/,
    );
    assert.match(
      (await find({ files: { "/usr/bin/pulumi": "v3.259.0" }, builds: true })).log,
      /\/usr\/bin\/pulumi: pulumi-language-nodejs is neither beside it nor on PATH/,
    );
  });

  it("remembers which it has passed over", async () => {
    const files = { ...installed("v3.259.0"), "/usr/bin/pulumi": "v3.100.0" };
    assert.deepEqual((await find({ files })).cli?.passedOver, ["/usr/bin"]);
    assert.match((await find({ files })).log, /^Passing over \/usr\/bin\/pulumi: v3\.100\.0, and .*\.$/);
  });

  it("says what failed and what helps when there is none", async () => {
    const { error } = await find({});
    assert.match(
      error ?? "",
      new RegExp(
        "download: no download today: getaddrinfo ENOTFOUND\n.*build: no build today: .*\n" +
          ".*install the Pulumi CLI.*Go 1\\.25\\.11.*HOME cannot be written, set XDG_CACHE_HOME",
        "s",
      ),
    );
  });
});
