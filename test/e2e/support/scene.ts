import assert from "node:assert/strict";
import type { PulumiFn } from "@pulumi/pulumi/automation";
import { OfferGoLive, type OfferGoLiveArgs } from "../../../provider";
import { startSimulator, type Simulator, type StartOptions } from "../../../simulator";
import type { EngineRun, EngineStack, StoredResource } from "./engineStack";
import { withWorkspace, type Workspace } from "./workspace";

/** One offer, one stack on the real engine, and what the service saw. */
export interface Scene {
  readonly workspace: Workspace;
  readonly simulator: Simulator;
  readonly stack: EngineStack;
  /** What the program declares; change it between runs. */
  declared: OfferGoLiveArgs;
  /** The launch as the state has it; `undefined` when the state has none. */
  stored(): Promise<StoredResource | undefined>;
  output(name: string): Promise<unknown>;
  /** The golive POSTs that the service saw, accepted or not. */
  posts(): number;
}

export const NAME = "contoso/vm";
export const TOKEN = "a-bearer-token";

export const TYPE = "pulumi-nodejs:dynamic/marketplace:OfferGoLive";

/** Plays on a stack of its own; `contoso/vm` has version 2 in preview unless the options say otherwise. */
export async function play(options: StartOptions, act: (scene: Scene) => Promise<void>): Promise<void> {
  const simulator = await startSimulator({ offers: [`${NAME}@2`], launchTime: 1_200, ...options });
  try {
    await withWorkspace(async (workspace) => {
      const scene: Scene = {
        workspace,
        simulator,
        declared: { publisherId: "contoso", offerId: "vm", offerVersion: 2 },
        stack: await workspace.stack(
          () => {
            const launch = new OfferGoLive("offer", scene.declared);
            return Promise.resolve({ status: launch.status, liveVersion: launch.liveVersion });
          },
          { env: environmentOf(simulator) },
        ),
        async stored() {
          const { resources } = await scene.stack.state();
          return resources.find((one) => one.type === TYPE);
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

/** Plays a program of its own on the real engine. */
export async function playProgram(
  options: StartOptions,
  program: PulumiFn,
  act: (played: Pick<Scene, "simulator" | "stack">) => Promise<void>,
): Promise<void> {
  const simulator = await startSimulator({ launchTime: 200, ...options });
  try {
    await withWorkspace(async (workspace) => {
      const stack = await workspace.stack(program, { env: environmentOf(simulator) });
      await act({ simulator, stack });
    });
  } finally {
    await simulator.close();
  }
}

export function environmentOf(simulator: Simulator): Record<string, string> {
  return {
    AZURE_MARKETPLACE_ENDPOINT: simulator.url,
    AZURE_MARKETPLACE_ACCESS_TOKEN: TOKEN,
    AZURE_MARKETPLACE_GRAPH_ENDPOINT: simulator.url,
    AZURE_MARKETPLACE_GRAPH_ACCESS_TOKEN: TOKEN,
  };
}

export function golives(simulator: Simulator): Simulator["requests"] {
  return simulator.requests.filter((one) => one.action === "golive");
}

export function green(run: EngineRun): void {
  assert.ok(run.ok, run.text);
}

/** The run failed, and said these things. */
export function red(run: EngineRun, ...patterns: RegExp[]): void {
  assert.ok(!run.ok, run.text);
  for (const pattern of patterns) assert.match(run.text, pattern);
}
