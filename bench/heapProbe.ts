/** Run as a process of its own with --expose-gc: measures the cost of waiting launches. Prints one line of JSON. */
import { createStop } from "../provider/dynamic/engine";
import { create } from "../provider/resource/lifecycle";
import type { Transport } from "../provider/marketplace/http/transport";
import { systemClock } from "../provider/waiting/clock";
import { clientOf, runOf } from "./client";
import { API_VERSION, createSite, GO_LIVE, OFFER, OFFER_PATH } from "./site";

const FIRST = 200;
const MORE = 1_000;
const WATCHED_MS = 3_000;
/** Real documents are long. If one were kept for each launch, it would show. */
const DOCUMENT_BYTES = 20_000;

export interface Heap {
  readonly launches: number;
  readonly bytesPerLaunch: number;
  /** Processor time per second of a process in which all of them wait, in milliseconds. */
  readonly cpuMsPerSecond: number;
}

/** The same responses for all of them, so that what the simulator keeps is not counted. */
function answers(): Transport {
  const site = createSite({ durationMs: 86_400_000, end: "succeeded" }, Date.now);
  const get = (path: string): ReturnType<typeof site.call> =>
    site.call({ method: "GET", url: `${OFFER_PATH}/${path}?${API_VERSION}` });
  const padding = JSON.stringify("x".repeat(DOCUMENT_BYTES));
  const preview = get("slot/preview");
  const long = { ...preview, body: preview.body.replace("{", `{"padding":${padding},`) };
  const production = get("slot/production");
  const status = get("status");
  const submissions = get("submissions/");
  const accepted = site.call(GO_LIVE);
  const operation = site.call({ method: "GET", url: accepted.headers["location"] ?? "" });
  return ({ method, url }) => {
    if (method === "POST") return Promise.resolve(accepted);
    if (url.includes("/slot/preview")) return Promise.resolve(long);
    if (url.includes("/slot/production")) return Promise.resolve(production);
    if (url.includes("/status")) return Promise.resolve(status);
    return Promise.resolve(url.includes("/submissions") ? submissions : operation);
  };
}

function collected(): number {
  if (globalThis.gc === undefined) throw new Error("Run with --expose-gc");
  for (let i = 0; i < 4; i++) globalThis.gc();
  return process.memoryUsage().heapUsed;
}

async function main(): Promise<void> {
  const stop = createStop();
  // All of them must be waiting, not queueing for their first requests.
  const service = clientOf(answers(), systemClock, Infinity);
  const run = runOf({ service, clock: systemClock, random: Math.random }, stop.signal);
  const waiting: Promise<unknown>[] = [];
  const start = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i++) {
      const inputs = {
        publisherId: OFFER.publisherId,
        offerId: `${OFFER.offerId}-${i}`,
        offerVersion: "2",
        launches: true,
      };
      waiting.push(create(inputs, { preview: false }, run).catch(() => undefined));
    }
    await new Promise((resolve) => setTimeout(resolve, 1_500));
  };
  await start(FIRST);
  const before = collected();
  await start(MORE);
  const bytesPerLaunch = (collected() - before) / MORE;
  const cpu = process.cpuUsage();
  await new Promise((resolve) => setTimeout(resolve, WATCHED_MS));
  const { user, system } = process.cpuUsage(cpu);
  stop.abort();
  await Promise.all(waiting);
  const heap: Heap = {
    launches: waiting.length,
    bytesPerLaunch,
    cpuMsPerSecond: (user + system) / WATCHED_MS,
  };
  process.stdout.write(`${JSON.stringify(heap)}\n`);
}

void main();
