import { CustomResource, type CustomResourceOptions, type Inputs, type Output } from "@pulumi/pulumi";
import { startSimulator, type Simulator, type StartOptions } from "../../../simulator";
import type { EngineStack, StoredResource } from "./engineStack";
import { startPlugin, type PluginServer } from "./pluginServer";
import { golives, NAME, TOKEN } from "./scene";
import { withWorkspace, type Workspace } from "./workspace";

export const PLUGIN_TYPE = "azure-marketplace:index:OfferGoLive";

/** One offer, one stack on the real engine whose resource is the plugin's, and what the service saw. */
export interface PluginScene {
  readonly workspace: Workspace;
  readonly simulator: Simulator;
  readonly stack: EngineStack;
  /** The environment that makes an engine attach to the plugin. */
  readonly environment: Readonly<Record<string, string>>;
  /** The program's declaration. Change both between runs. */
  declared: Inputs;
  options: CustomResourceOptions;
  /** Declares the resource; the plugin's, named `offer`, unless a test puts another one in its place. */
  make: (scene: PluginScene) => unknown;
  /** The launch as the state has it; `undefined` when the state has none. */
  stored(): Promise<StoredResource | undefined>;
  output(name: string): Promise<unknown>;
  /** The golive POSTs that the service saw, accepted or not. */
  posts(): number;
}

let plugin: Promise<PluginServer> | undefined;

/** One plugin process for all the tests of a run: an engine attaches in no time. */
export function attachedPlugin(): Promise<PluginServer> {
  return (plugin ??= startPlugin({
    AZURE_MARKETPLACE_ACCESS_TOKEN: TOKEN,
    AZURE_MARKETPLACE_GRAPH_ACCESS_TOKEN: TOKEN,
  }));
}

after("the attached plugin", async () => {
  await (await plugin)?.close();
  plugin = undefined;
});

/** The resource as a program in any language registers it. */
export class OfferGoLive extends CustomResource {
  declare readonly status: Output<string>;
  declare readonly liveVersion: Output<string | undefined>;

  constructor(name: string, args: Inputs, options?: CustomResourceOptions) {
    const outputs = { status: undefined, liveVersion: undefined, origin: undefined };
    super(PLUGIN_TYPE, name, { ...outputs, ...args }, options);
  }
}

export interface PluginOptions extends StartOptions {
  /** Stack config besides the endpoint. */
  readonly config?: Readonly<Record<string, string>>;
}

/** Plays on a stack of its own; `contoso/vm` has version 2 in preview unless the options say otherwise. */
export async function playPlugin(
  { config = {}, ...options }: PluginOptions,
  act: (scene: PluginScene) => Promise<void>,
): Promise<void> {
  const simulator = await startSimulator({ offers: [`${NAME}@2`], launchTime: 1_200, ...options });
  const { attach } = await attachedPlugin();
  // The token is for launches of the dynamic resource, whose provider the engine starts itself.
  const environment = { ...attach, AZURE_MARKETPLACE_ACCESS_TOKEN: TOKEN };
  try {
    await withWorkspace(async (workspace) => {
      const scene: PluginScene = {
        workspace,
        simulator,
        declared: { publisherId: "contoso", offerId: "vm", offerVersion: "2" },
        options: {},
        make: ({ declared, options: opts }) => new OfferGoLive("offer", declared, opts),
        environment,
        stack: await workspace.stack(
          async () => {
            await scene.make(scene);
          },
          { env: environment, config: { "azure-marketplace:endpoint": simulator.url, ...config } },
        ),
        async stored() {
          const { resources } = await scene.stack.state();
          return resources.find((one) => one.type === PLUGIN_TYPE);
        },
        async output(name) {
          return (await scene.stored())?.outputs?.[name];
        },
        posts: () => golives(simulator).length,
      };
      await act(scene);
    });
  } finally {
    await simulator.close();
  }
}
