import assert from "node:assert/strict";
import { createHttp } from "../../../../../provider/marketplace/http/http";
import { checkProxySettings, proxySecrets } from "../../../../../provider/marketplace/http/proxySetting";

const PASSWORD = "hunter2";

describe("checkProxySettings", () => {
  for (const value of [
    "http://proxy.example:3128",
    "https://proxy.example/",
    `http://user:${PASSWORD}@proxy.example:3128`,
    "http://user:p%23ss@proxy.example",
    "",
  ]) {
    it(`accepts ${JSON.stringify(value)}`, () =>
      checkProxySettings({ HTTPS_PROXY: value, https_proxy: value }));
  }

  for (const [title, value] of [
    ["a slash in its password", `http://user:${PASSWORD}/x@proxy.example:3128`],
    ["a slash after digits in its password", "http://user:12/hunter2@proxy.example:3128"],
    ["a hash in its password", `http://user:${PASSWORD}#x@proxy.example:3128`],
    ["a question mark in its password", `http://user:${PASSWORD}?x@proxy.example:3128`],
    ["a space", `http://user:${PASSWORD} @proxy.example:3128`],
    ["a line break", `http://user:${PASSWORD}@proxy.example:3128\n`],
    ["no scheme", `user:${PASSWORD}@proxy.example:3128`],
    ["another scheme", `socks5://user:${PASSWORD}@proxy.example:1080`],
    ["a port that is none", `http://user:${PASSWORD}@proxy.example:port`],
  ] as const) {
    for (const name of ["HTTPS_PROXY", "https_proxy"]) {
      it(`refuses ${title} in ${name}, without showing it, and so does the transport`, () => {
        for (const attempt of [
          () => checkProxySettings({ [name]: value }),
          () => createHttp({ env: { [name]: value } }),
        ]) {
          assert.throws(attempt, (error: Error & { code?: unknown }) => {
            assert.equal(error.code, "SETTING_INVALID");
            assert.ok(error.message.startsWith(`${name} must be the URL of a proxy`), error.message);
            assert.doesNotMatch(error.message, /hunter2/);
            return true;
          });
        }
      });
    }
  }
});

describe("proxySecrets", () => {
  it("are the passwords, as they stand and as they are meant, and whole values that cannot be read", () => {
    assert.deepEqual(
      proxySecrets({
        HTTPS_PROXY: "http://user:p%40ss@proxy.example",
        ALL_PROXY: "user:hunter2 at proxy",
        HTTP_PROXY: "http://proxy.example",
        http_proxy: "http://user:100%25@proxy.example",
        OTHER: "http://user:other@proxy.example",
      }),
      ["p%40ss", "p@ss", "user:hunter2 at proxy", "100%25", "100%"],
    );
  });
});
