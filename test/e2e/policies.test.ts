import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startSimulator, type Simulator } from "../../simulator";
import { root } from "../support/root";
import { DOORS, PLUGIN_DOOR, type Door } from "./support/doors";
import type { EngineRun, EngineStack } from "./support/engineStack";
import { withWorkspace } from "./support/workspace";

const PACK = join(root, "examples", "policy-pack");

/** Lets the launches of the program pass at any time but this: nothing launches in this millennium. */
const FROZEN = {
  "approved-versions": { versions: { "contoso/vm": ["2"], "contoso/app": ["2"] } },
  "known-offers": { publishers: ["contoso"] },
  "launching-stacks": { stacks: ["e2e/test"] },
  "launch-window": { timeZone: "Europe/Berlin", freeze: ["2000-01-01/2999-12-31"] },
};

/** The app follows the machine: its version is not known before the machine is live. */
function program({ declare }: Door): () => Promise<void> {
  return () => {
    const vm = declare("vm", { publisherId: "contoso", offerId: "vm", offerVersion: "2" });
    const version = vm.liveVersion.apply((live) => live ?? "2");
    declare("app", { publisherId: "contoso", offerId: "app", offerVersion: version });
    return Promise.resolve();
  };
}

function goLives({ requests }: Simulator): number {
  return requests.filter(({ method }) => method === "POST").length;
}

/** The violations for a resource, by policy and the level that applied. */
function said({ events }: EngineRun, resource: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { policyEvent } of events) {
    if (policyEvent?.resourceUrn?.endsWith(`::${resource}`) !== true) continue;
    found[`${policyEvent.policyName} ${policyEvent.enforcementLevel}`] = policyEvent.message;
  }
  return found;
}

describe("the policy pack on the real engine", function () {
  this.timeout(300_000);

  async function scene(
    program: () => Promise<void>,
    work: (stack: EngineStack, simulator: Simulator, file: string) => Promise<void>,
  ): Promise<void> {
    const simulator = await startSimulator({ offers: ["contoso/vm@2", "contoso/app@2"], launchTime: 50 });
    try {
      await withWorkspace(async (workspace) => {
        const env = {
          ...(await PLUGIN_DOOR.environment()),
          AZURE_MARKETPLACE_ENDPOINT: simulator.url,
          AZURE_MARKETPLACE_ACCESS_TOKEN: "any-token-will-do",
        };
        await work(
          await workspace.stack(program, {
            env,
            config: { "azure-marketplace:endpoint": simulator.url },
          }),
          simulator,
          join(workspace.folder, "policies.json"),
        );
      });
    } finally {
      await simulator.close();
    }
  }

  for (const door of DOORS) {
    it(`stops preview and up of ${door.name} before anything is launched, and holds up nothing that was`, () =>
      scene(program(door), async (stack, simulator, file) => {
        const gated = { parallel: 4, policyPacks: [PACK], policyPackConfigs: [file] };
        await writeFile(file, JSON.stringify(FROZEN));

        const preview = await stack.preview(gated);
        assert.equal(preview.ok, false, preview.text);
        assert.equal(preview.text.split("contoso/vm: up would launch version 2").length, 2, preview.text);
        assert.match(
          said(preview, "vm")["launch-window mandatory"] ?? "",
          /version 2 of contoso\/vm \(stack e2e\/test\)/,
        );
        assert.match(
          said(preview, "app")["approved-versions advisory"] ?? "",
          /\.offerVersion can't be known/,
        );
        assert.match(said(preview, "app")["launch-window mandatory"] ?? "", /<offerVersion not known yet>/);

        const stopped = await stack.up(gated);
        assert.equal(stopped.ok, false, stopped.text);
        assert.deepEqual(Object.keys(said(stopped, "vm")), ["launch-window mandatory"]);
        assert.equal(goLives(simulator), 0);

        await writeFile(file, JSON.stringify({ ...FROZEN, all: "advisory" }));
        const launched = await stack.up(gated);
        assert.ok(launched.ok, launched.text);
        assert.match(launched.text, /launches are frozen from 2000-01-01 to 2999-12-31/);
        assert.equal(goLives(simulator), 2);

        await writeFile(file, JSON.stringify({ ...FROZEN, "approved-versions": { versions: {} } }));
        const unchanged = await stack.up(gated);
        assert.ok(unchanged.ok, unchanged.text);
        assert.equal(unchanged.changes["same"], 3);
        assert.deepEqual(said(unchanged, "vm"), {});
      }));
  }
});
