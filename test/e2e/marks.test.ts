import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { dynamic } from "@pulumi/pulumi";
import { OfferGoLive } from "../../provider";
import { startSimulator, type Simulator } from "../../simulator";
import { root } from "../support/root";
import { announcedAnHourEarlier, editState } from "./support/editState";
import type { EngineRun, EngineStack } from "./support/engineStack";
import { environmentOf, golives, green, red } from "./support/scene";
import { withWorkspace, type Workspace } from "./support/workspace";

const PACK = join(root, "examples", "policy-pack");
const OPEN = {
  "approved-versions": { versions: { "contoso/vm": ["2", "3"], "contoso/app": ["2"] } },
  "known-offers": { publishers: ["contoso"] },
  "launching-stacks": { stacks: ["e2e/test"] },
  "launch-window": { timeZone: "Europe/Berlin" },
};
const FREEZE = { timeZone: "Europe/Berlin", freeze: ["2000-01-01/2999-12-31"] };

class Note extends dynamic.Resource {
  constructor(text: string) {
    const provider: dynamic.ResourceProvider = {
      create: (inputs: unknown) => Promise.resolve({ id: "note", outs: inputs }),
    };
    super(provider, "note", { text });
  }
}

interface MarkScene {
  readonly stack: EngineStack;
  readonly workspace: Workspace;
  readonly simulator: Simulator;
  readonly shut: { readonly policyPacks: string[]; readonly policyPackConfigs: string[] };
  note: string;
  /** The declared version of contoso/vm. */
  version: number;
  /** Takes the marks of the last run back by an hour, as if it had been then. */
  letAnHourPass(): Promise<void>;
  urnOf(name: string): Promise<string>;
}

async function launched(act: (scene: MarkScene) => Promise<void>): Promise<void> {
  const simulator = await startSimulator({ offers: ["contoso/vm@2", "contoso/app@2"], launchTime: 50 });
  try {
    await withWorkspace(async (workspace) => {
      const file = join(workspace.folder, "policies.json");
      await writeFile(file, JSON.stringify({ ...OPEN, "launch-window": FREEZE }));
      const scene: MarkScene = {
        workspace,
        simulator,
        note: "first",
        version: 2,
        shut: { policyPacks: [PACK], policyPackConfigs: [file] },
        stack: await workspace.stack(
          () => {
            for (const offerId of ["vm", "app"]) {
              const offerVersion = offerId === "vm" ? scene.version : 2;
              new OfferGoLive(offerId, { publisherId: "contoso", offerId, offerVersion });
            }
            new Note(scene.note);
            return Promise.resolve();
          },
          { env: environmentOf(simulator) },
        ),
        letAnHourPass: () => editState(workspace, announcedAnHourEarlier),
        async urnOf(name) {
          const { resources } = await scene.stack.state();
          return resources.find(({ urn }) => urn.endsWith(`::${name}`))?.urn ?? "";
        },
      };
      green(await scene.stack.up());
      assert.equal(golives(simulator).length, 2);
      await scene.letAnHourPass();
      await act(scene);
    });
  } finally {
    await simulator.close();
  }
}

function violations({ events }: EngineRun): string[] {
  return events.flatMap(({ policyEvent }) => (policyEvent === undefined ? [] : [policyEvent.message]));
}

describe("the mark of a run that launches, on the real engine", function () {
  this.timeout(300_000);

  it("holds up no offer that is live: --target and --exclude of something else", async () => {
    await launched(async (scene) => {
      const { stack, shut } = scene;
      scene.note = "second";
      const note = await scene.urnOf("note");
      for (const options of [{ target: [note] }, { exclude: [await scene.urnOf("vm")] }]) {
        const preview = await stack.preview({ ...shut, ...options });
        green(preview);
        assert.deepEqual(violations(preview), []);
      }
      const up = await stack.up({ ...shut, target: [note] });
      green(up);
      assert.deepEqual(violations(up), []);
    });
  });

  it("holds up nothing in pulumi policy analyze", async () => {
    await launched(async ({ workspace, shut, simulator }) => {
      const [pack = ""] = shut.policyPacks;
      const [config = ""] = shut.policyPackConfigs;
      const { exitCode, stdout, stderr } = await workspace.cli(
        ["policy", "analyze", "--stack", "test", "--policy-pack", pack, "--policy-pack-config", config],
        { env: environmentOf(simulator) },
      );
      assert.equal(exitCode, 0, stdout + stderr);
      assert.doesNotMatch(stdout + stderr, /frozen/);
    });
  });

  it("still stops a launch: a new version that is targeted, in preview and up", async () => {
    await launched(async (scene) => {
      const { stack, shut, simulator } = scene;
      simulator.publish("contoso/vm", { duration: 0 });
      scene.version = 3;
      const target = [await scene.urnOf("vm")];
      for (const run of [await stack.preview({ ...shut, target }), await stack.up({ ...shut, target })]) {
        red(run, /launches are frozen/);
        assert.equal(new Set(violations(run)).size, 1, "nothing is said of the offer that is live");
      }
      assert.equal(golives(simulator).length, 2);
    });
  });

  it("still stops a launch: a resource that the state lost, in preview and up", async () => {
    await launched(async (scene) => {
      const { stack, shut, simulator } = scene;
      await scene.workspace.cli(["state", "delete", await scene.urnOf("vm"), "--stack", "test", "--yes"]);
      const preview = await stack.preview(shut);
      red(preview, /launches are frozen/);
      red(await stack.up(shut), /launches are frozen/);
      assert.equal(golives(simulator).length, 2);
    });
  });

  it("fits a plan that a preview has saved", async () => {
    const simulator = await startSimulator({ offers: ["contoso/vm@2"], launchTime: 50 });
    try {
      await withWorkspace(async (workspace) => {
        let offerVersion = 2;
        const stack = await workspace.stack(
          () => {
            new OfferGoLive("vm", { publisherId: "contoso", offerId: "vm", offerVersion });
            return Promise.resolve();
          },
          { env: { ...environmentOf(simulator), PULUMI_EXPERIMENTAL: "true" } },
        );
        const plan = join(workspace.folder, "plan.json");
        for (const version of [2, 3]) {
          offerVersion = version;
          if (version === 3) simulator.publish("contoso/vm", { duration: 0 });
          green(await stack.preview({ plan }));
          green(await stack.up({ plan }));
          assert.equal(simulator.offer("contoso/vm").productionVersion, version);
        }
        green(await stack.preview({ plan }));
        green(await stack.up({ plan }));
        assert.equal(golives(simulator).length, 2);
      });
    } finally {
      await simulator.close();
    }
  });
});
