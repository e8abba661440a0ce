/** `npm start`: the quickstart on the real engine, against a simulator of the service on this machine. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { startSimulator, type Simulator } from "../simulator";
import { exitCodeOf } from "./inPlace";
import { Interrupted, interruption } from "./interruption";
import { privateEnvironment, selfContained } from "./privateEnvironment";
import { environmentFor, findPulumi, thisMachine, type PulumiCli } from "./pulumiCli";

const PROJECT = join(__dirname, "..", "..");
const OFFER = { publisherId: "contoso", offerId: "sample-vm" } as const;
const NAME = `${OFFER.publisherId}/${OFFER.offerId}`;
const LAUNCH_MS = 6_000;
const PUBLISH_MS = 1_000;

type Pulumi = (...args: readonly string[]) => Promise<void>;

function say(text: string): void {
  process.stdout.write(`\n=== ${text}\n\n`);
}

/** What is not as it should be; the demonstration is a check, too. */
function expect(what: string, seen: unknown, wanted: unknown): void {
  if (seen !== wanted) throw new Error(`${what}: expected ${String(wanted)}, saw ${String(seen)}`);
}

/** The CLI on a copy of the quickstart, with state, settings and home in a folder that goes away again. */
async function pulumiIn(
  folder: string,
  cli: PulumiCli,
  endpoint: string,
  interrupted: AbortSignal,
): Promise<Pulumi> {
  const project = join(folder, "quickstart");
  await cp(join(PROJECT, "examples", "quickstart"), project, { recursive: true });
  await symlink(join(PROJECT, "node_modules"), join(project, "node_modules"), "junction");
  await mkdir(join(folder, "state"));
  const env = environmentFor(cli, {
    ...selfContained(process.env),
    ...privateEnvironment(join(folder, "state"), join(folder, "home")),
    AZURE_MARKETPLACE_ENDPOINT: endpoint,
    AZURE_MARKETPLACE_ACCESS_TOKEN: "any-token-will-do",
  });
  return async (...args) => {
    interrupted.throwIfAborted();
    const child = spawn(cli.path, [...args, "--cwd", project, "--non-interactive"], {
      env,
      stdio: "inherit",
    });
    // A terminal's Ctrl-C reaches the CLI as well, and a second one would end it without care for the state.
    const cancel = (): void => {
      if (!isCtrlC(interrupted.reason)) child.kill("SIGINT");
    };
    interrupted.addEventListener("abort", cancel);
    try {
      const [code] = (await once(child, "exit")) as [number | null];
      interrupted.throwIfAborted();
      if (code !== 0) throw new Error(`pulumi ${args.join(" ")} ended with ${String(code)}`);
    } finally {
      interrupted.removeEventListener("abort", cancel);
    }
  };
}

function isCtrlC(reason: unknown): boolean {
  return reason instanceof Interrupted && reason.signal === "SIGINT";
}

async function launchTwice(simulator: Simulator, pulumi: Pulumi, signal: AbortSignal): Promise<void> {
  const config = (version: number): string[] => [
    ...Object.entries({ ...OFFER, offerVersion: version }).flatMap(([key, value]) => [
      "--config",
      `${key}=${value}`,
    ]),
    "--stack",
    "demo",
  ];
  const up = ["up", "--yes", "--skip-preview"];

  say(`Version 1 of ${NAME} waits in preview. What would be launched?`);
  await pulumi("stack", "init", "demo");
  await pulumi("preview", ...config(1));
  expect("golive POSTs after a preview", golives(simulator).length, 0);

  say("Launch it, and follow the launch to its end");
  await pulumi(...up, ...config(1));
  expect("version in production", simulator.offer(NAME).productionVersion, 1);

  say("Once more: nothing changes, nothing is launched");
  await pulumi(...up, "--expect-no-changes", ...config(1));

  say("Version 2 is published to preview, the stack declares it, and it is launched");
  simulator.publish(NAME, { duration: PUBLISH_MS });
  while (simulator.offer(NAME).running !== undefined) await setTimeout(100, undefined, { signal });
  await pulumi(...up, ...config(2));
  expect("version in production", simulator.offer(NAME).productionVersion, 2);
}

function golives(simulator: Simulator): Simulator["requests"] {
  return simulator.requests.filter((one) => one.action === "golive");
}

/** What the service saw: the only account that counts. */
function tell(simulator: Simulator): void {
  const posts = golives(simulator);
  const rows: [string, string | number][] = [
    ["golive POSTs", posts.length],
    ["other requests", simulator.requests.length - posts.length],
    ...posts.map((one): [string, string] => [
      `version ${one.version ?? "?"} live`,
      one.accepted ? "yes" : "no",
    ]),
  ];
  say("What the service saw");
  for (const [what, count] of rows) process.stdout.write(`  ${what.padEnd(18)}${count}\n`);
  expect("golive POSTs", posts.length, 2);
}

async function demonstrate(interrupted: AbortSignal): Promise<void> {
  const started = Date.now();
  const log = (line: string): void => void process.stderr.write(`${line}\n`);
  const cli = await findPulumi(thisMachine(process.env, log, interrupted));
  const folder = await mkdtemp(join(tmpdir(), "offer-go-live-"));
  const simulator = await startSimulator({ offers: [`${NAME}@1`], launchTime: LAUNCH_MS });
  try {
    const pulumi = await pulumiIn(folder, cli, simulator.url, interrupted);
    await launchTwice(simulator, pulumi, interrupted);
    tell(simulator);
    process.stdout.write(
      `\nDone in ${Math.round((Date.now() - started) / 1000)} s. Next: README.md, "Launch your offer".\n`,
    );
  } finally {
    await simulator.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

const interrupted = interruption();
demonstrate(interrupted).catch((error: unknown) => {
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
