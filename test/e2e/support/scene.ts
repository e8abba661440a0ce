import assert from "node:assert/strict";
import type { PulumiFn } from "@pulumi/pulumi/automation";
import { startSimulator, type Simulator, type StartOptions } from "../../../simulator";
import type { EngineRun, EngineStack } from "./engineStack";
import { withWorkspace } from "./workspace";

export const NAME = "contoso/vm";
export const TOKEN = "a-bearer-token";

export const TYPE = "pulumi-nodejs:dynamic/marketplace:OfferGoLive";

/** Plays a program of its own on the real engine. */
export async function playProgram(
  options: StartOptions,
  program: PulumiFn,
  act: (played: { readonly simulator: Simulator; readonly stack: EngineStack }) => Promise<void>,
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
