import assert from "node:assert/strict";
import { isMarketplaceError } from "../../../../provider/errors";
import { readSettings, type Settings } from "../../../../provider/settings/settings";

type Values = Readonly<Record<string, string>>;

function read(config: Values, environment: Values = {}): Settings {
  return readSettings((key) => config[key], environment);
}

function invalid(...patterns: RegExp[]): (error: unknown) => boolean {
  return (error) =>
    isMarketplaceError(error) &&
    error.code === "SETTING_INVALID" &&
    patterns.every((one) => one.test(error.message));
}

describe("settings", () => {
  it("have defaults", () => {
    const { endpoint, graphEndpoint, ...rest } = read({});
    assert.equal(graphEndpoint.origin, "https://graph.microsoft.com");
    assert.equal(endpoint.origin, "https://cloudpartner.azure.com");
    assert.deepEqual(rest, {
      identity: { method: "default", authority: {} },
      readOnly: false,
      ingestionSchema: "2022-03-01-preview2",
      skipPreviewLook: false,
      strictPreview: false,
      requestsPerSecond: 10,
    });
  });

  it("come from stack config before the environment", () => {
    const environment = {
      AZURE_MARKETPLACE_ENDPOINT: "http://127.0.0.1:1",
      AZURE_MARKETPLACE_READ_ONLY: "true",
      AZURE_MARKETPLACE_MAX_LAUNCHES: "3",
      AZURE_MARKETPLACE_REQUESTS_PER_SECOND: "0.5",
      AZURE_MARKETPLACE_ACCESS_TOKEN: " token\n",
    };
    const fromEnvironment = read({}, environment);
    assert.equal(fromEnvironment.endpoint.origin, "http://127.0.0.1:1");
    assert.deepEqual(
      [fromEnvironment.readOnly, fromEnvironment.maxLaunches, fromEnvironment.requestsPerSecond],
      [true, 3, 0.5],
    );
    assert.equal(fromEnvironment.accessToken, "token");
    const configured = read(
      {
        "azure-marketplace:endpoint": "https://other.test",
        "azure-marketplace:readOnly": "false",
        "azure-marketplace:maxLaunches": "0",
      },
      environment,
    );
    assert.equal(configured.endpoint.origin, "https://other.test");
    assert.deepEqual([configured.readOnly, configured.maxLaunches], [false, 0]);
  });

  it("refuse a variable that is misspelt", () => {
    assert.throws(
      () => read({}, { AZURE_MARKETPLACE_READONLY: "true" }),
      invalid(/AZURE_MARKETPLACE_READ_ONLY/),
    );
  });

  it("refuse an endpoint that is not a bare https origin, or http off the loopback", () => {
    const bad = [
      "",
      "cloudpartner",
      "ftp://a.test",
      "http://a.test",
      "http://127.0.0.1.evil.test",
      "https://a.test/path",
      "https://a.test?x=1",
      "https://a.test?",
      "https://a.test#x",
      "https://user:hunter2@a.test",
      "https://@a.test",
      "http://10.0.0.1",
    ];
    for (const endpoint of bad) {
      assert.throws(
        () => read({ "azure-marketplace:endpoint": endpoint }),
        invalid(/azure-marketplace:endpoint must be an origin/),
        endpoint,
      );
    }
    for (const endpoint of [
      "https://a.test",
      "https://a.test:8443/",
      "http://localhost:1",
      "http://127.0.0.1:1",
      "http://[::1]:1",
    ]) {
      read({ "azure-marketplace:endpoint": endpoint });
    }
  });

  it("take both endpoints alike", () => {
    const { endpoint, graphEndpoint } = read({
      "azure-marketplace:endpoint": "http://127.0.0.1:1",
      "azure-marketplace:graphEndpoint": "http://127.0.0.1:2/",
    });
    assert.deepEqual([endpoint.origin, graphEndpoint.origin], ["http://127.0.0.1:1", "http://127.0.0.1:2"]);
    for (const bad of ["http://a.test", "https://a.test/rp", "https://u:hunter2@a.test", "x"]) {
      assert.throws(
        () => read({}, { AZURE_MARKETPLACE_GRAPH_ENDPOINT: bad }),
        invalid(/^AZURE_MARKETPLACE_GRAPH_ENDPOINT must be an origin such as https:\/\/graph/),
      );
    }
  });

  it("take a schema version, and nothing that is none", () => {
    for (const good of ["2022-03-01-preview2", "2022-07-01", " 2026-04-01-preview12 "]) {
      const settings = read({ "azure-marketplace:ingestionSchema": good });
      assert.equal(settings.ingestionSchema, good.trim());
    }
    for (const bad of ["", "latest", "2022-03", "2022-03-01-preview", "2022-03-01&x=1", "../x"]) {
      assert.throws(
        () => read({ "azure-marketplace:ingestionSchema": bad }),
        invalid(/ingestionSchema must be the version of a schema, such as 2022-03-01-preview2/),
      );
    }
  });

  for (const variable of ["AZURE_MARKETPLACE_ACCESS_TOKEN", "AZURE_MARKETPLACE_GRAPH_ACCESS_TOKEN"]) {
    it(`refuse what is no token in ${variable}, without showing it`, () => {
      for (const [bad, words] of [
        ["Bearer hunter2", /begins with "Bearer"/],
        ["bearer\thunter2", /begins with "Bearer"/],
        ['"hunter2"', /a quote/],
        ["hunter2 x", /a space/],
        ["hunter2\nx", /a line break/],
      ] as const) {
        assert.throws(
          () => read({}, { [variable]: bad }),
          invalid(new RegExp(`^${variable} (?!.*hunter2).*without "Bearer" and without quotes`), words),
        );
      }
      assert.ok(Object.values(read({}, { [variable]: " a.b-c~d+e/f== \n" })).includes("a.b-c~d+e/f=="));
    });
  }

  it("refuse flags and numbers that are none, naming where they were set", () => {
    assert.throws(
      () => read({}, { AZURE_MARKETPLACE_READ_ONLY: "maybe" }),
      invalid(/AZURE_MARKETPLACE_READ_ONLY.*true or false.*maybe/),
    );
    for (const bad of ["-1", "1.5", "many", "1e3", ""]) {
      assert.throws(
        () => read({ "azure-marketplace:maxLaunches": bad }),
        invalid(/maxLaunches.*whole number/),
      );
    }
    for (const bad of ["0", "0.01", "5000", "x"]) {
      assert.throws(
        () => read({ "azure-marketplace:requestsPerSecond": bad }),
        invalid(/requestsPerSecond.*number from 0.1/),
      );
    }
  });
});
