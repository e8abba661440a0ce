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
    const { endpoint, ...rest } = read({});
    assert.equal(endpoint.origin, "https://cloudpartner.azure.com");
    assert.deepEqual(rest, {
      identity: { method: "default", authority: {} },
      readOnly: false,
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

  it("never show what stands before an @", () => {
    const config = { "azure-marketplace:endpoint": "https://user:hunter2@a.test" };
    assert.throws(
      () => read(config),
      (error) => isMarketplaceError(error) && !error.message.includes("hunter2"),
    );
  });

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
