import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describeIdentity } from "../../../../provider/marketplace/identity/signInMethod";
import { IDENTITY_SETTINGS } from "../../../../provider/settings/identityTable";
import { refuseMisspelt } from "../../../../provider/settings/misspelt";
import { readSettings } from "../../../../provider/settings/settings";
import { type SettingRow, SETTINGS } from "../../../../provider/settings/settingTable";
import { root } from "../../../support/root";

const ROWS: readonly SettingRow[] = SETTINGS;

/** Right for no kind of setting, and in the form of a secret. */
const SECRETS = [
  "marker of/a:secret@",
  "https://user:marker@a.test",
  "https://a.test/marker",
  "eyJmarker.x.y",
];

function failureOf(config: Record<string, string>, environment: Record<string, string>): string {
  try {
    const { identity } = readSettings((key) => config[key], environment);
    if (identity?.method === "incomplete") return identity.problem;
    return identity === undefined ? "" : JSON.stringify(describeIdentity(identity) ?? {});
  } catch (error) {
    assert.ok(error instanceof Error && "code" in error && error.code === "SETTING_INVALID", String(error));
    return error.message;
  }
}

describe("the table of settings", () => {
  for (const { key, variable, environmentOnly, type } of ROWS) {
    it(`knows ${key} and its variable`, () => {
      const refuse = (): void => refuseMisspelt([`azure-marketplace:${key}`], [variable]);
      if (environmentOnly === true) assert.throws(refuse, new RegExp(`environment variable .*${variable}`));
      else assert.doesNotThrow(refuse);
      assert.match(variable, /^AZURE_MARKETPLACE_[A-Z_]+$/);
    });

    it(`has what is wrong with ${key} found, and its value never shown`, () => {
      for (const secret of SECRETS) {
        const failures = [
          failureOf({}, { [variable]: secret }),
          ...(environmentOnly === true ? [] : [failureOf({ [`azure-marketplace:${key}`]: secret }, {})]),
        ];
        for (const failure of failures) {
          if (type === "token" && secret.startsWith("eyJ")) continue;
          assert.ok(failure.startsWith(variable) || failure.startsWith(`azure-marketplace:${key}`), failure);
          assert.doesNotMatch(failure, /marker/);
        }
      }
    });
  }

  for (const { key, variables } of IDENTITY_SETTINGS) {
    it(`has the value of the identity's ${key} never shown`, () => {
      for (const secret of SECRETS) {
        // Each with every way to sign in, so that each of them is put into words.
        for (const base of [
          { useMsi: "true" },
          { useOidc: "true", oidcToken: "x", tenantId: "a.test", clientId: "b" },
          { useOidc: "true", oidcTokenFilePath: "x", tenantId: "a.test", clientId: "b" },
          { clientSecret: "x", tenantId: "a.test", clientId: "b" },
          { clientCertificatePath: "x", tenantId: "a.test", clientId: "b" },
          { useDefaultAzureCredential: "true" },
          {},
        ]) {
          const config = Object.fromEntries(
            Object.entries({ ...base, [key]: secret }).map(([name, value]) => [
              `azure-marketplace:${name}`,
              value,
            ]),
          );
          assert.doesNotMatch(failureOf(config, {}), /marker/);
          for (const variable of variables) {
            assert.doesNotMatch(failureOf({}, { [variable]: secret }), /marker/, variable);
          }
        }
      }
    });
  }

  it("is what docs/reference.md lists, with the same defaults", () => {
    const page = readFileSync(join(root, "docs/reference.md"), "utf8");
    for (const { key, variable, environmentOnly, default: usual } of ROWS) {
      const row = page.split("\n").find((line) => line.includes(`\`${variable}\``)) ?? "";
      assert.ok(environmentOnly === true || row.includes(`\`azure-marketplace:${key}\``), `${key}: ${row}`);
      assert.ok(usual === undefined || row.includes(`\`${usual}\``), `${key}: ${row}`);
    }
  });

  it("is what docs/authentication.md lists of identities", () => {
    const page = readFileSync(join(root, "docs/authentication.md"), "utf8");
    for (const { key, variables } of IDENTITY_SETTINGS) {
      const row = page.split("\n").find((line) => line.startsWith(`| \`${key}\``));
      for (const variable of variables) assert.ok(row?.includes(`\`${variable}\``), `${key}: ${String(row)}`);
    }
  });
});
