import assert from "node:assert/strict";
import { isMarketplaceError } from "../../../../provider/errors";
import { chooseIdentity } from "../../../../provider/settings/chooseIdentity";
import type { IdentityChoice } from "../../../../provider/marketplace/identity/signInMethod";
import { readSettings } from "../../../../provider/settings/settings";

type Values = Readonly<Record<string, string>>;

/** Words starting with a capital are variables, others config; `own.x` is `azure-marketplace:x`, `x` azure-native's. */
function choose(values: Values): IdentityChoice {
  const entries = Object.entries(values);
  const isVariable = ([name]: [string, string]): boolean => /^[A-Z]/.test(name);
  const config = new Map(
    entries
      .filter((entry) => !isVariable(entry))
      .map(([name, text]) => [
        name.startsWith("own.") ? `azure-marketplace:${name.slice(4)}` : `azure-native:${name}`,
        text,
      ]),
  );
  return chooseIdentity((key) => config.get(key), Object.fromEntries(entries.filter(isVariable)));
}

const IDS = { tenantId: "T", clientId: "C" };
const EVERY_METHOD = {
  ...IDS,
  useDefaultAzureCredential: "true",
  clientCertificatePath: "/c.pfx",
  clientSecret: "S",
  useOidc: "true",
  oidcToken: "J",
  oidcTokenFilePath: "/j",
  oidcRequestUrl: "https://g.test/?v=1",
  oidcRequestToken: "R",
  useMsi: "true",
};
const JOB = { ACTIONS_ID_TOKEN_REQUEST_URL: "https://g.test/", ACTIONS_ID_TOKEN_REQUEST_TOKEN: "R" };

function without(...keys: readonly string[]): Values {
  return Object.fromEntries(Object.entries(EVERY_METHOD).filter(([key]) => !keys.includes(key)));
}

