import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { OfferGoLive } from "../../provider";
import { startSimulator } from "../../simulator";
import { makeCertificate } from "../support/certificates";
import { startEntra } from "../support/entra";
import { green, NAME, red } from "./support/scene";
import { withWorkspace } from "./support/workspace";

const SECRET = "marker-of-a-client-secret";

describe("an identity in secret stack config, on the real engine", function () {
  this.timeout(300_000);

  it("launches, and its secret is nowhere in the clear", async () => {
    const authority = makeCertificate("local authority");
    const entra = await startEntra(makeCertificate("127.0.0.1", authority));
    const simulator = await startSimulator({ offers: [`${NAME}@2`], launchTime: 500 });
    try {
      await withWorkspace(async (workspace) => {
        const authorityFile = join(workspace.folder, "authority.pem");
        writeFileSync(authorityFile, authority.certificate);
        const args = { publisherId: "contoso", offerId: "vm", offerVersion: 2 };
        const stack = await workspace.stack(
          () => {
            new OfferGoLive("offer", args);
            return Promise.resolve({});
          },
          {
            env: {
              AZURE_MARKETPLACE_ENDPOINT: simulator.url,
              NODE_EXTRA_CA_CERTS: authorityFile,
              ARM_USE_MSI: "true",
            },
            config: {
              "azure-marketplace:activeDirectoryAuthorityHost": entra.url,
              "azure-marketplace:disableInstanceDiscovery": "true",
              "azure-marketplace:tenantId": "the-tenant",
            },
          },
        );
        const configure = (...setting: readonly string[]): Promise<unknown> =>
          workspace.cli(["config", "set", "--stack", "test", ...setting]);
        await configure("azure-marketplace:clientSecret", "--secret", SECRET);

        const incomplete = await stack.up();
        red(incomplete, /azure-marketplace:clientSecret is set without azure-marketplace:clientId/);
        assert.equal(entra.tokenRequests.length, 0);

        await configure("azure-marketplace:clientId", "the-client");
        const up = await stack.up();
        green(up);
        const forms = entra.tokenRequests.map(({ tenant, form }) => [tenant, form["client_id"]]);
        assert.deepEqual(forms, [["the-tenant", "the-client"]]);
        assert.equal(entra.tokenRequests[0]?.form["client_secret"], SECRET);
        // The engine keeps stack config in the state, with its provider; a secret there is encrypted.
        const exported = await workspace.cli(["stack", "export", "--stack", "test"]);
        assert.match(exported.stdout, /"azure-marketplace:clientSecret"/);
        for (const shown of [incomplete.text, up.text, exported.stdout]) {
          assert.ok(!shown.includes(SECRET), shown);
        }
        const launch = (await stack.state()).resources.find(({ id }) => id === NAME);
        assert.ok(launch !== undefined && !JSON.stringify(launch).includes(SECRET));
      });
    } finally {
      await simulator.close();
      await entra.close();
    }
  });
});
