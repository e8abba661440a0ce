import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { privateEnvironment } from "../scripts/privateEnvironment";
import { environmentFor, findPulumi, thisMachine } from "../scripts/pulumiCli";
import { runCommand } from "../scripts/runCommand";
import { startSimulator } from "../simulator";
import { median } from "./statistics";

const RESOURCES = 1_000;
const ROUNDS = 3;
const STACKS = ["launches", "plugin", "noops"] as const;
type Stack = (typeof STACKS)[number];

const ROOT = join(__dirname, "../..");

/** One program for all stacks: launches of offers that are live, through either door, or dynamic resources that do nothing. */
const PROGRAM = `
const pulumi = require("@pulumi/pulumi");
const { OfferGoLive } = require("pulumi-azure-marketplace");

// As long as the text of a launch's provider, which the engine carries with every resource.
const noop = {
  configure: () => Promise.resolve(),
  check: async (olds, { __preview, ...inputs }) => ({ inputs, padding: "PADDING" }),
  diff: async () => ({ changes: false }),
  create: async (inputs) => ({ id: "id", outs: inputs }),
  read: async (id, props) => ({ id, props }),
  update: async (id, olds, news) => ({ outs: news }),
  delete: async () => undefined,
};
const outputs = ["status", "origin", "operationUrl", "liveVersion", "startTime", "endTime", "failure"];
const unset = Object.fromEntries(outputs.map((output) => [output, undefined]));
class Plugin extends pulumi.CustomResource {
  constructor(name, args) {
    super("azure-marketplace:index:OfferGoLive", name, { ...unset, ...args });
  }
}
class NoOp extends pulumi.dynamic.Resource {
  // With the inputs that a launch passes on.
  constructor(name, args) {
    const inputs = {
      ...unset,
      ...args,
      timeout: undefined,
      __preview: pulumi.runtime.isDryRun() ? true : undefined,
      __logUrn: pulumi.createUrn(name, "pulumi-nodejs:dynamic/marketplace:OfferGoLive"),
    };
    super(noop, name, inputs, {}, "marketplace", "OfferGoLive");
  }
}
const Kind = { launches: OfferGoLive, plugin: Plugin, noops: NoOp }[pulumi.getStack()];
for (let i = 0; i < ${RESOURCES}; i++) {
  new Kind("offer-" + i, { publisherId: "contoso", offerId: "vm-" + i, offerVersion: "1" });
}
`;

type Pulumi = (stack: Stack, ...args: readonly string[]) => Promise<string>;

async function pulumiIn(folder: string, endpoint: string): Promise<Pulumi> {
  const cli = await findPulumi(thisMachine(process.env, (line) => void process.stderr.write(`${line}\n`)));
  const project = join(folder, "project");
  await mkdir(project);
  await mkdir(join(folder, "state"));
  await writeFile(join(project, "Pulumi.yaml"), "name: previews\nruntime: nodejs\nmain: index.js\n");
  await writeFile(join(project, "package.json"), '{ "name": "previews", "main": "index.js" }\n');
  await symlink(join(ROOT, "node_modules"), join(project, "node_modules"));
  const bin = join(folder, "bin");
  await mkdir(bin);
  await symlink(join(ROOT, "dist/provider/plugin/main.js"), join(bin, "pulumi-resource-azure-marketplace"));
  const env = environmentFor(cli, {
    ...process.env,
    PATH: [bin, process.env["PATH"]].join(delimiter),
    ...privateEnvironment(join(folder, "state"), join(folder, "home")),
    // Otherwise the engine writes the whole state after each of the resources that the previews need.
    PULUMI_EXPERIMENTAL: "true",
    PULUMI_SKIP_CHECKPOINTS: "true",
    AZURE_MARKETPLACE_ENDPOINT: endpoint,
    AZURE_MARKETPLACE_ACCESS_TOKEN: "any-token-will-do",
    AZURE_MARKETPLACE_REQUESTS_PER_SECOND: "1000",
  });
  const pad = async (length: number): Promise<void> =>
    writeFile(join(project, "index.js"), PROGRAM.replace("PADDING", "x".repeat(length)));
  const pulumi: Pulumi = async (stack, ...args) => {
    const { exitCode, stdout, stderr } = await runCommand(
      cli.path,
      [...args, "--stack", stack, "--non-interactive", "--cwd", project],
      { env },
    );
    if (exitCode !== 0) throw new Error(`pulumi ${args.join(" ")}: ${`${stdout}${stderr}`.slice(-1_000)}`);
    return stdout;
  };
  await pad(0);
  for (const stack of STACKS) {
    await pulumi(stack, "stack", "init");
    await pulumi(stack, "up", "--yes", "--skip-preview", "--suppress-outputs");
    if (stack !== "noops") continue;
    const [ours, theirs] = [await textLength(pulumi, "launches"), await textLength(pulumi, "noops")];
    await pad(Math.max(ours - theirs, 0));
    await pulumi(stack, "up", "--yes", "--skip-preview", "--suppress-outputs");
  }
  return pulumi;
}

/** How long the provider's text is in a stack's state. */
async function textLength(pulumi: Pulumi, stack: Stack): Promise<number> {
  const exported = await pulumi(stack, "stack", "export");
  return /"__provider": ("(?:[^"\\]|\\.)*")/.exec(exported)?.[1]?.length ?? 0;
}

/** Previews of 1,000 unchanged launches through each door, and of as many resources that do nothing, in turn. */
export async function comparePreviews(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "previews-"));
  const simulator = await startSimulator({
    offers: Array.from({ length: RESOURCES }, (_, index) => ({
      publisherId: "contoso",
      offerId: `vm-${index}`,
      production: 1,
    })),
  });
  try {
    const pulumi = await pulumiIn(folder, simulator.url);
    const requests = simulator.requests.length;
    const times: Record<Stack, number[]> = { launches: [], plugin: [], noops: [] };
    for (let round = 0; round < ROUNDS; round++) {
      for (const stack of STACKS) {
        const started = performance.now();
        await pulumi(stack, "preview", "--expect-no-changes");
        times[stack].push((performance.now() - started) / 1_000);
      }
    }
    const theirs = median(times.noops);
    const shown = (stack: Stack): string =>
      `${median(times[stack]).toFixed(1)} s, ${(median(times[stack]) / theirs).toFixed(2)} times`;
    return (
      `preview of ${RESOURCES} unchanged launches: ${shown("launches")}; through the plugin: ${shown("plugin")}; ` +
      `of as many no-op dynamic resources: ${theirs.toFixed(1)} s (promised <= 1.30 times, reported); ` +
      `${simulator.requests.length - requests} requests`
    );
  } finally {
    await simulator.close();
    await rm(folder, { recursive: true, force: true });
  }
}
