import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { offersOf } from "../../examples/many-offers/offers";
import type { Declared } from "../fixtures/mockedRun";
import { root } from "../support/root";

const run = promisify(execFile);

describe("the example azure-native", function () {
  // The package comes out of npm's own cache, but for the first time.
  this.timeout(180_000);
  let folder = "";

  before("is compiled against the real package", async () => {
    folder = await mkdtemp(join(tmpdir(), "azure-marketplace-example-"));
    await cp(join(root, "examples", "azure-native"), folder, { recursive: true });
    await installAzureNative(folder);
    const tsc = [join(root, "node_modules", "typescript", "bin", "tsc"), "-p", folder, "--noEmit", "false"];
    await run(process.execPath, tsc).catch((error: unknown) => assert.fail(outputOf(error)));
  });

  after(() => rm(folder, { recursive: true, force: true }));

  async function declared(config: Readonly<Record<string, unknown>>): Promise<Declared[]> {
    const full = Object.entries(config).map(([key, value]) => [
      `project:${key}`,
      typeof value === "string" ? value : JSON.stringify(value),
    ]);
    const { stdout } = await run(process.execPath, [
      join(root, "dist", "test", "fixtures", "mockedRun.js"),
      join(folder, "bin", "index.js"),
      JSON.stringify(Object.fromEntries(full)),
    ]);
    return JSON.parse(stdout) as Declared[];
  }

  const offer = { publisherId: "contoso", offerId: "vm" };

  it("launches the version of its config, after every image version", async () => {
    const disks = { "1.0.0": "vm-1.0.0.vhd", "1.1.0": "vm-1.1.0.vhd" };
    const resources = await declared({ ...offer, disks, offerVersion: "7" });
    assert.deepEqual(
      resources.map(({ type }) => type.replace(/^azure-native:|^pulumi-nodejs:dynamic\//, "")).sort(),
      [
        "compute:Gallery",
        "compute:GalleryImage",
        "compute:GalleryImageVersion",
        "compute:GalleryImageVersion",
        "marketplace:OfferGoLive",
        "resources:ResourceGroup",
        "storage:BlobContainer",
        "storage:StorageAccount",
      ],
    );
    const launch = resources.at(-1);
    assert.equal(launch?.name, "offer");
    assert.equal(launch.inputs["publisherId"], "contoso");
    assert.equal(launch.inputs["offerId"], "vm");
    assert.equal(launch.inputs["offerVersion"], "7");
    const image = resources.find(({ name }) => name === "1.1.0");
    assert.equal(image?.inputs["galleryImageVersionName"], "1.1.0");
    assert.deepEqual(image.inputs["storageProfile"], {
      osDiskImage: {
        source: {
          storageAccountId: "azure-native:storage:StorageAccount/images",
          uri: "https://images.blob.test/disks/vm-1.1.0.vhd",
        },
      },
    });
  });

  it("launches nothing before its config names a version", async () => {
    const types = (await declared(offer)).map(({ type }) => type);
    assert.ok(types.includes("azure-native:compute:GalleryImage"));
    assert.ok(!types.some((type) => /ImageVersion|OfferGoLive/.test(type)), types.join());
  });
});

/** Puts the version that the example names into its folder; all else is that of the checkout. */
async function installAzureNative(folder: string): Promise<void> {
  const manifest = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as {
    dependencies: Record<string, string>;
  };
  const version = manifest.dependencies["@pulumi/azure-native"] ?? "";
  const modules = join(folder, "node_modules");
  const target = join(modules, "@pulumi", "azure-native");
  await mkdir(target, { recursive: true });
  // npm install would bring a second SDK, of 200 packages, and install scripts.
  const pack = ["pack", `@pulumi/azure-native@${version}`, "--prefer-offline", "--ignore-scripts"];
  await run("npm", pack, { cwd: folder, shell: process.platform === "win32" });
  const tarball = join(folder, `pulumi-azure-native-${version}.tgz`);
  await run("tar", ["-xzf", tarball, "-C", target, "--strip-components", "1"]);
  for (const name of ["@types", join("@pulumi", "pulumi")]) {
    await symlink(join(root, "node_modules", name), join(modules, name), "junction");
  }
  await symlink(root, join(modules, "pulumi-azure-marketplace"), "junction");
}

function outputOf(error: unknown): string {
  return error instanceof Error && "stdout" in error ? String(error.stdout) : String(error);
}

describe("the example many-offers", () => {
  const offer = { publisherId: "contoso", offerId: "vm", offerVersion: 1 };

  it("takes a list of offers as it is", () => {
    const offers = [offer, { ...offer, offerId: "app", offerVersion: "2" }];
    assert.deepEqual(offersOf(offers), offers);
  });

  const refused: readonly (readonly [unknown, RegExp])[] = [
    [{}, /^offers must be a list of at least one .*, and is \{\}/],
    [[], /^offers must be a list of at least one .*, and is \[\]/],
    [[offer, "vm"], /^offers\[1\] must be \{publisherId, .*, and is "vm"/],
    [[null], /^offers\[0\] must be .*, and is null/],
    [[[]], /^offers\[0\] must be .*, and is \[\]/],
    [[{ ...offer, publisherId: 1 }], /^offers\[0\]\.publisherId must be text, and is 1/],
    [[{ publisherId: "contoso", offerVersion: 1 }], /^offers\[0\]\.offerId must be text, and is missing/],
    [
      [{ ...offer, api: "portal" }],
      /^offers\[0\]\.api must be cloudPartner or productIngestion, and is "portal"/,
    ],
    [[{ ...offer, offerVersion: true }], /^offers\[0\]\.offerVersion must be a whole number, and is true/],
    [[{ ...offer, version: 2 }], /^offers\[0\]\.version is not one of publisherId, /],
  ];
  for (const [value, message] of refused) {
    it(`refuses ${JSON.stringify(value)}`, () => {
      assert.throws(() => offersOf(value), { message });
    });
  }
});
