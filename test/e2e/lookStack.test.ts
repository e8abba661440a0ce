import assert from "node:assert/strict";
import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runCommand, type CommandOutcome } from "../../scripts/runCommand";
import { startSimulator } from "../../simulator";
import { makeCertificate } from "../support/certificates";
import { startEntra } from "../support/entra";
import { root } from "../support/root";
import { golives, NAME } from "./support/scene";
import { withWorkspace } from "./support/workspace";

const COMMAND = join(root, "dist", "provider", "look", "main.js");
const SECRET = "marker-of-a-client-secret";

describe("look --stack, with the real CLI", function () {
  this.timeout(120_000);

  it("signs in and looks where that stack does, and says which transcript it wrote", async () => {
    const authority = makeCertificate("local authority");
    const entra = await startEntra(makeCertificate("127.0.0.1", authority));
    const simulator = await startSimulator({
      offers: [{ publisherId: "contoso", offerId: "vm", production: 1, preview: 2 }],
    });
    try {
      await withWorkspace(async (workspace) => {
        const { folder, env } = workspace;
        await cp(join(root, "examples", "quickstart"), folder, { recursive: true });
        const NODE_EXTRA_CA_CERTS = join(folder, "authority.pem");
        await writeFile(NODE_EXTRA_CA_CERTS, authority.certificate);
        const command = (...args: string[]): Promise<CommandOutcome> =>
          runCommand(process.execPath, [COMMAND, ...args], {
            cwd: folder,
            env: { ...env, NODE_EXTRA_CA_CERTS },
          });
        const pulumi = async (...args: string[]): Promise<void> => {
          const { exitCode, stdout, stderr } = await workspace.cli([...args, "--non-interactive"]);
          assert.equal(exitCode, 0, stdout + stderr);
        };
        await pulumi("stack", "init", "staging");
        await pulumi("stack", "init", "production");
        const settings = {
          endpoint: simulator.url,
          activeDirectoryAuthorityHost: entra.url,
          disableInstanceDiscovery: "true",
          tenantId: "the-tenant",
          clientId: "the-client",
        };
        const pairs = Object.entries(settings).flatMap(([key, value]) => [
          "--plaintext",
          `azure-marketplace:${key}=${value}`,
        ]);
        const secret = ["--secret", `azure-marketplace:clientSecret=${SECRET}`];
        await pulumi("config", "set-all", "--stack", "production", ...pairs, ...secret);

        const looked = await command("look", NAME, "--stack", "production", "--transcript", "seen.json");
        assert.equal(looked.exitCode, 0, looked.stderr);
        assert.match(looked.stdout, /pulumi up would launch version 2, which is ready/);
        assert.equal(
          looked.stderr,
          `Wrote 4 requests with their responses to ${join(folder, "seen.json")}. Read it before you share it.\n`,
        );
        assert.equal(entra.tokenRequests[0]?.form["client_secret"], SECRET);
        for (const text of [looked.stdout, await readFile(join(folder, "seen.json"), "utf8")])
          assert.ok(!text.includes(SECRET), text);

        const followed = await command("follow", NAME, "--version", "1", "--stack", "production");
        assert.equal(followed.exitCode, 0, followed.stdout + followed.stderr);

        await pulumi("config", "set", "--stack", "staging", "azure-marketplce:endpoint", simulator.url);
        const refusals: readonly (readonly [stack: string, reason: RegExp])[] = [
          [
            "none",
            /^cannot read the settings of stack "none": no stack named 'none' found.* \[SETTING_INVALID\]$/m,
          ],
          [
            "staging",
            /^azure-marketplce:endpoint is not a setting.*Did you mean azure-marketplace:endpoint\? \[SETTING_INVALID\]$/m,
          ],
        ];
        for (const [stack, reason] of refusals) {
          const { exitCode, stderr } = await command("look", NAME, "--stack", stack);
          assert.equal(exitCode, 1);
          assert.match(stderr, reason);
        }
        assert.equal(golives(simulator).length, 0);
      });
    } finally {
      await simulator.close();
      await entra.close();
    }
  });
});
