import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ProviderResource, runtime } from "@pulumi/pulumi";
import { OfferGoLive, playPlugin } from "./support/pluginScene";
import { green, NAME, red } from "./support/scene";

const SECRET = "a-secret-of-the-settings";

/** An explicit provider, as generated SDKs make one. */
class Provider extends ProviderResource {
  constructor(name: string, settings: Record<string, unknown>) {
    super("azure-marketplace", name, settings);
  }
}

describe("settings of the provider plugin", function () {
  this.timeout(300_000);

  it("a misspelt one fails the preview, once, with the right name", async () => {
    await playPlugin({ config: { "azure-marketplace:maxLaunchs": "3" } }, async (scene) => {
      const preview = await scene.stack.preview();
      red(
        preview,
        /azure-marketplace:maxLaunchs is not a setting.*[Dd]id you mean azure-marketplace:maxLaunches\?/,
      );
      assert.equal(preview.text.match(/^ +error: .*maxLaunchs/gm)?.length, 1, preview.text);
      assert.equal(scene.simulator.requests.length, 0);
    });
  });

  it("one that cannot be used fails the preview", async () => {
    await playPlugin({ config: { "azure-marketplace:requestsPerSecond": "many" } }, async (scene) => {
      red(await scene.stack.preview(), /requestsPerSecond must be a number.*\[SETTING_INVALID\]/);
    });
  });

  it("readOnly and maxLaunches hold", async () => {
    await playPlugin({ config: { "azure-marketplace:readOnly": "true" } }, async (scene) => {
      green(await scene.stack.preview());
      red(await scene.stack.up(), /\[READ_ONLY\]/);
      assert.equal(scene.posts(), 0);
      assert.equal(await scene.stored(), undefined);
    });
    const options = {
      offers: [`${NAME}@2`, "contoso/app@2"],
      config: { "azure-marketplace:maxLaunches": "1" },
    };
    await playPlugin({ ...options, launchTime: 50 }, async (scene) => {
      scene.make = ({ declared }) => [
        new OfferGoLive("vm", declared),
        new OfferGoLive("app", { ...declared, offerId: "app" }),
      ];
      red(await scene.stack.up(), /\[TOO_MANY_LAUNCHES\]/);
      assert.equal(scene.posts(), 1);
    });
  });

  it("strictPreview fails a preview of what up would refuse", async () => {
    await playPlugin({ config: { "azure-marketplace:strictPreview": "true" } }, async (scene) => {
      scene.declared = { ...scene.declared, offerVersion: "7" };
      red(await scene.stack.preview(), /\[PREVIEW_OTHER_VERSION\]/);
    });
  });

  it("an explicit provider has settings of its own, other than text too, and its secrets are encrypted", async () => {
    await playPlugin({ launchTime: 50, config: { "azure-marketplace:readOnly": "true" } }, async (scene) => {
      scene.make = ({ declared, simulator }) => {
        const identity = { tenantId: "contoso.test", clientId: "an-application", clientSecret: SECRET };
        const settings = { endpoint: simulator.url, maxLaunches: 3, readOnly: false, ...identity };
        const provider = new Provider("own", settings);
        return new OfferGoLive("offer", declared, { provider });
      };
      const up = await scene.stack.up();
      green(up);
      assert.equal(await scene.output("status"), "succeeded");
      assert.equal(scene.posts(), 1);
      const backend = join(scene.workspace.folder, ".backend");
      const files = readdirSync(backend, { recursive: true, withFileTypes: true }).filter((one) =>
        one.isFile(),
      );
      const kept = files
        .map(({ parentPath, name }) => readFileSync(join(parentPath, name), "utf8"))
        .join("\n");
      assert.match(kept, /"clientSecret":\s*\{\s*"4dabf18193072939515e22adb298388d"/);
      assert.ok(!kept.includes(SECRET), "encrypted in the state");
      const unchanged = await scene.stack.up();
      green(unchanged);
      assert.equal(unchanged.changes["same"], 3);
    });
  });

  it("another setting replaces neither the provider nor its launches", async () => {
    await playPlugin({ launchTime: 50 }, async (scene) => {
      let maxLaunches = "3";
      scene.make = ({ declared, simulator }) => {
        const provider = new Provider("own", { endpoint: simulator.url, maxLaunches });
        return new OfferGoLive("offer", declared, { provider });
      };
      green(await scene.stack.up());
      maxLaunches = "5";
      const up = await scene.stack.up();
      green(up);
      assert.deepEqual([up.changes["replace"], up.changes["update"]], [undefined, 1]);
      assert.equal(scene.posts(), 1);
    });
  });

  it("secret inputs stay secret in the state and on the screen", async () => {
    await playPlugin({ launchTime: 50 }, async (scene) => {
      const { secret } = await import("@pulumi/pulumi");
      scene.declared = { ...scene.declared, offerId: secret("vm") };
      const up = await scene.stack.up();
      green(up);
      const stored = await scene.stored();
      assert.equal(stored?.id, NAME);
      assert.match(JSON.stringify(stored.inputs?.["offerId"]), /4dabf18193072939515e22adb298388d/);
      assert.match(JSON.stringify(stored.outputs?.["offerId"]), /4dabf18193072939515e22adb298388d/);
    });
  });

  it("inputs that preview does not know are waited for", async () => {
    await playPlugin({ offers: [`${NAME}@2`, "contoso/app@2"], launchTime: 50 }, async (scene) => {
      scene.make = ({ declared }) => {
        const vm = new OfferGoLive("vm", declared);
        return new OfferGoLive("app", { ...declared, offerId: "app", offerVersion: vm.liveVersion });
      };
      const preview = await scene.stack.preview();
      green(preview);
      assert.match(preview.text, /not known yet|known only during up/);
      green(await scene.stack.up());
      assert.equal(scene.posts(), 2);
    });
  });

  it("getOffer tells where an offer stands, and what is wrong with its arguments", async () => {
    await playPlugin({}, async (scene) => {
      const seen: unknown[] = [];
      scene.make = async () => {
        const token = "azure-marketplace:index:getOffer";
        seen.push(await runtime.invoke(token, { publisherId: "contoso", offerId: "vm" }));
      };
      const preview = await scene.stack.preview();
      green(preview);
      const [facts] = seen as [Record<string, unknown>];
      assert.equal(facts["previewVersion"], "2");
      assert.equal(facts["phase"], "readyToLaunch");
      scene.make = () => runtime.invoke("azure-marketplace:index:getOffer", { publisherId: "contoso" });
      red(await scene.stack.preview(), /offerId is required/);
    });
  });
});
