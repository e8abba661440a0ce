import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { factsOf } from "../../../provider/look/offerFacts";
import { INPUTS } from "../../../provider/resource/inputTable";
import { OUTPUTS } from "../../../provider/resource/outputTable";
import { FACTS, FAILURE, OPERATION, PRODUCT } from "../../../scripts/pluginTypes";
import { schemaFile } from "../../../scripts/writeSchema";
import { root } from "../../support/root";

interface Schema {
  readonly version: string;
  readonly config: { readonly variables: Record<string, { secret?: boolean }> };
  readonly resources: Record<
    string,
    {
      readonly inputProperties: Record<string, { readonly default?: unknown; readonly type: string }>;
      readonly requiredInputs: string[];
      readonly properties: Record<string, unknown>;
      readonly required: string[];
      readonly aliases: readonly unknown[];
    }
  >;
}

const committed = readFileSync(join(root, "plugin", "schema.json"), "utf8");

describe("plugin: schema", () => {
  const resource = (JSON.parse(committed) as Schema).resources["azure-marketplace:index:OfferGoLive"]!;

  it('is what the contract says: "npm run plugin:schema" writes it', () => {
    assert.equal(committed, schemaFile());
  });

  it("has every input and output of the contract", () => {
    const inputs: string[] = INPUTS.map(({ name }) => name);
    assert.deepEqual(Object.keys(resource.inputProperties).sort(), [...inputs].sort());
    for (const name of [...inputs, ...OUTPUTS.map((one) => one.name)])
      assert.ok(name in resource.properties, name);
    assert.deepEqual([...resource.requiredInputs].sort(), ["offerId", "offerVersion", "publisherId"]);
  });

  it("gives the timeout no default, which would hide customTimeouts", () => {
    assert.equal(resource.inputProperties["timeout"]?.default, undefined);
    assert.equal(resource.inputProperties["waitForLive"]?.default, true);
    assert.equal(resource.inputProperties["offerVersion"]?.type, "string");
  });

  it("takes over a launch of the dynamic resource", () => {
    assert.deepEqual(resource.aliases, [{ type: "pulumi-nodejs:dynamic/marketplace:OfferGoLive" }]);
  });

  it("marks the settings that hold a secret, and has none for a token of the service", () => {
    const { variables } = (JSON.parse(committed) as Schema).config;
    const secrets = Object.entries(variables).filter(([, { secret }]) => secret === true);
    assert.deepEqual(secrets.map(([name]) => name).sort(), [
      "activeDirectoryAuthorityHost",
      "clientCertificatePassword",
      "clientSecret",
      "oidcRequestToken",
      "oidcRequestUrl",
      "oidcToken",
    ]);
    assert.equal(variables["accessToken"], undefined);
  });

  it("describes what getOffer gives, field by field", () => {
    const facts = factsOf({ publisherId: "contoso", offerId: "vm" }, "productIngestion", {
      product: { id: "p", alias: "a", type: "t", address: "https://x.test/" },
      preview: { version: "2" },
      production: { version: "1" },
      status: { phase: "live", word: "succeeded", step: { name: "Live", word: "complete" } },
      submissions: [
        { id: "1", kind: "launch", word: "succeeded", version: "1", changedAt: 0, outcome: "succeeded" },
      ],
    } as never);
    assert.deepEqual(Object.keys(facts).sort(), FACTS.map(({ name }) => name).sort());
    assert.deepEqual(Object.keys(facts.operations[0]!).sort(), OPERATION.map(({ name }) => name).sort());
    assert.deepEqual(Object.keys(facts.product!).sort(), PRODUCT.map(({ name }) => name).sort());
    assert.deepEqual(FAILURE.map(({ name }) => name).sort(), ["code", "message", "step"]);
  });

  it("has the version of the package, as has the folder for package add", () => {
    const version = (file: string): unknown =>
      (JSON.parse(readFileSync(join(root, file), "utf8")) as { version?: unknown }).version;
    assert.equal((JSON.parse(committed) as Schema).version, version("package.json"));
    assert.equal(version("plugin/package.json"), version("package.json"));
  });

  it("the folder for package add has the dependencies of the package", () => {
    const manifest = (file: string): Record<string, Record<string, string>> =>
      JSON.parse(readFileSync(join(root, file), "utf8")) as Record<string, Record<string, string>>;
    const { dependencies = {}, devDependencies = {} } = manifest("package.json");
    const expected = {
      ...dependencies,
      "@pulumi/pulumi": devDependencies["@pulumi/pulumi"],
      esbuild: devDependencies["esbuild"],
    };
    assert.deepEqual(manifest("plugin/package.json")["dependencies"], expected);
  });
});
