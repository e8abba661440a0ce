/** A page whose commands are run from top to bottom in one shell. */
export interface PageRun {
  readonly page: string;
  /** Where a reader is when the page begins, in the folder that holds the checkout. */
  readonly from: string;
  /** Steps that a reader has done before, where the page says so in words. */
  readonly before?: string;
  /** Blocks that are not run, by text in them, and why. */
  readonly skip?: Readonly<Record<string, string>>;
  /** Steps that a reader does before a block, by text in it, where the page says so in words. */
  readonly then?: Readonly<Record<string, string>>;
  /** The launches that the page promises, accepted by the simulator that it starts. */
  readonly launches?: number;
  /** The messages that the page promises to post to the chat, in order. */
  readonly notices?: readonly RegExp[];
}

const CHECKOUT = "pulumi-azure-marketplace";
const STATE_IN_FOLDER = "export PULUMI_BACKEND_URL=file://$PWD PULUMI_CONFIG_PASSPHRASE=rehearsal";

/** Every page with commands, in the order in which they are run; a later one may use what an earlier one has made. */
export const PLAN: readonly PageRun[] = [
  { page: "README.md", from: CHECKOUT, launches: 1 },
  {
    page: "docs/operations.md",
    from: "my-launch",
    // The pack is set up as its own page says.
    before: `${STATE_IN_FOLDER}
cp -r ../${CHECKOUT}/examples/policy-pack ..
(cd ../policy-pack && npm install ../${CHECKOUT}/pulumi-azure-marketplace-0.1.0.tgz)`,
    notices: [/^version 5 of contoso\/vm is live$/],
  },
  { page: "docs/look.md", from: "my-launch", before: STATE_IN_FOLDER },
  { page: "docs/simulator.md", from: CHECKOUT, launches: 1 },
  { page: "docs/authentication.md", from: "my-launch", before: STATE_IN_FOLDER },
  {
    page: "docs/performance.md",
    from: CHECKOUT,
    skip: { "npm run bench ": "takes minutes, and writes the tables; continuous integration runs --check" },
  },
  {
    page: "docs/reliability.md",
    from: CHECKOUT,
    skip: {
      "npm test ": "is the gate itself, and hours of search",
      "# after npm run build": "is part of the gate",
    },
  },
  {
    page: "docs/releasing.md",
    from: CHECKOUT,
    skip: {
      "npm run release:check": "refuses before the first release: test/integration/releaseCheck.test.ts",
    },
  },
  {
    page: "examples/quickstart/README.md",
    from: "quickstart",
    before: `cp -r ../${CHECKOUT}/examples/quickstart/. .`,
  },
  {
    page: "examples/many-offers/README.md",
    from: "many-offers",
    before: `cp -r ../${CHECKOUT}/examples/many-offers/. .`,
    launches: 3,
  },
  {
    page: "examples/component/README.md",
    from: "component",
    before: `cp -r ../${CHECKOUT}/examples/component/. .`,
    skip: { "pnpm add": "is run with pnpm in test/package; the README's is run with both here" },
  },
  {
    page: "examples/yaml/README.md",
    from: "my-yaml",
    before: `cp -r ../${CHECKOUT}/examples/yaml/. .`,
  },
  {
    page: "examples/python/README.md",
    from: "my-python",
    before: `cp -r ../${CHECKOUT}/examples/python/. .`,
    then: { "npm run plugin:sdks": `cd ../${CHECKOUT}`, "npm install": "cd ../my-python" },
    skip: { "pulumi stack init": "needs Pulumi's language host for Python, which only the official CLI has" },
  },
  {
    page: "examples/policy-pack/README.md",
    from: "policy-pack",
    before: `cp -r ../${CHECKOUT}/examples/policy-pack/. .`,
    // "In the folder of your own project beside the pack": the quickstart's, which its own page has set up.
    then: {
      "pulumi preview":
        "cd ../quickstart; pulumi config rm api; pulumi config set offerId vm; pulumi config set offerVersion 5",
    },
  },
  {
    page: "examples/github-actions/README.md",
    from: ".",
    // A repository of its own, whose backend knows no stack yet.
    before: "rm -rf my-launch; mkdir stacks; export PULUMI_BACKEND_URL=file://$PWD/stacks",
  },
  {
    page: "examples/azure-native/README.md",
    from: "azure-native",
    before: `cp -r ../${CHECKOUT}/examples/azure-native/. .`,
    skip: {
      "npm install": "installs 226 MB; test/integration/examples.test.ts compiles and runs the program",
      "pulumi stack init": "creates resources in an Azure subscription",
      "az storage blob upload": "the same",
      "pulumi config set offerVersion": "the same",
    },
  },
];
