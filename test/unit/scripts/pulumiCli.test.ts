import assert from "node:assert/strict";
import { join } from "node:path";
import { version as SDK_VERSION } from "@pulumi/pulumi/version";
import { cacheFolder, type Place } from "../../../scripts/cliFiles";
import { environmentFor, findPulumi, type Machine, type PulumiCli } from "../../../scripts/pulumiCli";
import { isNewEnough, PULUMI_VERSION } from "../../../scripts/pulumiVersion";
import { root } from "../../support/root";

const CACHE = "/home/me/.cache/pulumi-azure-marketplace";
const OFFICIAL = `${CACHE}/pulumi-v${SDK_VERSION}/official/bin/pulumi`;
const BUILT = `${CACHE}/pulumi-v${PULUMI_VERSION}/built/bin/pulumi`;
const STAND_IN = join(root, "scripts/cli/bin");

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
  /** What was asked of the network. */
  readonly asked: string[];
}

async function find({ files = {}, downloads = false, builds = false }: Wishes): Promise<Outcome> {
  const present = new Map(Object.entries(files));
  const asked: string[] = [];
  const log: string[] = [];
  const get = (what: string, works: boolean, path: string) => () => {
    asked.push(what);
    if (!works) return Promise.reject(new Error(`no ${what} today`));
    present.set(path, "v3.300.0");
    return Promise.resolve();
  };
  const machine: Machine = {
    platform: "linux",
    env: { PATH: "/usr/bin:/opt/pulumi/bin" },
    home: "/home/me",
    log: (line) => void log.push(line),
    run: (command) => Promise.resolve({ exitCode: 0, stdout: `${present.get(command) ?? ""}\n`, stderr: "" }),
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

  it("says what failed and what helps when there is none", async () => {
    const { error } = await find({});
    assert.match(
      error ?? "",
      /download: no download today\n.*build: no build today\n.*install the Pulumi CLI.*Go 1\.25\.11/s,
    );
  });

  const versions: readonly [string, boolean][] = [
    ["v3.249.0", true],
    ["3.260.0-dev.0+abc\n", true],
    ["v3.1000.0", true],
    ["v3.248.99", false],
    ["v2.999.0", false],
    ["v4.0.0", false],
    ["", false],
    ["pulumi 3.259", false],
  ];
  for (const [text, expected] of versions) {
    it(`${expected ? "accepts" : "refuses"} version ${JSON.stringify(text)}`, () => {
      assert.equal(isNewEnough(text), expected);
    });
  }

  const places: readonly [string, Place, string][] = [
    ["Linux", { platform: "linux", env: {}, home: "/home/me" }, "/home/me/.cache"],
    ["XDG_CACHE_HOME", { platform: "linux", env: { XDG_CACHE_HOME: "/var/x" }, home: "/home/me" }, "/var/x"],
    [
      "a relative XDG_CACHE_HOME",
      { platform: "linux", env: { XDG_CACHE_HOME: "x" }, home: "/home/me" },
      "/home/me/.cache",
    ],
    ["macOS", { platform: "darwin", env: {}, home: "/Users/me" }, "/Users/me/Library/Caches"],
  ];
  for (const [title, place, expected] of places) {
    it(`keeps it in the cache folder: ${title}`, () => {
      assert.equal(
        cacheFolder(place, "3.259.0", "built"),
        `${expected}/pulumi-azure-marketplace/pulumi-v3.259.0/built`,
      );
    });
  }

  it("keeps it in the cache folder: Windows", () => {
    assert.equal(
      cacheFolder(
        { platform: "win32", env: { LOCALAPPDATA: "C:\\Local" }, home: "C:\\me" },
        "3.259.0",
        "built",
      ),
      "C:\\Local\\pulumi-azure-marketplace\\pulumi-v3.259.0\\built",
    );
  });

  describe("environment", () => {
    it("changes PATH alone, with the CLI first and the stand-in last", () => {
      assert.deepEqual(
        environmentFor({ path: BUILT }, { PATH: "/usr/bin:/bin", PULUMI_HOME: "/h" }, "linux"),
        {
          PATH: `${CACHE}/pulumi-v${PULUMI_VERSION}/built/bin:/usr/bin:/bin:${STAND_IN}`,
          PULUMI_HOME: "/h",
        },
      );
    });

    it("keeps the order of a PATH that has the CLI", () => {
      const { PATH } = environmentFor(
        { path: "/usr/local/bin/pulumi" },
        { PATH: "/node24/bin:/usr/local/bin" },
        "linux",
      );
      assert.equal(PATH, `/node24/bin:/usr/local/bin:${STAND_IN}`);
    });

    it("finds Path on Windows", () => {
      const env = environmentFor({ path: "C:\\p\\bin\\pulumi.exe" }, { Path: "C:\\Windows" }, "win32");
      assert.deepEqual(env, { Path: `C:\\p\\bin;C:\\Windows;${STAND_IN}` });
    });
  });
});