describe("chooseIdentity", () => {
  const order = ["useDefaultAzureCredential", "clientCertificatePath", "clientSecret"];
  const oidc = ["oidcToken", "oidcTokenFilePath", "useOidc"];
  const application = { tenantId: "T", clientId: "C" };
  const chosen: readonly (readonly [title: string, values: Values, choice: object])[] = [
    ["nothing: the default credential", {}, { method: "default" }],
    ["blank values: as nothing", { clientSecret: " ", ARM_CLIENT_ID: "", useMsi: "" }, { method: "default" }],
    ["what names no identity: as nothing", { subscriptionId: "S", useOidc: "false" }, { method: "default" }],
    [
      "every method: default credential first",
      EVERY_METHOD,
      { method: "default", by: "azure-native:useDefaultAzureCredential", tenantId: "T" },
    ],
    [
      "then the certificate",
      without(...order.slice(0, 1)),
      { method: "certificate", path: "/c.pfx", by: "azure-native:clientCertificatePath", ...application },
    ],
    [
      "then the secret",
      without(...order.slice(0, 2)),
      { method: "secret", secret: "S", by: "azure-native:clientSecret", ...application },
    ],
    [
      "then the OIDC token",
      without(...order),
      {
        method: "oidc",
        assertion: { kind: "token", token: "J" },
        by: "azure-native:oidcToken",
        ...application,
      },
    ],
    [
      "then its file",
      without(...order, ...oidc.slice(0, 1)),
      {
        method: "oidc",
        assertion: { kind: "file", path: "/j" },
        by: "azure-native:oidcTokenFilePath",
        ...application,
      },
    ],
    [
      "then its request",
      without(...order, ...oidc.slice(0, 2)),
      {
        method: "oidc",
        assertion: {
          kind: "request",
          url: "https://g.test/?v=1",
          token: "R",
          audience: "api://AzureADTokenExchange",
        },
        by: "azure-native:oidcRequestUrl",
        ...application,
      },
    ],
    [
      "then the managed identity, OIDC not asked for",
      without(...order, "useOidc"),
      { method: "managedIdentity", clientId: "C", by: "azure-native:useMsi" },
    ],
    [
      "the machine's own managed identity",
      { ARM_USE_MSI: "true" },
      { method: "managedIdentity", by: "ARM_USE_MSI" },
    ],
    [
      "a tenant alone: the Azure CLI",
      { ARM_TENANT_ID: "T" },
      { method: "cli", tenantId: "T", by: "ARM_TENANT_ID" },
    ],
    [
      "a certificate's password, as it is",
      { ...IDS, ARM_CLIENT_CERTIFICATE_PATH: "/c ", clientCertificatePassword: " p " },
      {
        method: "certificate",
        path: "/c",
        password: " p ",
        by: "ARM_CLIENT_CERTIFICATE_PATH",
        ...application,
      },
    ],
    [
      "a GitHub job with an audience",
      { ...IDS, ...JOB, ARM_USE_OIDC: "true", ARM_OIDC_AUDIENCE: "A" },
      {
        method: "oidc",
        assertion: { kind: "request", url: "https://g.test/", token: "R", audience: "A" },
        by: "ACTIONS_ID_TOKEN_REQUEST_URL",
        ...application,
      },
    ],
    [
      "config before the variable, key by key",
      { clientId: "C", ARM_CLIENT_ID: "other", ARM_TENANT_ID: "T", ARM_CLIENT_SECRET: "S" },
      { method: "secret", secret: "S", by: "ARM_CLIENT_SECRET", ...application },
    ],
    [
      "a blank key of config hides its variable",
      { clientSecret: "", ARM_CLIENT_SECRET: "S", tenantId: "T" },
      { method: "cli", tenantId: "T", by: "azure-native:tenantId" },
    ],
    [
      "an identity of its own before azure-native's",
      { ...EVERY_METHOD, "own.tenantId": "OT", "own.clientId": "OC", "own.clientSecret": "OS" },
      {
        method: "secret",
        secret: "OS",
        tenantId: "OT",
        clientId: "OC",
        by: "azure-marketplace:clientSecret",
      },
    ],
    [
      "one of its own by a GitHub job",
      { ...JOB, ARM_OIDC_AUDIENCE: "A", "own.tenantId": "T", "own.clientId": "C", "own.useOidc": "true" },
      {
        method: "oidc",
        assertion: {
          kind: "request",
          url: "https://g.test/",
          token: "R",
          audience: "api://AzureADTokenExchange",
        },
        by: "ACTIONS_ID_TOKEN_REQUEST_URL",
        ...application,
      },
    ],
    [
      "settings of its own that name no identity",
      { "own.endpoint": "x", "own.oidcAudience": "A", useMsi: "true" },
      { method: "managedIdentity", by: "azure-native:useMsi" },
    ],
    [
      "a person's session instead of azure-native's identity",
      { ...EVERY_METHOD, "own.tenantId": "OT" },
      { method: "cli", tenantId: "OT", by: "azure-marketplace:tenantId" },
    ],
    [
      "the public cloud by its names",
      { ARM_ENVIRONMENT: "AzurePublicCloud", useMsi: "true" },
      { method: "managedIdentity", by: "azure-native:useMsi" },
    ],
  ];
  for (const [title, values, choice] of chosen) {
    it(`takes ${title}`, () => assert.deepEqual(choose(values), { authority: {}, ...choice }));
  }

  const incomplete: readonly (readonly [title: string, values: Values, problem: RegExp])[] = [
    [
      "a secret without a tenant",
      { clientId: "C", ARM_CLIENT_SECRET: "S" },
      /^ARM_CLIENT_SECRET is set without azure-native:tenantId or ARM_TENANT_ID\. /,
    ],
    [
      "a certificate alone",
      { clientCertificatePath: "/c" },
      /^azure-native:clientCertificatePath is set without .*tenantId.* and without .*clientId/,
    ],
    [
      "a client without a method",
      { ARM_CLIENT_ID: "C", ARM_TENANT_ID: "T" },
      /^ARM_CLIENT_ID names an application.*ARM_CLIENT_SECRET.*ARM_USE_OIDC/,
    ],
    [
      "a secret of its own, never with azure-native's client",
      { ...IDS, "own.clientSecret": "S" },
      /^azure-marketplace:clientSecret is set without azure-marketplace:tenantId and without azure-marketplace:clientId\./,
    ],
    [
      "OIDC without any token",
      { ...IDS, useOidc: "true" },
      /^azure-native:useOidc is true.*oidcTokenFilePath.*id-token: write/,
    ],
    [
      "an OIDC request without its token",
      { ...IDS, useOidc: "true", oidcRequestUrl: "https://g.test" },
      /Set azure-native:oidcRequestToken or ACTIONS_ID_TOKEN_REQUEST_TOKEN\./,
    ],
    [
      "OIDC without a client",
      { tenantId: "T", ARM_USE_OIDC: "true", ARM_OIDC_TOKEN: "J" },
      /^ARM_OIDC_TOKEN is set without azure-native:clientId or ARM_CLIENT_ID/,
    ],
    [
      "another cloud",
      { ...IDS, clientSecret: "S", ARM_ENVIRONMENT: "usgovernment" },
      /^ARM_ENVIRONMENT names another cloud.*azure-marketplace:clientId/,
    ],
  ];
  for (const [title, values, problem] of incomplete) {
    it(`names what is missing of ${title}`, () => {
      const choice = choose(values);
      assert.equal(choice.method, "incomplete");
      assert.match(choice.problem, problem);
    });
  }

  it("hands on the authority, whichever the method", () => {
    const authority = {
      ARM_ACTIVE_DIRECTORY_AUTHORITY_HOST: "https://a.test/",
      disableInstanceDiscovery: "true",
    };
    const expected = { authorityHost: "https://a.test/", disableInstanceDiscovery: true };
    for (const values of [authority, { ...authority, useMsi: "true", ARM_ENVIRONMENT: "china" }]) {
      const choice = choose(values);
      assert.ok(choice.method !== "incomplete");
      assert.deepEqual(choice.authority, expected);
    }
    assert.deepEqual(choose({ ...authority, "own.tenantId": "T" }), {
      method: "cli",
      tenantId: "T",
      by: "azure-marketplace:tenantId",
      authority: {},
    });
  });

  it("takes flags as every other setting does", () => {
    const methods = (...words: string[]): string[] =>
      words.map((word) => choose({ ARM_USE_MSI: word }).method);
    assert.deepEqual([...new Set(methods("true", "TRUE", " True ", "1"))], ["managedIdentity"]);
    assert.deepEqual([...new Set(methods("false", "False", "0", " "))], ["default"]);
  });

  for (const [title, values, words] of [
    ["a flag in other words", { ARM_USE_MSI: "yes" }, /ARM_USE_MSI must be true or false.*"yes"/],
    [
      "an authority over http",
      { activeDirectoryAuthorityHost: "http://a.test" },
      /azure-native:activeDirectoryAuthorityHost must be an https URL/,
    ],
    [
      "a request URL with a password",
      { ...IDS, useOidc: "true", oidcRequestUrl: "https://u:hunter2@a.test" },
      /^(?!.*hunter2).*oidcRequestUrl must be an https URL/,
    ],
  ] as const) {
    it(`refuses ${title}`, () =>
      assert.throws(
        () => choose(values),
        (error) => isMarketplaceError(error) && error.code === "SETTING_INVALID" && words.test(error.message),
      ));
  }

  it("is not read when both APIs have a token", () => {
    const environment = {
      AZURE_MARKETPLACE_ACCESS_TOKEN: "the-token",
      AZURE_MARKETPLACE_GRAPH_ACCESS_TOKEN: "another",
      ARM_USE_MSI: "yes",
    };
    const { identity, accessToken, graphAccessToken } = readSettings(() => undefined, environment);
    assert.deepEqual([identity, accessToken, graphAccessToken], [undefined, "the-token", "another"]);
  });

  it("may be wrong when one API has a token, until the other needs it", () => {
    for (const variable of ["AZURE_MARKETPLACE_ACCESS_TOKEN", "AZURE_MARKETPLACE_GRAPH_ACCESS_TOKEN"]) {
      const { identity } = readSettings(() => undefined, { [variable]: "the-token", ARM_USE_MSI: "yes" });
      assert.deepEqual(identity, {
        method: "incomplete",
        problem: 'ARM_USE_MSI must be true or false, and is "yes"',
      });
    }
  });
});
