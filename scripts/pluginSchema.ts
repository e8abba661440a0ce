import { COMPUTED_INPUTS, INPUTS, type InputRow } from "../provider/resource/inputTable";
import { OUTPUTS } from "../provider/resource/outputTable";
import { GET_OFFER, OFFER_GO_LIVE, PACKAGE } from "../provider/plugin/typeNames";
import { FACTS, FAILURE, OPERATION, PRODUCT, type FieldRow } from "./pluginTypes";
import { CONFIG } from "./pluginConfig";

// The schema of the provider plugin, from the tables of the contract: SDKs and their documentation come from it.

type Json = Readonly<Record<string, unknown>>;

/** The resource as it is called in a state of the dynamic door. */
const DYNAMIC = "pulumi-nodejs:dynamic/marketplace:OfferGoLive";
const FAILURE_TYPE = `${PACKAGE}:index:Failure`;
const PRODUCT_TYPE = `${PACKAGE}:index:Product`;
const OPERATION_TYPE = `${PACKAGE}:index:Operation`;

function ref(type: string): Json {
  return { $ref: `#/types/${type}` };
}

function field({ meaning, holds }: FieldRow): Json {
  if (holds === "operations") return { type: "array", items: ref(OPERATION_TYPE), description: meaning };
  if (holds === "product") return { ...ref(PRODUCT_TYPE), description: meaning };
  return { type: "string", description: meaning };
}

function fields(rows: readonly FieldRow[]): { properties: Json; required: string[] } {
  return {
    properties: Object.fromEntries(rows.map((row) => [row.name, field(row)])),
    required: rows.filter(({ optional }) => optional !== true).map(({ name }) => name),
  };
}

function objectType(description: string, rows: readonly FieldRow[]): Json {
  return { type: "object", description, ...fields(rows) };
}

function inputProperty({ kind, type, meaning, fallback }: InputRow): Json {
  const isFlag = kind === "flag";
  // A default of the timeout would hide the resource's customTimeouts.
  const hasDefault = fallback !== undefined && kind !== "duration";
  const accepted = isFlag || type === "text" ? "" : ` Accepted: ${type}.`;
  const unset = kind === "duration" ? ` Default: \`${String(fallback)}\`.` : "";
  return {
    type: isFlag ? "boolean" : "string",
    description: `${meaning}${accepted}${unset}`,
    ...(hasDefault ? { default: fallback } : {}),
  };
}

function inputs(names: readonly string[]): Json {
  const rows: readonly InputRow[] = INPUTS.filter(({ name }) => names.includes(name));
  return Object.fromEntries(rows.map((row) => [row.name, inputProperty(row)]));
}

/** An input as an output: the value that was checked, defaults filled in. */
function checkedInputs(): Json {
  return Object.fromEntries(
    INPUTS.map(({ name, kind, meaning }) => [
      name,
      { type: kind === "flag" ? "boolean" : "string", description: meaning },
    ]),
  );
}

function outputs(): Json {
  const launch = OUTPUTS.map(({ name, type, meaning }): [string, Json] => [
    name,
    name === "failure"
      ? { ...ref(FAILURE_TYPE), description: meaning }
      : { type: "string", description: `${meaning} ${capital(type)}.` },
  ]);
  const [service] = COMPUTED_INPUTS;
  return {
    ...checkedInputs(),
    [service.name]: { type: "string", description: service.meaning },
    ...Object.fromEntries<Json>(launch),
  };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const REQUIRED = INPUTS.filter((row) => !("fallback" in row)).map(({ name }) => name);
const ALL_INPUTS = INPUTS.map(({ name }) => name);

function resource(): Json {
  // A property that is declared nowhere may be missing in the state. A default that check fills in never is.
  const filled = INPUTS.filter(({ kind }) => kind !== "duration").map(({ name }) => name);
  return {
    description:
      "A version of an Azure Marketplace offer that should be live. `pulumi up` launches it once and follows the launch to its end; only another `offerVersion` launches again. Removing the resource never takes the offer off sale.",
    inputProperties: inputs(ALL_INPUTS),
    requiredInputs: REQUIRED,
    properties: outputs(),
    required: [...filled, ...OUTPUTS.filter(({ optional }) => !optional).map(({ name }) => name)],
    aliases: [{ type: DYNAMIC }],
  };
}

function getOffer(): Json {
  const ids = ["publisherId", "offerId"];
  return {
    description:
      "What is live, in preview and under way of an offer, from read-only calls, for programs that decide by it.",
    inputs: {
      type: "object",
      properties: inputs(["api", ...ids]),
      required: ids,
    },
    outputs: objectType("What read-only calls tell of an offer.", FACTS),
  };
}

/** @param version - of the package, such as `0.1.0` */
export function pluginSchema(version: string): Json {
  const respectSchemaVersion = true;
  return {
    name: PACKAGE,
    displayName: "Azure Marketplace",
    version,
    description:
      "Take an Azure Marketplace offer live: exactly one launch for each declared version, followed to its end.",
    keywords: ["pulumi", "azure", "azure-marketplace", "partner-center", "kind/native", "category/cloud"],
    license: "Apache-2.0",
    config: { variables: CONFIG },
    provider: {
      description:
        "How a run is set up. Stack config `azure-marketplace:*` sets the same; credentials belong in the environment.",
      inputProperties: CONFIG,
    },
    types: {
      [FAILURE_TYPE]: objectType("Why a launch failed or was canceled.", FAILURE),
      [OPERATION_TYPE]: objectType("An entry in the service's list of operations.", OPERATION),
      [PRODUCT_TYPE]: objectType("An offer as Partner Center knows it.", PRODUCT),
    },
    resources: { [OFFER_GO_LIVE]: resource() },
    functions: { [GET_OFFER]: getOffer() },
    language: {
      csharp: { respectSchemaVersion },
      go: { respectSchemaVersion, importBasePath: "azure-marketplace-sdk/azuremarketplace" },
      nodejs: { respectSchemaVersion },
      python: { respectSchemaVersion, pyproject: { enabled: true } },
    },
  };
}
