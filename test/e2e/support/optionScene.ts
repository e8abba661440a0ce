import type { CustomResourceOptions, Inputs } from "@pulumi/pulumi";
import { startSimulator, type Simulator, type StartOptions } from "../../../simulator";
import { RESOURCE_DOOR, type Door } from "./doors";
import { editState } from "./editState";
import type { EngineStack, StoredResource } from "./engineStack";
import { environmentOf, golives, NAME } from "./scene";
import { withWorkspace, type Workspace } from "./workspace";

/** One offer, one stack on the real engine whose resource changes from run to run, and what the service saw. */
export interface OptionScene {
  readonly workspace: Workspace;
  readonly simulator: Simulator;
  readonly stack: EngineStack;
  /** The program's declaration. Change it between runs. */
  declared: Inputs;
  /** Called within the program, so that it can declare other resources and hooks. */
  options: () => CustomResourceOptions;
  /** The resource's name in the program; `undefined`: the program does not declare it. */
  name: string | undefined;
  /** The launch in the state, unless it waits to be deleted. */
  stored(): Promise<StoredResource | undefined>;
  output(name: string): Promise<unknown>;
  /** The golive POSTs that the service saw, accepted or not. */
  posts(): number;
  cli(...args: string[]): Promise<string>;
  /** Changes the text of the state, as somebody would who exports, edits and imports it. */
  editState(edit: (text: string) => string): Promise<void>;
}

export interface SceneOptions extends StartOptions {
  /** The dynamic resource unless a test asks for the other. */
  readonly door?: Door;
  readonly env?: Readonly<Record<string, string>>;
  readonly config?: Readonly<Record<string, string>>;
}

/** Plays on a stack of its own; `contoso/vm` has version 2 in preview unless the options say otherwise. */
export async function playOptions(
  { door = RESOURCE_DOOR, env = {}, config = {}, ...options }: SceneOptions,
  act: (scene: OptionScene) => Promise<void>,
): Promise<void> {
  const simulator = await startSimulator({ offers: [`${NAME}@2`], launchTime: 300, ...options });
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
            const given = scene.options();
            if (scene.name === undefined) return Promise.resolve({});
            const { status, liveVersion } = door.declare(scene.name, scene.declared, given);
            return Promise.resolve({ status, liveVersion });
          },
          {
            env: { ...environmentOf(simulator), ...(await door.environment()), ...env },
            config: { ...door.config(simulator), ...config },
          },
        ),
        async stored() {
          const { resources } = await scene.stack.state();
          return resources.find((one) => one.type === door.type && one.delete !== true);
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
        editState: (edit) => editState(workspace, edit),
      };
      await act(scene);
    });
  } finally {
    await simulator.close();
  }
}

/** The same with a second service, at which version 2 is ready to launch, too. The stack's config can name its URL. */
export async function playTwoServices(
  options: SceneOptions,
  act: (scene: OptionScene, other: Simulator) => Promise<void>,
): Promise<void> {
  const other = await startSimulator({ offers: [`${NAME}@2`], launchTime: 300 });
  try {
    await playOptions(options, (scene) => act(scene, other));
  } finally {
    await other.close();
  }
}
