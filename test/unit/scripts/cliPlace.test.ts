import assert from "node:assert/strict";
import { join } from "node:path";
import { cacheFolder, type Place } from "../../../scripts/cliFiles";
import { environmentFor } from "../../../scripts/pulumiCli";
import { isNewEnough } from "../../../scripts/pulumiVersion";
import { root } from "../../support/root";

const CACHED = "/home/me/.cache/pulumi-azure-marketplace/pulumi-v3.259.0/built/bin";
const STAND_IN = join(root, "scripts/cli/bin");

describe("scripts: Pulumi CLI's place", () => {
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
        environmentFor({ path: `${CACHED}/pulumi` }, { PATH: "/usr/bin:/bin", PULUMI_HOME: "/h" }, "linux"),
        {
          PATH: `${CACHED}:/usr/bin:/bin:${STAND_IN}`,
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

    it("goes ahead of a CLI that was passed over, whose plugins the engine would take", () => {
      const { PATH } = environmentFor(
        { path: "/new/pulumi", passedOver: ["/old"] },
        { PATH: "/node24/bin:/old:/usr/bin:/new:/bin" },
        "linux",
      );
      assert.equal(PATH, `/node24/bin:/new:/old:/usr/bin:/bin:${STAND_IN}`);
    });

    it("finds Path on Windows", () => {
      const env = environmentFor({ path: "C:\\p\\bin\\pulumi.exe" }, { Path: "C:\\Windows" }, "win32");
      assert.deepEqual(env, { Path: `C:\\p\\bin;C:\\Windows;${STAND_IN}` });
    });
  });
});
