import { parseArgs } from "node:util";
import type { LocationStyle } from "./options";
import { parseSeed, type OfferSeed } from "./seed";

export const HELP = `Runs a simulated Azure Marketplace on this machine: one set of offers behind two APIs, the Cloud
Partner Portal API (/api/...) and the Product Ingestion API (/rp/product-ingestion/...).

Usage: azure-marketplace-simulator [options]

  --port N                     port on 127.0.0.1; default: any that is free
  --offer PUBLISHER/OFFER[@N]  an offer whose version N (default 1) waits in preview, ready to launch;
                               may be given several times; default: contoso/sample-offer@1
  --launch-time DURATION       how long a launch takes, such as 5s, 1m30s or 2h; default: 5s
  --publish-time DURATION      how long a publish to preview takes; default: 2s
  --publish-after DURATION     publishes the next version this long after each launch that succeeds; default: never
  --fail-next launch|publish   lets the next launch or publish of each offer fail; may be given for both
  --list-lag DURATION          how late a new publish or launch is listed; default: 0s
  --location STYLE             how an operation is named in answers: relative (default), absolute or legacy
  --list kept|vanished         Product Ingestion: whether the preview entry stays during a launch; default: kept
  --job-id jobId|jobID|both    Product Ingestion: how the id of a job is spelt; default: jobId
  --control-port N             a second port, to publish, fail, delay and so on by curl; default: none
  --help                       this text

Prints "listening on URL" when ready, where the controls are, what waits in preview under which number, then a line
for each request. Ctrl-C ends it.

A first offer, Cloud Partner Portal API:

  azure-marketplace-simulator --port 4010 --control-port 4011 --offer contoso/sample-vm@1
  export AZURE_MARKETPLACE_ENDPOINT=http://127.0.0.1:4010 AZURE_MARKETPLACE_ACCESS_TOKEN=any
  pulumi config set offerVersion 1 && pulumi up

The same offer, Product Ingestion API, where the version is the number that the simulator prints:

  export AZURE_MARKETPLACE_GRAPH_ENDPOINT=http://127.0.0.1:4010 AZURE_MARKETPLACE_GRAPH_ACCESS_TOKEN=any
  pulumi config set api productIngestion
  pulumi config set offerVersion 1152921505700000001 && pulumi up

The next version of it, and a launch that fails:

  curl -X POST http://127.0.0.1:4011/offers/contoso/sample-vm/publish
  curl -X POST http://127.0.0.1:4011/offers/contoso/sample-vm/fail-next-launch
  curl -X POST http://127.0.0.1:4011/faults -d '{"match":{"method":"POST"},"delayMs":20000}'
`;

const STYLES = ["relative", "absolute", "legacy"] as const satisfies readonly LocationStyle[];
const KINDS = ["launch", "publish"] as const;
const LISTS = ["kept", "vanished"] as const;
const JOB_IDS = ["jobId", "jobID", "both"] as const;

export interface CommandLine {
  readonly port: number;
  /** `undefined`: the controls have no port. */
  readonly controlPort: number | undefined;
  readonly offers: readonly OfferSeed[];
  /** Milliseconds, like all times here. */
  readonly launchTime: number;
  readonly publishTime: number;
  readonly submissionsLagMs: number;
  readonly location: LocationStyle;
  readonly ingestion: { readonly list: (typeof LISTS)[number]; readonly jobId: (typeof JOB_IDS)[number] };
  /** `undefined`: nothing is published automatically. */
  readonly publishAfter: number | undefined;
  readonly failNext: readonly (typeof KINDS)[number][];
}

/** Reads the arguments. Throws an `Error` that says which one is wrong and what it may be. */
export function parseCommandLine(args: readonly string[]): CommandLine | "help" {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: "string", default: "0" },
      "control-port": { type: "string" },
      offer: { type: "string", multiple: true, default: ["contoso/sample-offer@1"] },
      "launch-time": { type: "string", default: "5s" },
      "publish-time": { type: "string", default: "2s" },
      "publish-after": { type: "string" },
      "fail-next": { type: "string", multiple: true, default: [] },
      "list-lag": { type: "string", default: "0s" },
      location: { type: "string", default: "relative" },
      list: { type: "string", default: "kept" },
      "job-id": { type: "string", default: "jobId" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return "help";
  const { "control-port": controlPort, "publish-after": publishAfter } = values;
  return {
    port: parsePort("--port", values.port),
    controlPort: controlPort === undefined ? undefined : parsePort("--control-port", controlPort),
    offers: values.offer.map(parseSeed),
    launchTime: parseDuration("--launch-time", values["launch-time"]),
    publishTime: parseDuration("--publish-time", values["publish-time"]),
    submissionsLagMs: parseDuration("--list-lag", values["list-lag"]),
    location: parseChoice("--location", values.location, STYLES),
    ingestion: {
      list: parseChoice("--list", values.list, LISTS),
      jobId: parseChoice("--job-id", values["job-id"], JOB_IDS),
    },
    publishAfter: publishAfter === undefined ? undefined : parseDuration("--publish-after", publishAfter),
    failNext: values["fail-next"].map((kind) => parseChoice("--fail-next", kind, KINDS)),
  };
}

function parsePort(option: string, text: string): number {
  if (/^[0-9]{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new RangeError(`${option} is ${JSON.stringify(text)}: give a whole number from 0 to 65535.`);
}

const UNITS = [86_400_000, 3_600_000, 60_000, 1000] as const;

function parseDuration(option: string, text: string): number {
  const parts = /^(?:([0-9]{1,6})d)?(?:([0-9]{1,6})h)?(?:([0-9]{1,6})m)?(?:([0-9]{1,6})s)?$/.exec(text);
  if (text === "" || parts === null) {
    throw new RangeError(
      `${option} is ${JSON.stringify(text)}: give whole numbers of d, h, m, s, such as 5s or 1m30s.`,
    );
  }
  return UNITS.reduce((sum, unit, index) => sum + unit * Number(parts[index + 1] ?? 0), 0);
}

function parseChoice<T extends string>(option: string, text: string, choices: readonly T[]): T {
  const found = choices.find((one) => one === text);
  if (found !== undefined) return found;
  throw new RangeError(`${option} is ${JSON.stringify(text)}: give ${choices.join(", ")}.`);
}
