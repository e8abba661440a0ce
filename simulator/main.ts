#!/usr/bin/env node
import { HELP, parseCommandLine, type CommandLine } from "./args";
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

async function run(options: CommandLine): Promise<void> {
  const simulator = await startSimulator({
    ...options,
    onRequest: (entry) => void process.stdout.write(`${requestLine(entry)}\n`),
  });
  const end = (): void => void simulator.close();
  process.once("SIGINT", end).once("SIGTERM", end);
  // Whoever read the lines has gone: there is nobody left to serve.
  process.stdout.on("error", end);
  process.stdout.write(`listening on ${simulator.url}\n`);
}

const line = read(process.argv.slice(2));
if (line === "help") process.stdout.write(HELP);
else if (line !== undefined)
  run(line).catch((error: unknown) => fail(error instanceof RangeError ? 2 : 1, error));
