import assert from "node:assert/strict";
import { ended, killAll, processTree, type Project } from "./project";
import type { Cli } from "./workspace";

/** Resolves when the service has seen so many requests, or the run has ended before. */
export function requestsSeen(project: Project, count: number, cli: Cli): Promise<void> {
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (project.simulator.requests.length < count && cli.exitCode === null) return;
      clearInterval(timer);
      resolve();
    }, 5);
  });
}

/** Starts an `up`, and kills the CLI with all that it started when the service has seen so many requests. */
export async function upKilledAt(
  project: Project,
  requests: number,
  start: () => Cli = () => project.startUp(),
): Promise<void> {
  const cli = start();
  const pids = new Set<number>();
  // Known beforehand: once the CLI is dead, nothing tells what it had started.
  const watch = setInterval(() => {
    if (cli.pid !== undefined && cli.exitCode === null) for (const pid of processTree(cli.pid)) pids.add(pid);
  }, 150);
  const text = ended(cli);
  try {
    if (requests > 0) await requestsSeen(project, requests, cli);
    else while (pids.size < 4 && cli.exitCode === null) await new Promise((done) => setTimeout(done, 5));
    assert.equal(
      cli.exitCode,
      null,
      `the run goes on at this moment\n${cli.exitCode === null ? "" : await text}`,
    );
    killAll(pids);
  } finally {
    // Or a test that fails would keep the whole run from ending.
    clearInterval(watch);
  }
  await text;
  assert.ok(pids.size > 2, "the engine and the provider were seen");
}
