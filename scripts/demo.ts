/** `npm start`: an example on the real engine, against a simulator of the service on this machine. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { startSimulator, type Simulator } from "../simulator";
import { pulumiIn, type Pulumi } from "./demoCli";
import { exitCodeOf } from "./inPlace";
import { Interrupted, interruption } from "./interruption";
import { findPulumi, thisMachine } from "./pulumiCli";

const OFFER = { publisherId: "contoso", offerId: "sample-vm" } as const;
const NAME = `${OFFER.publisherId}/${OFFER.offerId}`;
/** An offer that only the Product Ingestion API holds; the quickstart launches it, too. */
const NEWER = { publisherId: "contoso", offerId: "sample-saas" } as const;
const NEWER_NAME = `${NEWER.publisherId}/${NEWER.offerId}`;
/** The examples that `npm start -- EXAMPLE` can show, with the offers that each launches beside the sample offer. */
const EXAMPLES: Readonly<Record<string, readonly string[]>> = { quickstart: [], component: ["sample-app"] };

const LAUNCH_MS = 6_000;
const PUBLISH_MS = 1_000;

function say(text: string): void {
  process.stdout.write(`\n=== ${text}\n\n`);
}

/** The problems found: the demonstration is a check, too. */
function expect(what: string, seen: unknown, wanted: unknown): void {
  if (seen !== wanted) throw new Error(`${what}: expected ${String(wanted)}, saw ${String(seen)}`);
}

/** The example that the command line asks for, and its offers, as `publisher/offer`. */
interface Example {
  readonly name: string;
  readonly offers: readonly string[];
}

function exampleOf([name = "quickstart"]: readonly string[]): Example {
  const beside = EXAMPLES[name];
  if (beside === undefined) throw new Error(`Give one of ${Object.keys(EXAMPLES).join(", ")}, not ${name}.`);
  return { name, offers: [NAME, ...beside.map((offerId) => `${OFFER.publisherId}/${offerId}`)] };
}

/** The quickstart takes `api` from its config. */
function showsNewer({ name }: Example): boolean {
  return name === "quickstart";
}

async function launchTwice(
  simulator: Simulator,
  { offers }: Example,
  pulumi: Pulumi,
  signal: AbortSignal,
): Promise<void> {
  const [, app] = offers.map((offer) => offer.slice(OFFER.publisherId.length + 1));
  const config = (version: number): string[] => {
    const beside = app === undefined ? {} : { appOfferId: app, appOfferVersion: version };
    const entries = Object.entries({ ...OFFER, offerVersion: version, ...beside });
    return [...entries.flatMap(([key, value]) => ["--config", `${key}=${value}`]), "--stack", "demo"];
  };
  const expectLive = (version: number): void => {
    for (const offer of offers)
      expect(`version of ${offer} in production`, simulator.offer(offer).productionVersion, version);
  };
  const up = ["up", "--yes", "--skip-preview"];

  say(`Version 1 of ${offers.join(" and ")} waits in preview. What would be launched?`);
  await pulumi("stack", "init", "demo");
  await pulumi("preview", ...config(1));
  expect("golive POSTs after a preview", golives(simulator).length, 0);

  say("Launch it, and follow the launch to its end");
  await pulumi(...up, ...config(1));
  expectLive(1);

  say("Once more: nothing changes, nothing is launched");
  await pulumi(...up, "--expect-no-changes", ...config(1));

  say("Version 2 is published to preview, the stack declares it, and it is launched");
  for (const offer of offers) {
    simulator.publish(offer, { duration: PUBLISH_MS });
    while (simulator.offer(offer).running !== undefined) await setTimeout(100, undefined, { signal });
  }
  await pulumi(...up, ...config(2));
  expectLive(2);
}

/** The same program with `api` set, in a stack of its own. */
async function launchNewer(simulator: Simulator, pulumi: Pulumi): Promise<void> {
  const offerVersion = simulator.offer(NEWER_NAME).previewSubmission ?? "";
  say(`${NEWER_NAME} is held by the Product Ingestion API, where version ${offerVersion} waits`);
  await pulumi("stack", "init", "newer");
  const config = Object.entries({ api: "productIngestion", ...NEWER, offerVersion });
  const pairs = config.flatMap(([key, value]) => ["--config", `${key}=${value}`]);
  await pulumi("up", "--yes", "--skip-preview", ...pairs, "--stack", "newer");
  expect("submission in production", simulator.offer(NEWER_NAME).productionSubmission, offerVersion);
}

function golives(simulator: Simulator): Simulator["requests"] {
  return simulator.requests.filter((one) => one.action === "golive");
}

/** The requests that the service saw, which alone count. */
function tell(simulator: Simulator, example: Example): void {
  const { offers } = example;
  const posts = golives(simulator);
  const rows: [string, string | number][] = [
    ["golive POSTs", posts.length],
    ["other requests", simulator.requests.length - posts.length],
    ...posts.map((one): [string, string] => [
      `version ${(one.api === "productIngestion" ? one.submission : one.version) ?? "?"} live`,
      one.accepted ? "yes" : "no",
    ]),
  ];
  say("What the service saw");
  for (const [what, count] of rows) process.stdout.write(`  ${what.padEnd(34)}${count}\n`);
  expect("golive POSTs", posts.length, 2 * offers.length + (showsNewer(example) ? 1 : 0));
}

async function demonstrate(args: readonly string[], interrupted: AbortSignal): Promise<void> {
  const example = exampleOf(args);
  const started = Date.now();
  const log = (line: string): void => void process.stderr.write(`${line}\n`);
  const cli = await findPulumi(thisMachine(process.env, log, interrupted));
  const folder = await mkdtemp(join(tmpdir(), "offer-go-live-"));
  const simulator = await startSimulator({
    offers: [
      ...example.offers.map((offer) => `${offer}@1`),
      { ...NEWER, preview: 1, apis: ["productIngestion"] },
    ],
    launchTime: LAUNCH_MS / example.offers.length,
  });
  try {
    const pulumi = await pulumiIn(folder, example.name, cli, simulator.url, interrupted);
    await launchTwice(simulator, example, pulumi, interrupted);
    if (showsNewer(example)) await launchNewer(simulator, pulumi);
    tell(simulator, example);
    process.stdout.write(
      `\nDone in ${Math.round((Date.now() - started) / 1000)} s. Next: README.md, "Launch your offer".\n`,
    );
  } finally {
    await simulator.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

const interrupted = interruption();
demonstrate(process.argv.slice(2), interrupted).catch((error: unknown) => {
  const reason: unknown = interrupted.reason;
  if (reason instanceof Interrupted) {
    process.stderr.write(`\nThe demonstration was ended by ${reason.signal}. Nothing of it is left.\n`);
    // A download that was given up may still be under way.
    process.exit(exitCodeOf(null, reason.signal));
  }
  process.stderr.write(
    `\nThe demonstration failed: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
});
