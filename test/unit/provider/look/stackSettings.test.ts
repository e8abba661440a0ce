import assert from "node:assert/strict";
import { isMarketplaceError } from "../../../../provider/errors";
import { stackSettings } from "../../../../provider/look/stackSettings";
import type { Settings } from "../../../../provider/settings/settings";

const settingsIn = (json: string): Promise<Settings> =>
  stackSettings("production", () => Promise.resolve(json));

describe("the settings of a stack, from the config that the Pulumi CLI prints", () => {
  it("are its values, decrypted ones among them", async () => {
    const { readOnly, maxLaunches, identity } = await settingsIn(
      JSON.stringify({
        "azure-marketplace:readOnly": { value: "true", secret: false },
        "azure-marketplace:maxLaunches": { secret: true },
        "azure-marketplace:tenantId": { value: "contoso.com", secret: false },
        "azure-marketplace:clientId": { value: "11111111-2222-3333-4444-555555555555", secret: false },
        "azure-marketplace:clientSecret": { value: "s", secret: true },
        "shop:list": { value: "[1]", objectValue: [1], secret: false },
      }),
    );
    assert.equal(readOnly, true);
    assert.equal(maxLaunches, undefined, "one without a value is not set");
    assert.ok(identity?.method === "secret" && identity.secret === "s", identity?.method);
  });

  it("are the defaults for a stack without config", async () => {
    assert.equal((await settingsIn("null")).readOnly, false);
  });

  it("refuse a misspelt key", () =>
    assert.rejects(
      settingsIn(JSON.stringify({ "azure-marketplace:readonly": { value: "true" } })),
      /readOnly.*\[SETTING_INVALID\]$/,
    ));

  it("are not quoted when they cannot be read: they may hold secrets", () =>
    assert.rejects(
      settingsIn('warning: {"secret'),
      (error) =>
        isMarketplaceError(error) &&
        /^cannot read the settings of stack "production": .*\[SETTING_INVALID\]$/.test(error.message) &&
        !error.message.includes("secret"),
    ));
});
