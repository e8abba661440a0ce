import assert from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import { toPfx } from "../support/certificates";
import { APPLICATION, ID_TOKEN, type IdentityStage, startIdentityStage } from "../support/identityStage";

type Values = Readonly<Record<string, string>>;

describe("an Azure identity that gives no token", () => {
  let stage: IdentityStage;

  before(async () => {
    stage = await startIdentityStage();
  });
  beforeEach(() => stage.reset());
  after(() => stage.close());

  const refusals: readonly (readonly [
    title: string,
    settings: () => Values,
    code: string,
    words: RegExp,
    arrange?: () => void,
  ])[] = [
    [
      "a wrong secret",
      () => ({ ARM_CLIENT_SECRET: "the-secret" }),
      "CREDENTIAL_FAILED",
      /by the client secret \(ARM_CLIENT_SECRET\) of client 11111111-2222-4333-8444-555555555555 in tenant the-tenant\.example: .*AADSTS7000215.*No other method was tried\. Check that the secret/,
      () =>
        (stage.entra.refusal = {
          status: 401,
          code: "invalid_client",
          text: "AADSTS7000215: Invalid secret.",
        }),
    ],
    [
      "an application without that federated credential",
      () => stage.githubJob(),
      "CREDENTIAL_FAILED",
      /the OIDC token \(ACTIONS_ID_TOKEN_REQUEST_URL\).*tenant the-tenant\.example.*AADSTS70021.*the issuer, the subject and the audience/,
      () => (stage.entra.refusal = { status: 400, code: "invalid_request", text: "AADSTS70021: No match." }),
    ],
    [
      "a job that may not ask for a token",
      () => stage.githubJob(),
      "CREDENTIAL_FAILED",
      /tenant the-tenant\.example: 127\.0\.0\.1:\d+, asked for an OIDC token, returned status 403\. .*id-token: write/,
      () => (stage.entra.idToken = { status: 403, value: "" }),
    ],
    [
      "an answer without a token",
      () => stage.githubJob(),
      "CREDENTIAL_FAILED",
      /the answer of 127\.0\.0\.1:\d+ holds no OIDC token/,
      () => (stage.entra.idToken = { status: 200, value: "secret-but-no-token" }),
    ],
    [
      "a token file that is not there",
      () => ({ ARM_USE_OIDC: "true", ARM_OIDC_TOKEN_FILE_PATH: stage.file("missing.jwt") }),
      "CREDENTIAL_FAILED",
      /token file cannot be read: there is no such file \(ENOENT\)/,
    ],
    [
      "a certificate that is not there",
      () => ({ ARM_CLIENT_CERTIFICATE_PATH: stage.file("missing.pfx") }),
      "CREDENTIAL_FAILED",
      /the client certificate \(ARM_CLIENT_CERTIFICATE_PATH\).*example: the file cannot be read: there is no such file/,
    ],
    [
      "a wrong password",
      () => ({
        ARM_CLIENT_CERTIFICATE_PATH: stage.file("today.pfx"),
        ARM_CLIENT_CERTIFICATE_PASSWORD: "another-password",
      }),
      "CREDENTIAL_FAILED",
      /\(ARM_CLIENT_CERTIFICATE_PATH\).*[iI]ts password is missing or wrong/,
    ],
    [
      "a file without a key",
      () => ({ ARM_CLIENT_CERTIFICATE_PATH: stage.file("certificate-only.pem") }),
      "CREDENTIAL_FAILED",
      /it has no private key/,
    ],
    [
      "a wrong tenant",
      () => ({ ARM_CLIENT_SECRET: "the-secret", "azure-native:tenantId": "unknown-tenant.example" }),
      "NETWORK",
      /in tenant unknown-tenant\.example.*Check the tenant/,
    ],
    [
      "an authority that is asked too often",
      () => ({ ARM_CLIENT_SECRET: "the-secret" }),
      "NETWORK",
      /in tenant the-tenant\.example/,
      () => (stage.entra.refusal = { status: 429, code: "too_many_requests", text: "AADSTS90055: Later." }),
    ],
  ];
  for (const [title, settings, code, words, arrange] of refusals) {
    it(`names the method and the way out for ${title}, and tries no other`, async () => {
      arrange?.();
      const given = settings();
      const failure = await stage.failureOf({ config: { ...APPLICATION, ...given }, environment: given });
      assert.equal(failure.code, code, failure.message);
      assert.match(failure.message, words);
      assert.ok(!failure.inspected.includes("secret-but-no-token"));
      assert.ok(!stage.entra.tokenRequests.some(({ tenant }) => tenant === "tenant-of-default"));
      assert.ok(!existsSync(stage.file("az.log")));
    });
  }

  it("says to sign in when the Azure CLI has no session", async () => {
    stage.useCli(`echo "Please run 'az login' to setup account." >&2; exit 1`);
    const failure = await stage.failureOf({ config: { "azure-native:tenantId": "the-tenant.example" } });
    assert.equal(failure.code, "CREDENTIAL_FAILED");
    assert.match(
      failure.message,
      /the Azure CLI in tenant the-tenant\.example \(azure-native:tenantId\).*az login --tenant the-tenant\.example/,
    );
    assert.deepEqual(stage.entra.tokenRequests, []);
  });

  it("names the setting for an authority that this machine does not trust", async () => {
    const stranger = stage.startStranger();
    try {
      const environment = { ARM_CLIENT_SECRET: "the-secret" };
      const failure = await stage.failureOf({ config: APPLICATION, environment }, stranger);
      assert.equal(failure.code, "NETWORK");
      assert.match(failure.message, /NODE_EXTRA_CA_CERTS/);
    } finally {
      stranger.kill();
    }
  });

  it("never shows a secret, even when the authority quotes all that it was sent", async () => {
    const marked = "marker/of &a=secret+";
    const jwt = ID_TOKEN.replace("c2ln", "marker");
    writeFileSync(stage.file("marked.jwt"), jwt);
    writeFileSync(stage.file("marked.pfx"), toPfx(stage.client, "marker", "aes256"));
    stage.entra.refusal = { status: 400, code: "invalid_request", text: "AADSTS0: You sent" };
    stage.entra.idToken = { status: 200, value: jwt };
    const oidc = { ARM_USE_OIDC: "true" };
    for (const environment of [
      { ARM_CLIENT_SECRET: marked },
      { ARM_CLIENT_CERTIFICATE_PATH: stage.file("marked.pfx"), ARM_CLIENT_CERTIFICATE_PASSWORD: "marker" },
      { ARM_CLIENT_CERTIFICATE_PATH: stage.file("today.pfx"), ARM_CLIENT_CERTIFICATE_PASSWORD: marked },
      { ...oidc, ARM_OIDC_TOKEN: jwt },
      { ...oidc, ARM_OIDC_TOKEN: marked },
      { ...oidc, ARM_OIDC_TOKEN_FILE_PATH: stage.file("marked.jwt") },
      { ...stage.githubJob(), ACTIONS_ID_TOKEN_REQUEST_TOKEN: "marker-of-a-request" },
      { ARM_CLIENT_CERTIFICATE_PATH: "marker-in-the-wrong-place" },
      { ARM_CLIENT_CERTIFICATE_PATH: "/marker/".repeat(2_000) },
      { ...oidc, ARM_OIDC_TOKEN_FILE_PATH: "marker-in-the-wrong-place" },
      { ARM_CLIENT_SECRET: "x".repeat(9), "azure-native:clientId": "marker-in-the-wrong-place" },
      { ARM_CLIENT_SECRET: "x".repeat(9), "azure-native:tenantId": "marker-in-the-wrong-place" },
    ]) {
      const failure = await stage.failureOf({ config: { ...APPLICATION, ...environment }, environment });
      assert.equal(failure.code, "CREDENTIAL_FAILED");
      const shown = failure.inspected.replaceAll(stage.file("marked"), "");
      for (const piece of ["marker", "a=secret", "eyJ"]) {
        assert.ok(!shown.includes(piece), `${Object.keys(environment).join()}: ${failure.inspected}`);
      }
    }
  });
});
