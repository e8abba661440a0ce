import assert from "node:assert/strict";
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkInstalled, programFolder } from "../../../../provider/dynamic/installedRuntime";
import { isMarketplaceError } from "../../../../provider/errors";
import { root } from "../../../support/root";

describe("where the engine will look for the package", () => {
  it("is the program's folder, when the engine runs it", () => {
    assert.equal(
      programFolder({ PULUMI_NODEJS_MONITOR: "127.0.0.1:1" }, () => "/infra"),
      "/infra",
    );
  });

  it("is nowhere to check under mocks, and for an inline program", () => {
    assert.equal(
      programFolder({}, () => "/tests"),
      undefined,
    );
  });
});

describe("the check that the program's folder has the package", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), "installed-")));
    await mkdir(join(folder, "workspace", "infra"), { recursive: true });
    await writeFile(join(folder, "workspace", "infra", "package.json"), '{ "dependencies": {} }');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  function failure(): string {
    try {
      checkInstalled(join(folder, "workspace", "infra"));
      return "";
    } catch (error) {
      assert.ok(isMarketplaceError(error) && error.code === "PACKAGE_NOT_INSTALLED");
      return error.message;
    }
  }

  for (const place of ["workspace/infra", "workspace"]) {
    it(`passes when it is in node_modules of ${place}`, async () => {
      await mkdir(join(folder, place, "node_modules"));
      await symlink(root, join(folder, place, "node_modules", "pulumi-azure-marketplace"), "junction");
      assert.equal(failure(), "");
    });
  }

  it("passes in the package's own checkout", () => {
    checkInstalled(join(root, "examples", "quickstart"));
  });

  const commands: readonly (readonly [lock: string | undefined, command: string])[] = [
    [undefined, "npm install"],
    ["package-lock.json", "npm install"],
    ["pnpm-lock.yaml", "pnpm add"],
    ["yarn.lock", "yarn add"],
    ["bun.lock", "bun add"],
    ["bun.lockb", "bun add"],
  ];
  for (const [lock, command] of commands) {
    it(`names the folder and "${command}" with ${lock ?? "no lock file"} above it`, async () => {
      if (lock !== undefined) await writeFile(join(folder, "workspace", lock), "");
      const infra = join(folder, "workspace", "infra");
      assert.ok(
        failure().includes(`not installed in ${infra}, the folder of this Pulumi program`),
        failure(),
      );
      assert.ok(
        failure().includes(`cd "${infra}" && ${command} /path/to/pulumi-azure-marketplace-0.1.0.tgz`),
      );
    });
  }

  for (const [what, marker] of [
    ["without a package.json", undefined],
    ["whose package.json only names the kind of its modules", '{ "type": "commonjs" }'],
    ["whose package.json cannot be read", "{"],
  ] as const) {
    it(`names the folder of the package.json above a program's folder ${what}`, async () => {
      const infra = join(folder, "workspace", "infra");
      await writeFile(join(folder, "workspace", "package.json"), '{ "name": "workspace", "private": true }');
      const manifest = join(infra, "package.json");
      await (marker === undefined ? rm(manifest) : writeFile(manifest, marker));
      assert.ok(failure().includes(`not installed in ${join(folder, "workspace")}, the folder`), failure());
      assert.ok(failure().includes(`cd "${join(folder, "workspace")}" && npm install `));
    });
  }

  it("goes by the nearest lock file", async () => {
    await writeFile(join(folder, "pnpm-lock.yaml"), "");
    await writeFile(join(folder, "workspace", "package-lock.json"), "");
    assert.match(failure(), /&& npm install /);
  });
});
