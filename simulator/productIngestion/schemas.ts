// The required form of requests, according to the schemas and pages that Microsoft published for this API.

type Schema = Readonly<Record<string, unknown>>;

const text = { type: "string" } as const;
const SCHEMA_URI = {
  type: "string",
  pattern:
    "^https://schema\\.mp\\.microsoft\\.com/schema/[a-z][a-z0-9-]*/\\d{4}-\\d\\d-\\d\\d(-preview\\d+|-dev)?$",
} as const;
const DURABLE_ID = { type: "string", pattern: "^[a-z](-?[a-z0-9]+)*/[a-z0-9-]+(/?[a-z0-9-])*$" } as const;
const EXTERNAL_ID = { type: "string", pattern: "^[a-z0-9][a-z0-9_-]{1,49}$" } as const;

/** A durable id, or how else one resource names another. */
const REFERENCE: Schema = {
  oneOf: [
    DURABLE_ID,
    { type: "object", properties: { externalId: EXTERNAL_ID }, required: ["externalId"] },
    { type: "object", properties: { resourceName: text }, required: ["resourceName"] },
  ],
};

/** The three states that nothing but the service sets are tolerated, as a real client sends them back. */
const SUBMISSION: Schema = {
  type: "object",
  required: ["$schema", "product", "target"],
  properties: {
    $schema: SCHEMA_URI,
    id: { type: "string", pattern: "^submission/[a-f0-9-]{36}/[0-9]{1,20}$" },
    product: REFERENCE,
    target: {
      type: "object",
      required: ["targetType"],
      properties: { targetType: { enum: ["draft", "preview", "live"] } },
    },
    status: { enum: ["notStarted", "running", "completed"] },
    result: { enum: ["pending", "succeeded", "failed"] },
    created: text,
    lifecycleState: { enum: ["generallyAvailable", "deprecated"] },
    deprecationSchedule: { type: "object" },
    validations: { type: "array" },
  },
};

const IMAGE_TYPE = { enum: ["x64Gen1", "x64Gen2", "arm64Gen2"] } as const;

const IMAGE_SOURCE: Schema = {
  oneOf: [
    {
      type: "object",
      required: ["sourceType", "osDisk"],
      properties: {
        sourceType: { const: "sasUri" },
        osDisk: {
          type: "object",
          required: ["uri"],
          properties: { uri: { type: "string", pattern: "^https?://" } },
          additionalProperties: false,
        },
        dataDisks: { type: "array", maxItems: 16 },
      },
      additionalProperties: false,
    },
    {
      type: "object",
      required: ["sourceType", "sharedImage"],
      properties: {
        sourceType: { const: "sharedImageGallery" },
        sharedImage: {
          type: "object",
          required: ["tenantId", "resourceId"],
          properties: { tenantId: text, resourceId: text },
        },
      },
      additionalProperties: false,
    },
  ],
};

const IMAGE_VERSION: Schema = {
  type: "object",
  required: ["versionNumber", "vmImages"],
  properties: {
    versionNumber: { type: "string", pattern: "^[0-9]+\\.[0-9]+\\.[0-9]+$" },
    vmImages: {
      type: "array",
      items: {
        type: "object",
        required: ["imageType", "source"],
        properties: { imageType: IMAGE_TYPE, source: IMAGE_SOURCE },
        additionalProperties: false,
      },
    },
    lifecycleState: { enum: ["generallyAvailable", "deprecated", "deleted"] },
    deprecationSchedule: { type: "object" },
  },
  additionalProperties: false,
};

const TECHNICAL_CONFIGURATION: Schema = {
  type: "object",
  required: ["$schema", "product", "plan", "operatingSystem", "skus", "vmImageVersions"],
  properties: {
    $schema: SCHEMA_URI,
    id: DURABLE_ID,
    product: REFERENCE,
    plan: REFERENCE,
    operatingSystem: {
      type: "object",
      required: ["family", "type"],
      properties: { family: { enum: ["windows", "linux"] }, type: text, friendlyName: text },
    },
    recommendedVmSizes: { type: "array", maxItems: 6, items: text },
    openPorts: { type: "array" },
    vmProperties: { type: "object" },
    skus: {
      type: "array",
      items: {
        type: "object",
        required: ["imageType", "skuId"],
        properties: { imageType: IMAGE_TYPE, skuId: { type: "string", pattern: "^[a-z0-9_-]+$" } },
      },
    },
    vmImageVersions: { type: "array", items: IMAGE_VERSION },
  },
};

const PRODUCT: Schema = {
  type: "object",
  required: ["$schema", "identity", "type"],
  properties: {
    $schema: SCHEMA_URI,
    id: DURABLE_ID,
    identity: { type: "object", required: ["externalId"], properties: { externalId: EXTERNAL_ID } },
    type: text,
    alias: text,
  },
};

const PLAN: Schema = {
  type: "object",
  required: ["$schema", "product", "identity", "alias"],
  properties: {
    $schema: SCHEMA_URI,
    id: DURABLE_ID,
    product: REFERENCE,
    identity: {
      type: "object",
      required: ["externalId"],
      properties: { externalId: { type: "string", pattern: "^[a-z0-9_-]{1,50}$" } },
    },
    alias: text,
  },
};

/** Parts whose own shape the simulator does not look into. */
const PART: Schema = {
  type: "object",
  required: ["$schema", "product"],
  properties: { $schema: SCHEMA_URI, id: DURABLE_ID, product: REFERENCE, plan: REFERENCE },
};

/** The shapes of resources by their kinds, the parts of `$schema` before the version. */
export const RESOURCES: Readonly<Record<string, Schema>> = {
  submission: SUBMISSION,
  product: PRODUCT,
  plan: PLAN,
  "virtual-machine-plan-technical-configuration": TECHNICAL_CONFIGURATION,
  "core-virtual-machine-plan-technical-configuration": TECHNICAL_CONFIGURATION,
  property: PART,
  listing: PART,
  "listing-asset": PART,
  "listing-trailer": PART,
  "commercial-marketplace-setup": PART,
  "customer-leads": PART,
  "test-drive": PART,
  "plan-listing": PART,
  "price-and-availability-offer": PART,
  "price-and-availability-plan": PART,
  reseller: PART,
  "container-plan-technical-configuration": PART,
};

/** The body of a `configure`. */
export const CONFIGURE: Schema = {
  type: "object",
  required: ["$schema", "resources"],
  properties: {
    $schema: { ...SCHEMA_URI, pattern: SCHEMA_URI.pattern.replace("[a-z][a-z0-9-]*", "configure") },
    resources: {
      type: "array",
      minItems: 1,
      items: { type: "object", required: ["$schema"], properties: { $schema: SCHEMA_URI } },
    },
  },
};
