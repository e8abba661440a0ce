import assert from "node:assert/strict";
import { inspect } from "node:util";
import sinon from "sinon";
import {
  type Credential,
  type CredentialOptions,
  createCredential as createFor,
} from "../../../../../provider/marketplace/identity/credential";
import type { Identity } from "../../../../../provider/marketplace/identity/signInMethod";
import { virtualClock } from "../../../../../support/virtualClock";

const TARGET = { scope: "https://api.example/.default", variable: "API_TOKEN" };

const createCredential = (options: Omit<CredentialOptions, "target">): Credential =>
  createFor({ target: TARGET, ...options });

const JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl";

function named(name: string, message: string, fields: object = {}): Error {
  return Object.assign(new Error(message), { name, ...fields });
}

function failing(error: Error, secrets: readonly string[] = []): Promise<string> {
  return createCredential({ identity: () => Promise.reject(error), secrets }).getToken();
}

async function failureOf(work: Promise<unknown>): Promise<Error & { code?: unknown }> {
  try {
    await work;
  } catch (error) {
    assert.ok(error instanceof Error);
    return error;
  }
  throw new assert.AssertionError({ message: "nothing was thrown" });
}

describe("createCredential with a given token", () => {
  it("uses it trimmed, and loads no identity", async () => {
    const identity = sinon.stub().rejects();
    assert.equal(await createCredential({ accessToken: ` ${JWT}\n`, identity }).getToken(), JWT);
    sinon.assert.notCalled(identity);
  });

  for (const [title, token] of [
    ["a line break", "abc-secret\ndef"],
    ["the word Bearer", "Bearer abc-secret"],
    ["a control character", "abc-secret\u0007"],
  ] as const) {
    it(`refuses one with ${title}, without showing it`, () => {
      assert.throws(
        () => createCredential({ accessToken: token }),
        (error: Error & { code?: unknown }) =>
          error.code === "SETTING_INVALID" && !inspect(error).includes("abc-secret"),
      );
    });
  }

  it("cannot be renewed, unlike that of an identity", () => {
    assert.equal(createCredential({ accessToken: JWT }).renewable, false);
    assert.equal(createCredential({}).renewable, undefined);
  });

  it("counts a blank one as none", async () => {
    const identity: Identity = { getToken: () => Promise.resolve({ token: "from-identity" }) };
    const credential = createCredential({ accessToken: "  ", identity: () => Promise.resolve(identity) });
    assert.equal(await credential.getToken(), "from-identity");
  });
});

