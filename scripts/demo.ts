/** `npm start`: the quickstart on the real engine, against a simulator of the service on this machine. */
import { spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSimulator, type Simulator } from "../simulator";
import { privateEnvironment, selfContained } from "./privateEnvironment";
import { environmentFor, findPulumi, thisMachine } from "./pulumiCli";

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
async function pulumiIn(folder: string, endpoint: string): Promise<Pulumi> {
  const log = (line: string): void => void process.stderr.write(`${line}\n`);
  const cli = await findPulumi(thisMachine(process.env, log));
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
  return (...args) =>
    new Promise((resolve, reject) => {
      const child = spawn(cli.path, [...args, "--cwd", project, "--non-interactive"], {
        env,
        stdio: "inherit",
      });
      child.once("error", reject);
      child.once("exit", (code) => {
        if (code === 0) resolve();
        else reject(new Error(`pulumi ${args.join(" ")} ended with ${String(code)}`));
      });
    });
}

async function launchTwice(simulator: Simulator, pulumi: Pulumi): Promise<void> {
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
  while (simulator.offer(NAME).running !== undefined)
    await new Promise((resolve) => setTimeout(resolve, 100));
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

async function main(): Promise<void> {
  const started = Date.now();
  const folder = await mkdtemp(join(tmpdir(), "offer-go-live-"));
  const simulator = await startSimulator({ offers: [`${NAME}@1`], launchTime: LAUNCH_MS });
  try {
    const pulumi = await pulumiIn(folder, simulator.url);
    await launchTwice(simulator, pulumi);
    tell(simulator);
    process.stdout.write(
      `\nDone in ${Math.round((Date.now() - started) / 1000)} s. Next: README.md, "Your own offer".\n`,
    );
  } finally {
    await simulator.close();
    await rm(folder, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  process.stderr.write(
    `\nThe demonstration failed: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
});
