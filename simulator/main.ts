#!/usr/bin/env node
import { HELP, parseCommandLine, type CommandLine } from "./args";
import type { OfferView } from "./controls";
import { republisher } from "./republish";
import { requestLine } from "./requestEntry";
import { startSimulator } from "./server";

function read(args: readonly string[]): CommandLine | "help" | undefined {
  try {
    return parseCommandLine(args);
  } catch (error) {
    fail(2, error);
    return undefined;
  }
}

function fail(exitCode: number, error: unknown): void {
  process.stderr.write(
    `azure-marketplace-simulator: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.stderr.write("azure-marketplace-simulator --help lists the options.\n");
  process.exitCode = exitCode;
}

/** How often to check whether something is due to be published. */
const LOOK_MS = 200;

async function run({ publishAfter, failNext, controlPort, ...options }: CommandLine): Promise<void> {
  const simulator = await startSimulator({
    ...options,
    ...(controlPort !== undefined && { controlPort }),
    onRequest: (entry) => void process.stdout.write(`${requestLine(entry)}\n`),
  });
  const end = (): void => void simulator.close();
  process.once("SIGINT", end).once("SIGTERM", end);
  // Whoever read the lines has gone: there is nobody left to serve.
  process.stdout.on("error", end);
  for (const { name } of simulator.offers) {
    if (failNext.includes("launch")) simulator.failNextLaunch(name);
    if (failNext.includes("publish")) simulator.failNextPublish(name);
  }
  if (publishAfter !== undefined) {
    setInterval(republisher(simulator, publishAfter, Date.now), LOOK_MS).unref();
  }
  process.stdout.write(`listening on ${simulator.url}\n`);
  if (simulator.controlUrl !== undefined) process.stdout.write(`controls on ${simulator.controlUrl}\n`);
  for (const offer of simulator.offers) process.stdout.write(`${offerLine(offer)}\n`);
}

function offerLine({ name, previewVersion, previewSubmission }: OfferView): string {
  return `${name}: version ${previewVersion} waits in preview; in Product Ingestion its number is ${previewSubmission}`;
}

const line = read(process.argv.slice(2));
if (line === "help") process.stdout.write(HELP);
else if (line !== undefined)
  run(line).catch((error: unknown) => fail(error instanceof RangeError ? 2 : 1, error));
