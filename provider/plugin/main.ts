#!/usr/bin/env node
import { fstatSync } from "node:fs";
import { messageOf } from "../errors";
import { startServer } from "./server";

/** Time for running work to notice that nobody waits for it, in milliseconds. */
const GRACE_MS = 10_000;

/**
 * An engine that starts a plugin itself holds the other end of its standard input, so that ends when the engine ends.
 * A language host that starts a plugin from a folder gives it no standard input. Then the engine is asked instead.
 */
function endWithEngine(): void {
  const stdin = fstatSync(0);
  if (!stdin.isFIFO() && !stdin.isSocket()) return;
  process.stdin.once("end", () => process.exit(0));
  process.stdin.once("error", () => process.exit(0));
  process.stdin.resume();
}

/** Serves until the engine ends. */
export async function start(): Promise<void> {
  const { argv, env: environment } = process;
  const isAttached = argv.length < 3;
  const onGone = (): void => {
    // A plugin that was started by hand, for PULUMI_DEBUG_PROVIDERS, serves the next engine as well.
    if (!isAttached) setTimeout(() => process.exit(1), GRACE_MS);
  };
  // The engine waits for this line, and reads no other word from here.
  const tell = (port: number): void => void process.stdout.write(`${port}\n`);
  await startServer({ argv, environment, onGone }, tell);
  endWithEngine();
}

if (require.main === module) {
  start().catch((error: unknown) => {
    process.stderr.write(`${messageOf(error)}\n`);
    process.exit(1);
  });
}
