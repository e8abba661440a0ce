// Programs that are run and compiled in a user's project.

const LAUNCH = `new OfferGoLive("offer", { publisherId: "contoso", offerId: "vm", offerVersion: 2 })`;
export const COMMONJS = `const { OfferGoLive } = require("pulumi-azure-marketplace"); exports.status = ${LAUNCH}.status;`;
export const ES_MODULE = `import { OfferGoLive } from "pulumi-azure-marketplace"; export const status = ${LAUNCH}.status;`;

/** Prints the provider's text as this project's SDK makes it of the object that the package's text was made from. */
export const PROVIDER_TEXT = `
  import * as pulumi from "@pulumi/pulumi";
  import { createRequire } from "node:module";
  import { join } from "node:path";
  const folder = join(process.cwd(), "node_modules", "pulumi-azure-marketplace");
  const { provider } = createRequire(import.meta.url)(join(folder, "dist/provider/dynamic/providerObject.js"));
  await pulumi.runtime.setMocks({
    newResource: ({ inputs }) => {
      process.stdout.write(inputs.__provider ?? "");
      return { id: "id", state: {} };
    },
    call: () => ({}),
  });
  await pulumi.runtime.runInPulumiStack(async () => void new pulumi.dynamic.Resource(provider, "any", {}));
  await pulumi.runtime.disconnect();
`;

/** Prints whether CommonJS and ES modules get the same functions: two copies would be two providers. */
export const BOTH_KINDS = `
  import { createRequire } from "node:module";
  import { join } from "node:path";
  import { getOffer, OfferGoLive } from "pulumi-azure-marketplace";
  import { check } from "pulumi-azure-marketplace/runtime";
  import { startSimulator } from "pulumi-azure-marketplace/simulator";
  const require = createRequire(join(process.cwd(), "index.js"));
  const main = require("pulumi-azure-marketplace");
  const pairs = [
    [getOffer, main.getOffer],
    [OfferGoLive, main.OfferGoLive],
    [check, require("pulumi-azure-marketplace/runtime").check],
    [startSimulator, require("pulumi-azure-marketplace/simulator").startSimulator],
  ];
  console.log(pairs.every(([one, other]) => typeof one === "function" && one === other));
`;

export const TYPES = `
  import { getOffer, OfferGoLive, type OfferFacts, type OfferGoLiveArgs } from "pulumi-azure-marketplace";
  import { startSimulator, type Simulator } from "pulumi-azure-marketplace/simulator";
  export const args: OfferGoLiveArgs = { publisherId: "contoso", offerId: "vm", offerVersion: 2 };
  export const facts: Promise<OfferFacts> = getOffer({ publisherId: "contoso", offerId: "vm" });
  export const simulator: Promise<Simulator> = startSimulator({});
  export const launch = new OfferGoLive("offer", args);
  // @ts-expect-error a version that is neither a number nor text
  export const wrong = new OfferGoLive("offer", { ...args, offerVersion: true });
`;
export const POLICIES = `
  import { approvedVersions } from "pulumi-azure-marketplace/policies";
  export const policy: { readonly name: string } = approvedVersions;
  // @ts-expect-error a policy is no number
  export const wrongPolicy: number = approvedVersions;
`;
