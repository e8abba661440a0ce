import assert from "node:assert/strict";
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { startSimulator } from "../../simulator";
import { root } from "../support/root";
import { environmentOf, golives } from "./support/scene";
import { withWorkspace } from "./support/workspace";

const EXAMPLES = join(root, "examples");

describe("the example many-offers on the real engine", function () {
  this.timeout(300_000);

  it("launches each offer of the list once", async () => {
    const offers = ["contoso/vm@1", "contoso/app@1", "fabrikam/database@4"];
    const simulator = await startSimulator({ offers, launchTime: 200 });
    try {
      await withWorkspace(async (workspace) => {
        await cp(join(EXAMPLES, "many-offers"), workspace.folder, { recursive: true });
        const run = async (...args: string[]): Promise<string> => {
          const options = { env: { ...environmentOf(simulator), PULUMI_STACK: "rehearsal" } };
          const { exitCode, stdout, stderr } = await workspace.cli(args, options);
          assert.equal(exitCode, 0, `${stdout}\n${stderr}`);
          return stdout;
        };
        await run("stack", "init", "rehearsal", "--non-interactive");
        await run("up", "--yes", "--skip-preview", "--non-interactive", "--parallel", "10");
        assert.deepEqual(JSON.parse(await run("stack", "output", "--json")), {
          live: { "contoso/vm": "1", "contoso/app": "1152921505700000002", "fabrikam/database": "4" },
        });
        const byApi = Object.fromEntries(golives(simulator).map(({ offer = "", api }) => [offer, api]));
        assert.deepEqual(byApi, {
          "contoso/vm": "cloudPartner",
          "contoso/app": "productIngestion",
          "fabrikam/database": "cloudPartner",
        });
        assert.deepEqual(
          golives(simulator)
            .map(({ offer }) => offer)
            .sort(),
          ["contoso/app", "contoso/vm", "fabrikam/database"],
        );
      });
    } finally {
      await simulator.close();
    }
  });
});

describe("the example component on the real engine", function () {
  this.timeout(300_000);

  it("takes the steps of the README, and launches the second offer when the first one is live", async () => {
    const simulator = await startSimulator({ offers: ["contoso/vm@5", "contoso/app@3"], launchTime: 500 });
    try {
      await withWorkspace(async (workspace) => {
        await cp(join(EXAMPLES, "component"), workspace.folder, { recursive: true });
        const run = async (...args: string[]): Promise<string> => {
          const options = { env: { ...environmentOf(simulator), PULUMI_STACK: "production" } };
          const { exitCode, stdout, stderr } = await workspace.cli([...args, "--non-interactive"], options);
          assert.equal(exitCode, 0, `${stdout}\n${stderr}`);
          return stdout;
        };
        await run("stack", "init", "production");
        const config = { publisherId: "contoso", offerId: "vm", appOfferId: "app" };
        const declared = { ...config, offerVersion: "5", appOfferVersion: "3" };
        for (const [key, value] of Object.entries(declared)) await run("config", "set", key, value);
        const preview = await run("preview");
        assert.match(preview, /contoso\/vm: up would launch version 5, which is ready/);
        assert.match(preview, /contoso\/app: up would launch version 3, which is ready/);
        assert.equal(golives(simulator).length, 0);

        await run("up", "--yes", "--skip-preview");
        assert.deepEqual(
          golives(simulator).map(({ offer }) => offer),
          ["contoso/vm", "contoso/app"],
        );
        simulator.publish("contoso/app", { duration: 0 });
        await run("config", "set", "appOfferVersion", "4");
        await run("up", "--yes", "--skip-preview");
        assert.deepEqual(golives(simulator).at(-1)?.offer, "contoso/app");
        assert.deepEqual(JSON.parse(await run("stack", "output", "--json")), {
          status: "succeeded",
          liveVersions: { vm: "5", app: "4" },
        });
        assert.equal(golives(simulator).length, 3);
      });
    } finally {
      await simulator.close();
    }
  });
});
