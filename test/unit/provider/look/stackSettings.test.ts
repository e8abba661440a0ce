import assert from "node:assert/strict";
import { isMarketplaceError } from "../../../../provider/errors";
import { parseStackConfig } from "../../../../provider/look/stackSettings";

describe("the stack config that the Pulumi CLI prints", () => {
  it("is keys with values, decrypted ones among them", () => {
    const json = JSON.stringify({
      "azure-marketplace:readOnly": { value: "true", secret: false },
      "azure-marketplace:clientSecret": { value: "s", secret: true },
      "shop:list": { value: "[1]", objectValue: [1], secret: false },
      "shop:hidden": { secret: true },
    });
    assert.deepEqual(
      [...parseStackConfig(json, "production")],
      [
        ["azure-marketplace:readOnly", "true"],
        ["azure-marketplace:clientSecret", "s"],
        ["shop:list", "[1]"],
      ],
    );
    assert.equal(parseStackConfig("null", "production").size, 0);
  });

  it("is not quoted when it cannot be read: it may hold secrets", () => {
    assert.throws(
      () => parseStackConfig('warning: {"secret', "production"),
      (error) =>
        isMarketplaceError(error) &&
        /^cannot read the settings of stack "production": .*\[SETTING_INVALID\]$/.test(error.message) &&
        !error.message.includes("secret"),
    );
  });
});
