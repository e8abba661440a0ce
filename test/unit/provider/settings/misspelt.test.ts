import assert from "node:assert/strict";
import { isMarketplaceError } from "../../../../provider/errors";
import { refuseMisspelt } from "../../../../provider/settings/misspelt";
import { type SettingRow, SETTINGS } from "../../../../provider/settings/settingTable";

const ROWS: readonly SettingRow[] = SETTINGS;
const IN_CONFIG = ROWS.filter((row) => row.environmentOnly !== true).map(({ key }) => key);
const LIMITS = ["readOnly", "maxLaunches"];

/** The problem with the names of settings. `undefined` when none is refused. */
function problemIn(
  configKeys: readonly string[],
  variables: readonly string[],
  project?: string,
): string | undefined {
  try {
    refuseMisspelt(configKeys, variables, project);
    return undefined;
  } catch (error) {
    assert.ok(isMarketplaceError(error) && error.code === "SETTING_INVALID", String(error));
    return error.message.replace(/ \[SETTING_INVALID\]$/, "");
  }
}

function problem(configKeys: readonly string[], variables: readonly string[] = []): string | undefined {
  return problemIn(configKeys, variables, "offers");
}

describe("names of settings that are not known", () => {
  for (const key of IN_CONFIG) {
    it(`are refused when they look like ${key}, naming it`, () => {
      const right = `Did you mean azure-marketplace:${key}?`;
      for (const wrong of [
        `azure-marketplace:${key}s`,
        `azure-marketplace:${key.slice(1)}`,
        `azure-marketplace:${key.toUpperCase()}`,
        `azure-marketplce:${key}`,
        `azure-market-place:${key}`,
        `azuremarketplace:${key}`,
        `azure_marketplace:${key}`,
        `Azure-Marketplace:${key}`,
        `azure-marketplaces:${key}`,
        `azure-marketplce:${key}s`,
        `marketplace:${key}`,
        `pulumi-azure-marketplace:${key}`,
      ]) {
        assert.ok(problem([wrong])?.endsWith(right), `${wrong}: ${String(problem([wrong]))}`);
      }
    });
  }

  for (const { variable } of ROWS) {
    it(`are refused when they look like ${variable}, naming it`, () => {
      for (const wrong of [
        `${variable}S`,
        variable.replace(/_(?=[^_]*$)/, ""),
        variable.slice(0, -1),
        variable.replace("MARKET", "MARKT"),
      ]) {
        assert.equal(
          problem([], [wrong]),
          `${wrong} is not a setting of pulumi-azure-marketplace. Did you mean ${variable}?`,
        );
      }
    });
  }

  it("are refused in this package's namespace, whatever they look like", () => {
    assert.match(
      problem(["azure-marketplace:xyzzyplugh"]) ?? "",
      /Its settings are endpoint, graphEndpoint, /,
    );
    assert.match(
      problem(["azure-marketplce:xyzzyplugh"]) ?? "",
      /Its settings are endpoint, graphEndpoint, /,
    );
  });

  it("are refused for a token, which has a variable only", () => {
    for (const [key, variables] of [
      ["accessToken", "AZURE_MARKETPLACE_ACCESS_TOKEN or AZURE_MARKETPLACE_GRAPH_ACCESS_TOKEN"],
      ["token", "AZURE_MARKETPLACE_ACCESS_TOKEN or AZURE_MARKETPLACE_GRAPH_ACCESS_TOKEN"],
      ["graphAccessToken", "AZURE_MARKETPLACE_GRAPH_ACCESS_TOKEN"],
      ["graphAccesToken", "AZURE_MARKETPLACE_GRAPH_ACCESS_TOKEN"],
    ] as const) {
      const words = `Did you mean the environment variable ${variables}?`;
      assert.ok(problem([`azure-marketplace:${key}`])?.endsWith(words), key);
    }
    assert.match(problem(["azure-marketplace:oidcTokens"]) ?? "", /azure-marketplace:oidcToken\?/);
  });

  it("are none of these", () => {
    const config = [
      ...IN_CONFIG.map((key) => `azure-marketplace:${key}`),
      "azure-marketplace:clientId",
      "azure-marketplace:subscriptionId",
      "azure-native:readOnly",
      "azure-native:whatever",
      "azuread:clientId",
      "azure:environment",
      "aws:maxLaunches",
      "marketplace:region",
      "offers:publisherId",
      "offers:offerVersion",
      "offers:endpoint",
      "offers:api",
      "other-project:readOnly",
    ];
    const variables = [
      ...ROWS.map(({ variable }) => variable),
      "AZURE_MARKETPLACE_OFFER_ID",
      "AZURE_MARKETPLACE_READ_ONLY_REASON",
      "READ_ONLY",
      "PATH",
    ];
    assert.equal(problem(config, variables), undefined);
  });

  it("throw SETTING_INVALID, for which nothing is launched", () => {
    assert.throws(() => refuseMisspelt(["azure-marketplace:readonly"], []), { code: "SETTING_INVALID" });
    assert.throws(() => refuseMisspelt(["offers:readOnly"], [], "offers"), { code: "SETTING_INVALID" });
    refuseMisspelt(["offers:readOnly"], []);
  });
});

describe("a safety limit under the project's own namespace", () => {
  for (const limit of LIMITS) {
    for (const typed of [
      limit,
      limit.toLowerCase(),
      limit.replace(/[A-Z]/, "_$&"),
      limit.replace(/[A-Z]/, "-$&"),
    ]) {
      it(`is refused, naming the right key: ${typed}`, () => {
        const words = problem([`offers:${typed}`]) ?? "";
        assert.match(
          words,
          new RegExp(`^offers:${typed} is a setting of this project.*does not limit launches`),
        );
        assert.ok(words.includes(`Use azure-marketplace:${limit}`), words);
      });
    }

    it(`is the project's own affair once azure-marketplace:${limit} is set as well`, () => {
      assert.equal(problem([`offers:${limit}`, `azure-marketplace:${limit}`]), undefined);
      const other = LIMITS.find((one) => one !== limit) ?? "";
      assert.notEqual(problem([`offers:${limit}`, `azure-marketplace:${other}`]), undefined);
    });
  }

  it("is told as such also in a project whose name looks like this package's", () => {
    const own = (key: string): string | undefined =>
      problemIn([`azure-marketplaces:${key}`], [], "azure-marketplaces");
    assert.equal(own("endpoint"), undefined);
    assert.match(own("readOnly") ?? "", /a setting of this project/);
  });

  it("cannot be told apart without the project's name", () =>
    assert.equal(problemIn(["offers:readOnly"], []), undefined));
});
