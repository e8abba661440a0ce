import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash, createPublicKey, verify, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { APPLICATION, ID_TOKEN, type IdentityStage, startIdentityStage } from "../support/identityStage";
import { root } from "../support/root";

type Values = Readonly<Record<string, string>>;

const SCOPE = "https://cloudpartner.azure.com/.default";

describe("an Azure identity, from @azure/identity and a local authority", () => {
  let stage: IdentityStage;

  before(async () => {
    stage = await startIdentityStage();
  });
  beforeEach(() => stage.reset());
  after(() => stage.close());

  /** The one request that the authority got, which is the application's for the service's scope. */
  function soleRequest(): Values {
    const [request, ...more] = stage.entra.tokenRequests;
    assert.ok(request !== undefined && more.length === 0, `${stage.entra.tokenRequests.length} requests`);
    assert.equal(request.tenant, "the-tenant.example");
    assert.equal(request.form["client_id"], "11111111-2222-4333-8444-555555555555");
    assert.match(request.form["scope"] ?? "", new RegExp(`^${SCOPE}( |$)`));
    return request.form;
  }

  it("signs in with a client secret", async () => {
    const environment = { ARM_CLIENT_SECRET: "the-secret" };
    assert.deepEqual(await stage.tokensOf({ config: APPLICATION, environment }), ["token-1"]);
    assert.equal(soleRequest()["client_secret"], "the-secret");
  });

  for (const [title, name, password] of [
    ["a PEM file", "plain.pem", ""],
    ["a PEM file with an encrypted key", "encrypted.pem", "the-password"],
    ["a pfx file of today", "today.pfx", "the-password"],
    ["a pfx file of older tools", "older.pfx", "the-password"],
  ] as const) {
    it(`signs in with a certificate from ${title}`, async () => {
      const environment = {
        ARM_CLIENT_CERTIFICATE_PATH: stage.file(name),
        ARM_CLIENT_CERTIFICATE_PASSWORD: password,
      };
      assert.deepEqual(await stage.tokensOf({ config: APPLICATION, environment }), ["token-1"]);
      const [header = "", claims = "", signature = ""] = (soleRequest()["client_assertion"] ?? "").split(".");
      const { alg, ...names } = JSON.parse(Buffer.from(header, "base64url").toString()) as Values;
      const thumbprint = createHash("sha256")
        .update(new X509Certificate(stage.client.certificate).raw)
        .digest();
      assert.equal(names["x5t#S256"], thumbprint.toString("base64url"));
      const pss = alg === "PS256" ? { padding: 6, saltLength: 32 } : {};
      const key = { key: createPublicKey(stage.client.certificate), ...pss };
      const signed = Buffer.from(`${header}.${claims}`);
      assert.ok(verify("sha256", signed, key, Buffer.from(signature, "base64url")));
    });
  }

  it("signs in with an OIDC token, as it is or from a file", async () => {
    for (const way of [{ ARM_OIDC_TOKEN: ID_TOKEN }, { ARM_OIDC_TOKEN_FILE_PATH: stage.file("token.jwt") }]) {
      stage.entra.tokenRequests.length = 0;
      await stage.tokensOf({ config: APPLICATION, environment: { ARM_USE_OIDC: "true", ...way } });
      assert.equal(soleRequest()["client_assertion"], ID_TOKEN);
    }
  });

  it("signs in as a GitHub Actions job", async () => {
    await stage.tokensOf({ config: APPLICATION, environment: stage.githubJob() });
    assert.equal(soleRequest()["client_assertion"], ID_TOKEN);
    const query = { "api-version": "2.0", audience: "api://AzureADTokenExchange" };
    assert.deepEqual(stage.entra.idTokenRequests, [{ query, authorization: "Bearer the-request-token" }]);
  });

  it("signs in as the machine", async () => {
    const config = { "azure-native:useMsi": "true", "azure-native:clientId": "the-machine" };
    assert.deepEqual(await stage.tokensOf({ config }), ["token-of-machine"]);
    const { resource, client_id } = stage.entra.tokenRequests[0]?.form ?? {};
    assert.deepEqual([resource, client_id], ["https://cloudpartner.azure.com", "the-machine"]);
  });

  it("signs in with the Azure CLI, in the tenant", async () => {
    stage.useCli(`echo '{"accessToken":"token-of-cli","expires_on":4102444800}'`);
    assert.deepEqual(await stage.tokensOf({ config: { "azure-native:tenantId": "the-tenant.example" } }), [
      "token-of-cli",
    ]);
    assert.match(
      readFileSync(stage.file("az.log"), "utf8"),
      /get-access-token .*--resource https:\/\/cloudpartner\.azure\.com --tenant the-tenant\.example\n$/,
    );
  });

  it("uses the default credential when nothing is configured", async () => {
    assert.deepEqual(await stage.tokensOf({}), ["token-1"]);
    const [request] = stage.entra.tokenRequests;
    assert.deepEqual(
      [request?.tenant, request?.form["client_secret"]],
      ["tenant-of-default", "secret-of-default"],
    );
  });

  it("asks once for 100 launches at the same time", async () => {
    assert.deepEqual(
      await stage.tokensOf({ config: APPLICATION, environment: stage.githubJob(), callers: 100 }),
      ["token-1"],
    );
    assert.deepEqual([stage.entra.tokenRequests.length, stage.entra.idTokenRequests.length], [1, 1]);
  });

  it("asks again, with a new OIDC token, when the token nears its end in a long launch", async () => {
    const rounds = [0, 54, 56, 112].map((minutes) => minutes * 60_000);
    assert.deepEqual(
      await stage.tokensOf({ config: APPLICATION, environment: stage.githubJob(), rounds, callers: 100 }),
      ["token-1", "token-1", "token-2", "token-3"],
    );
    assert.equal(stage.entra.idTokenRequests.length, 3);
  });

  it("is not loaded by a program, nor by a run that asks for no token", () => {
    const loaded = execFileSync(process.execPath, [
      "-e",
      'for (const name of ["index", "dynamic/runtime", "marketplace/createService"]) require(process.argv[1] + "/dist/provider/" + name);' +
        "console.log(Object.keys(require.cache).join())",
      root,
    ]).toString();
    assert.match(loaded, /marketplace.identity.azureIdentity\.js/);
    assert.doesNotMatch(loaded, /node_modules.(@azure.identity|node-forge)/);
  });
});
