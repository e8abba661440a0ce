import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { CustomResourceOptions } from "@pulumi/pulumi";
import { OfferGoLive, type OfferGoLiveArgs } from "../../../provider";
import { startSimulator, type Simulator, type StartOptions } from "../../../simulator";
import type { EngineStack, StoredResource } from "./engineStack";
import { environmentOf, golives, NAME, TYPE } from "./scene";
import { withWorkspace, type Workspace } from "./workspace";

/** One offer whose resource options change from run to run. */
export interface OptionScene {
  readonly workspace: Workspace;
  readonly simulator: Simulator;
  readonly stack: EngineStack;
  declared: OfferGoLiveArgs;
  /** Called within the program, so that it can declare other resources and hooks. */
  options: () => CustomResourceOptions;
  /** The resource's name in the program; `undefined`: the program does not declare it. */
  name: string | undefined;
  /** The launches in the state, as far as they are not waiting to be deleted. */
  stored(): Promise<StoredResource | undefined>;
  output(name: string): Promise<unknown>;
  /** The golive POSTs that the service saw, accepted or not. */
  posts(): number;
  cli(...args: string[]): Promise<string>;
  /** Changes the text of the state, as somebody would who exports, edits and imports it. */
  editState(edit: (text: string) => string): Promise<void>;
}

export async function playOptions(
  options: StartOptions & { readonly env?: Readonly<Record<string, string>> },
  act: (scene: OptionScene) => Promise<void>,
): Promise<void> {
  const { env = {}, ...rest } = options;
  const simulator = await startSimulator({ offers: [`${NAME}@2`], launchTime: 300, ...rest });
  try {
    await withWorkspace(async (workspace) => {
      const scene: OptionScene = {
        workspace,
        simulator,
        declared: { publisherId: "contoso", offerId: "vm", offerVersion: 2 },
        options: () => ({}),
        name: "offer",
        stack: await workspace.stack(
          () => {
            const options = scene.options();
            if (scene.name !== undefined) new OfferGoLive(scene.name, scene.declared, options);
            return Promise.resolve();
          },
          { env: { ...environmentOf(simulator), ...env } },
        ),
        async stored() {
          const { resources } = await scene.stack.state();
          return resources.find((one) => one.type === TYPE && one.delete !== true);
        },
        async output(name) {
          return (await scene.stored())?.outputs?.[name];
        },
        posts: () => golives(simulator).length,
        async cli(...args) {
          const { exitCode, stdout, stderr } = await workspace.cli([...args, "--stack", "test"]);
          if (exitCode !== 0) throw new Error(stdout + stderr);
          return stdout;
        },
        async editState(edit) {
          const file = join(workspace.folder, "state.json");
          await scene.cli("stack", "export", "--file", file);
          const text = await readFile(file, "utf8");
          const edited = edit(text);
          assert.notEqual(edited, text);
          await writeFile(file, edited);
          await scene.cli("stack", "import", "--file", file);
        },
      };
      await act(scene);
    });
  } finally {
    await simulator.close();
  }
}
