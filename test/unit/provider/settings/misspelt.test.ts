import assert from "node:assert/strict";
import { isMarketplaceError } from "../../../../provider/errors";
import { refuseMisspelt } from "../../../../provider/settings/misspelt";

function refusal(config: readonly string[], variables: readonly string[] = []): string {
  try {
    refuseMisspelt(config, variables);
    return "";
  } catch (error) {
    assert.ok(isMarketplaceError(error) && error.code === "SETTING_INVALID");
    return error.message;
  }
}

describe("settings that are not known", () => {
  it("are refused in this package's namespace, naming the one that was meant", () => {
    assert.match(refusal(["azure-marketplace:readonly"]), /did you mean azure-marketplace:readOnly\?/);
    assert.match(refusal(["azure-marketplace:maxLaunch"]), /did you mean azure-marketplace:maxLaunches\?/);
    assert.match(refusal(["azure-marketplace:xyzzyplugh"]), /known are endpoint, readOnly/);
    assert.match(refusal(["azure-marketplace:accessToken"]), /AZURE_MARKETPLACE_ACCESS_TOKEN/);
  });

  it("are refused in the environment when they look like a known one", () => {
    assert.match(refusal([], ["AZURE_MARKETPLACE_READONLY"]), /did you mean AZURE_MARKETPLACE_READ_ONLY\?/);
    assert.match(
      refusal([], ["AZURE_MARKETPLACE_MAX_LAUNCH"]),
      /did you mean AZURE_MARKETPLACE_MAX_LAUNCHES\?/,
    );
  });

  it("leave alone what is known, and what is somebody else's", () => {
    const config = [
      "azure-marketplace:readOnly",
      "azure-marketplace:clientId",
      "azure-native:whatever",
      "project:readonly",
    ];
    const variables = [
      "AZURE_MARKETPLACE_READ_ONLY",
      "AZURE_MARKETPLACE_ACCESS_TOKEN",
      "AZURE_MARKETPLACE_OFFER_ID",
      "PATH",
    ];
    assert.equal(refusal(config, variables), "");
  });
});
