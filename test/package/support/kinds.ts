// Kinds of projects in which the SDK could not serialise a provider, or serialised it with another compiler.

/** As the packages are on the registry; their newest releases may bring what this project has not seen. */
export const PINNED = {
  typescript5: "typescript@5.9.3",
  typescript6: "typescript@6.0.3",
  typescript7: "typescript@7.0.2",
  esbuild: "esbuild@0.28.2",
  bun: "bun@1.4.5",
  nodeTypes: "@types/node@24.19.2",
} as const;

/** A program in TypeScript that has something to check and something to strip. */
export const TYPESCRIPT = `import * as pulumi from "@pulumi/pulumi";
import { OfferGoLive, type OfferGoLiveArgs } from "pulumi-azure-marketplace";

const args: OfferGoLiveArgs = { publisherId: "contoso", offerId: "vm", offerVersion: 2 };
const launch = new OfferGoLive("offer", args);
export const status: pulumi.Output<string> = launch.status;
export const provider = "provided by " + pulumi.CustomResource.isInstance(launch);
`;

export const TSCONFIG = JSON.stringify({
  compilerOptions: {
    target: "es2022",
    module: "node16",
    moduleResolution: "node16",
    rootDir: ".",
    strict: true,
    noEmit: true,
    types: ["node"],
  },
  files: ["index.ts"],
});

/** The program's file, and who turns TypeScript into JavaScript: the SDK, or nobody (Node strips the types). */
export function manifests(main: string, compiledBy: "sdk" | "nobody"): Readonly<Record<string, string>> {
  const options = { typescript: compiledBy === "sdk" };
  return {
    "Pulumi.yaml": JSON.stringify({ name: "consumer", main, runtime: { name: "nodejs", options } }),
  };
}

/** Runs `pulumi up` on an inline program, with whatever runs this file; prints the outputs. */
export const INLINE = `import { LocalWorkspace } from "@pulumi/pulumi/automation/index.js";
import { OfferGoLive } from "pulumi-azure-marketplace";

const program = async () => {
  const launch = new OfferGoLive("offer", { publisherId: "contoso", offerId: "vm", offerVersion: 2 });
  return { status: launch.status, runner: process.versions.bun === undefined ? "node" : "bun" };
};
const stack = await LocalWorkspace.createStack(
  { stackName: "inline", projectName: "consumer", program },
  { workDir: process.cwd() },
);
const { outputs } = await stack.up({ onOutput: (text) => process.stderr.write(text) });
console.log(JSON.stringify({ status: outputs.status.value, runner: outputs.runner.value }));
`;