describe("createCredential with an identity", () => {
  function counting(
    clock: { time: number },
    lifetimeMs: number,
  ): { identity: Identity; getToken: sinon.SinonSpy } {
    let count = 0;
    const getToken = sinon.spy(() =>
      Promise.resolve({ token: `token-${++count}`, expiresOnTimestamp: clock.time + lifetimeMs }),
    );
    return { identity: { getToken }, getToken };
  }

  it("asks once for callers at the same time, with the scope of the service", async () => {
    const time = { time: 0 };
    const { identity, getToken } = counting(time, 3_600_000);
    const credential = createCredential({ identity: () => Promise.resolve(identity) });
    assert.deepEqual(await Promise.all([credential.getToken(), credential.getToken()]), [
      "token-1",
      "token-1",
    ]);
    sinon.assert.calledOnceWithExactly(getToken, TARGET.scope);
  });

  it("asks again when the token nears its end", async () => {
    const time = { time: 0 };
    const clock = { now: () => time.time, after: () => () => undefined };
    const { identity } = counting(time, 3_600_000);
    const credential = createCredential({ identity: () => Promise.resolve(identity), clock });
    assert.equal(await credential.getToken(), "token-1");
    time.time = 3_600_000 - 300_001;
    assert.equal(await credential.getToken(), "token-1");
    time.time = 3_600_000 - 300_000;
    assert.equal(await credential.getToken(), "token-2");
  });

  it("asks again after a failure", async () => {
    const getToken = sinon.stub();
    getToken.onFirstCall().rejects(new Error("no")).onSecondCall().resolves({ token: "t" });
    const credential = createCredential({ identity: () => Promise.resolve({ getToken }) });
    await assert.rejects(credential.getToken(), { code: "CREDENTIAL_FAILED" });
    assert.equal(await credential.getToken(), "t");
  });

  it("stops one caller at its signal, and not the others", async () => {
    let give: (answer: { token: string }) => void = () => undefined;
    const identity: Identity = { getToken: () => new Promise((resolve) => (give = resolve)) };
    const credential = createCredential({ identity: () => Promise.resolve(identity) });
    const abort = new AbortController();
    const stopped = credential.getToken(abort.signal);
    const other = credential.getToken();
    abort.abort();
    await assert.rejects(stopped, { code: "INTERRUPTED" });
    give({ token: "t" });
    assert.equal(await other, "t");
  });

  it("lists every method tried and every way out when nothing is configured", async () => {
    const error = await failureOf(
      failing(
        named("AggregateAuthenticationError", "all failed", {
          errors: [
            named("CredentialUnavailableError", "EnvironmentCredential is unavailable.\nSet variables."),
            named("CredentialUnavailableError", "Azure CLI could not be found."),
          ],
        }),
      ),
    );
    assert.equal(error.code, "CREDENTIAL_MISSING");
    assert.match(
      error.message,
      /\n {2}- EnvironmentCredential is unavailable\. Set variables\n {2}- Azure CLI could not/,
    );
    for (const way of ["AZURE_TENANT_ID", "AZURE_CLIENT_SECRET", "az login", "API_TOKEN"]) {
      assert.ok(error.message.includes(way), way);
    }
  });

  const failures: readonly (readonly [title: string, error: Error, code: string])[] = [
    ["one unavailable method", named("CredentialUnavailableError", "none"), "CREDENTIAL_MISSING"],
    ["a required sign-in", named("AuthenticationRequiredError", "sign in"), "CREDENTIAL_MISSING"],
    [
      "a wrong secret",
      named("AuthenticationError", "AADSTS7000215", { statusCode: 401 }),
      "CREDENTIAL_FAILED",
    ],
    ["a fault of the identity service", named("AuthenticationError", "x", { statusCode: 503 }), "NETWORK"],
    ["no connection", named("RestError", "getaddrinfo", { code: "REQUEST_SEND_ERROR" }), "NETWORK"],
    [
      "no connection, told in words",
      named("AuthenticationError", "network_error: x", { statusCode: 400 }),
      "NETWORK",
    ],
    ["anything else", new Error("Invalid value for AZURE_TOKEN_CREDENTIALS"), "CREDENTIAL_FAILED"],
  ];
  for (const [title, error, code] of failures) {
    it(`reports ${title} as ${code}`, () => assert.rejects(failing(error), { code }));
  }

  it("takes an identity that gave a token before to be out of reach rather than missing", async () => {
    const getToken = sinon.stub();
    getToken.onFirstCall().resolves({ token: "t", expiresOnTimestamp: 0 });
    getToken.onSecondCall().rejects(named("CredentialUnavailableError", "endpoints_resolution_error"));
    const credential = createCredential({ identity: () => Promise.resolve({ getToken }) });
    await credential.getToken();
    await assert.rejects(credential.getToken(), { code: "NETWORK" });
  });

  it("reports a half configured one as missing, with what it lacks", () =>
    assert.rejects(
      createCredential({ choice: { method: "incomplete", problem: "X without Y" } }).getToken(),
      {
        code: "CREDENTIAL_MISSING",
        message: "The Azure identity is half configured: X without Y [CREDENTIAL_MISSING]",
      },
    ));

  it("reports an identity that gives nothing as missing", async () => {
    const identity: Identity = { getToken: () => Promise.resolve(null) };
    await assert.rejects(createCredential({ identity: () => Promise.resolve(identity) }).getToken(), {
      code: "CREDENTIAL_MISSING",
    });
  });

  it("never shows a secret", async () => {
    const text =
      `client_secret=hunter2hunter2&x=1 {"client_assertion":"${JWT}"} Bearer abcdefgh12345 ${JWT} ` +
      "my p@ss/word and my%20p%40ss%2Fword";
    const error = await failureOf(
      failing(named("AuthenticationError", text, { request: { body: text } }), ["my p@ss/word"]),
    );
    const shown = inspect(error, { depth: 9, showHidden: true });
    for (const secret of ["hunter2", "eyJ", "abcdefgh", "p@ss", "p%40ss"]) {
      assert.ok(!shown.includes(secret), secret);
    }
    assert.match(error.message, /client_secret=\[secret\]&x=1/);
  });
});

describe("an identity that never answers", () => {
  it("is given up after a minute, for all that wait, and asked again by the next", async () => {
    const clock = virtualClock();
    let asked = 0;
    const getToken = (): Promise<{ token: string; expiresOnTimestamp: number }> => {
      asked += 1;
      return asked === 1
        ? new Promise(() => undefined)
        : Promise.resolve({ token: "t", expiresOnTimestamp: 0 });
    };
    const credential = createCredential({ identity: () => Promise.resolve({ getToken }), clock });
    const both = Promise.allSettled([credential.getToken(), credential.getToken()]);
    const outcomes = await clock.drive(both);
    assert.ok(
      outcomes.every(
        (one) => one.status === "rejected" && /within 60 s.*\[NETWORK\]/s.test(String(one.reason)),
      ),
    );
    assert.equal(await clock.drive(credential.getToken()), "t");
    assert.equal(asked, 2);
  });
});
