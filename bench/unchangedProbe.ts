/**
 * Run as a process of its own: measures the cost of an unchanged live launch in a preview and in the state. Prints
 * one line of JSON.
 */
import { loadedForNetwork } from "./loadedModules";
import { createServer } from "node:http";
import * as pulumi from "@pulumi/pulumi";
import { OfferGoLive } from "../provider/dynamic/offerGoLive";
import { create } from "../provider/resource/lifecycle";
import { check, diff } from "../provider/dynamic/runtime";
import { toOutputs } from "../provider/resource/storedState";
import { createSite, jumpingClock, OFFER } from "./site";
import { NAME, PROJECT, STACK, stateEntry } from "./stateEntry";

export interface Unchanged {
  /** Requests, and modules loaded for requests, in check and diff of an unchanged resource. */
  readonly requests: number;
  readonly network: readonly string[];
  /** The size of one live launch in the state, without white space, in bytes. */
  readonly stateBytes: number;
}

/** The inputs as the engine gets them, including the provider's text. */
async function registeredInputs(): Promise<Record<string, unknown>> {
  let registered: Record<string, unknown> | undefined;
  await pulumi.runtime.setMocks(
    {
      call: ({ inputs }) => inputs as Record<string, unknown>,
      newResource: ({ type, inputs }) => {
        if (type.endsWith("OfferGoLive")) registered = inputs as Record<string, unknown>;
        return { id: "id", state: {} };
      },
    },
    PROJECT,
    STACK,
  );
  const resource = new OfferGoLive(NAME, { ...OFFER, offerVersion: 2 });
  await new Promise((resolve) => resource.id.apply(resolve));
  if (registered === undefined) throw new Error("The resource was not registered");
  return Object.fromEntries(Object.entries(registered).filter(([, value]) => value !== undefined));
}

/** The state that the engine stores after a successful launch. */
async function launched(inputs: Record<string, unknown>): Promise<Record<string, unknown>> {
  const { clientOf, runOf } = await import("./client.js");
  const clock = jumpingClock();
  const site = createSite({ durationMs: 3_600_000, end: "succeeded" }, () => clock.now());
  const service = clientOf((request) => Promise.resolve(site.call(request)), clock);
  const run = runOf({ service, clock, random: () => 0 });
  return (await create(inputs, { preview: false }, run)).outputs;
}

async function main(): Promise<void> {
  let requests = 0;
  const server = createServer((_request, response) => {
    requests += 1;
    response.writeHead(500).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("No address to listen on");
  process.env["AZURE_MARKETPLACE_ENDPOINT"] = `http://127.0.0.1:${address.port}`;
  process.env["AZURE_MARKETPLACE_ACCESS_TOKEN"] = "a-token";

  const declared = await registeredInputs();
  const { inputs } = await check({}, declared);
  const again = await check(inputs, declared);
  const unchanging = async (olds: Record<string, unknown>): Promise<boolean> =>
    !(await diff("id", olds, again.inputs)).changes;
  // First a state written by hand: the launch that makes a real one loads the modules that are counted here.
  const live = toOutputs({ version: "2", status: "succeeded", origin: "alreadyLive", startedAt: 0 });
  const byHand = await unchanging({ ...inputs, ...live });
  const network = loadedForNetwork();
  const outputs = await launched(inputs);
  const real = await unchanging(outputs);
  server.close();
  if (!byHand || !real) throw new Error("An unchanged resource changes");
  const unchanged: Unchanged = {
    requests,
    network,
    stateBytes: Buffer.byteLength(JSON.stringify(stateEntry(Object.keys(declared), inputs, outputs))),
  };
  process.stdout.write(`${JSON.stringify(unchanged)}\n`);
}

void main();
