import assert from "node:assert/strict";
import { createService } from "../../provider/marketplace/createService";
import { create } from "../../provider/resource/lifecycle";
import type { Properties } from "../../provider/resource/properties";
import { createRun, type Run } from "../../provider/resource/run";
import type { Clock } from "../../provider/waiting/clock";
import { startSimulator, type Simulator } from "../../simulator";

export const OFFER_PATH = "/api/publishers/contoso/offers/vm";
export const INPUTS = {
  publisherId: "contoso",
  offerId: "vm",
  offerVersion: "2",
  timeout: "1h",
  launches: true,
};

export const UP = { preview: false } as const;

/** The real lifecycle and client against a service on a socket; version 2 of contoso/vm waits in preview. */
export interface SocketStage {
  readonly simulator: Simulator;
  /** Every word to a person, and every line of the log. */
  readonly said: readonly string[];
  run(): Run;
  /** The outputs of an `up` of a new resource. Rejects as the engine would see it. */
  up(): Promise<Properties>;
  /** The message of an `up` that fails. */
  refusal(): Promise<string>;
  /** Takes the outputs of an `up` that was to launch the offer with one POST. */
  live(outputs: Properties): Properties;
  /** The golive POSTs that the service saw. */
  posts(): number;
}

/** Time that a sleep lets pass at once, while requests are real. */
function hastyClock(): Clock {
  let ahead = 0;
  return {
    now: () => Date.now() + ahead,
    monotonic: () => performance.now() + ahead,
    after: () => () => undefined,
    sleep(ms) {
      ahead += ms;
      return new Promise((resolve) => setImmediate(resolve));
    },
  };
}

/** To be ended with `simulator.close()`. */
export async function startSocketStage(): Promise<SocketStage> {
  const simulator = await startSimulator({ offers: ["contoso/vm@2"], launchTime: 0 });
  const said: string[] = [];
  const say = (text: string): void => void said.push(text);
  const stage: SocketStage = {
    simulator,
    said,
    run() {
      const clock = hastyClock();
      const settings = {
        endpoint: new URL(simulator.url),
        accessToken: "the-token",
        readOnly: false,
        skipPreviewLook: false,
        strictPreview: false,
        graphEndpoint: new URL("https://graph.microsoft.com"),
        ingestionSchema: "2022-03-01-preview2",
        requestsPerSecond: 1_000,
      };
      return createRun({
        clock,
        random: () => 0,
        signal: new AbortController().signal,
        reporter: () => ({ progress: say, info: say, warn: say }),
        settings: () => settings,
        createService: () => createService(settings, { clock, log: say }),
      });
    },
    async up() {
      const end = await create(INPUTS, UP, stage.run());
      if (end.kind === "partial") throw new Error(end.reason);
      return end.outputs;
    },
    async refusal() {
      const outcome = await stage.up().catch((error: unknown) => error);
      assert.ok(outcome instanceof Error, "it was not refused");
      return outcome.message;
    },
    live(outputs) {
      assert.equal(outputs["status"], "succeeded");
      assert.equal(stage.posts(), 1);
      return outputs;
    },
    posts: () => simulator.requests.filter(({ action }) => action === "golive").length,
  };
  return stage;
}
