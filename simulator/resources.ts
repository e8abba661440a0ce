import { createHash } from "node:crypto";
import type { Wire } from "./exchange";

/** A part of an offer as the Product Ingestion API has it: a product, a plan, a technical configuration, and so on. */
export interface Resource {
  readonly [name: string]: Wire;
  readonly $schema: string;
  /** The durable id, such as `plan/<guid of the product>/<guid of the plan>`. */
  readonly id: string;
}

const SCHEMAS = "https://schema.mp.microsoft.com/schema";

/** The address of a schema, such as that of `submission`; default version `2022-03-01-preview2`. */
export function schemaOf(kind: string, version = "2022-03-01-preview2"): string {
  return `${SCHEMAS}/${kind}/${version}`;
}

/** A GUID that is always the same for the same text. */
export function guidOf(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  const parts = /^(.{8})(.{4}).(.{3}).(.{3})(.{12})/.exec(hex)?.slice(1) ?? [];
  const [first = "", second = "", third = "", fourth = "", fifth = ""] = parts;
  return `${first}-${second}-4${third}-8${fourth}-${fifth}`;
}

/** The kind of a product by the type that the Cloud Partner Portal gives an offer. */
export function productTypeOf(offerTypeId: string): string {
  switch (offerTypeId) {
    case "microsoft-azure-virtualmachines":
      return "azureVirtualMachine";
    case "microsoft-azure-corevm":
      return "coreVirtualMachine";
    case "microsoft-azure-applications":
      return "azureApplication";
    case "microsoft-azure-container":
      return "azureContainer";
    default:
      return "softwareAsAService";
  }
}

/** The content of an offer with one plan, `basic`: a virtual machine with one image. */
export function firstResources(offerId: string, productId: string, offerTypeId: string): Resource[] {
  const product = `product/${productId}`;
  const planId = guidOf(`${productId} basic`);
  const plan = `plan/${productId}/${planId}`;
  const part = (kind: string, rest: string, members: Record<string, Wire>, version?: string): Resource => ({
    $schema: schemaOf(kind, version),
    id: `${kind}/${productId}${rest}`,
    product,
    ...members,
  });
  return [
    {
      $schema: schemaOf("product"),
      id: product,
      identity: { externalId: offerId },
      type: productTypeOf(offerTypeId),
      alias: offerId,
    },
    part("property", "", {
      kind: "azureVM",
      termsConditions: "standardMicrosoft",
      categories: { compute: ["operating-systems"] },
    }),
    part("listing", "/public/main/default/en-us", listing(offerId)),
    part("listing-asset", `/public/main/default/en-us/azurelogolarge/${guidOf(`${productId} logo`)}`, {
      kind: "azure",
      listing: `listing/${productId}/public/main/default/en-us`,
      type: "azureLogoLarge",
      languageId: "en-us",
      description: "",
      displayOrder: 0,
      fileName: "logo.png",
      friendlyName: "logo",
      url: "https://assets.example/logo.png?sv=2024-01-01&sig=signature",
    }),
    part("customer-leads", "", {
      leadDestination: "blob",
      blobLeadConfiguration: {
        contactEmail: ["leads@contoso.example"],
        storageAccountConnectionString: "AccountName=contoso;AccountKey=bm90LWEtcmVhbC1rZXk=",
        containerName: "leads",
      },
    }),
    part("plan", `/${planId}`, {
      identity: { externalId: "basic" },
      alias: "basic",
      azureRegions: ["azureGlobal"],
    }),
    part("plan-listing", `/public/main/${planId}/en-us`, {
      plan,
      kind: "azureVM-plan",
      name: "basic",
      description: "A plan.",
      summary: "A plan.",
      languageId: "en-us",
    }),
    part("price-and-availability-plan", `/${planId}`, {
      plan,
      visibility: "visible",
      markets: ["us"],
      pricing: { licenseModel: "payAsYouGo", corePricing: { priceInputOption: "flat", price: 1 } },
      audience: "public",
    }),
    part(
      "virtual-machine-plan-technical-configuration",
      `/${planId}`,
      { plan, ...technicalConfiguration() },
      "2022-03-01-preview5",
    ),
  ];
}

function listing(offerId: string): Record<string, Wire> {
  const contact = { name: "Support", email: "support@contoso.example", phone: "1" };
  return {
    kind: "azure",
    languageId: "en-us",
    title: offerId,
    description: "An offer.",
    searchResultSummary: "An offer.",
    shortDescription: "An offer.",
    privacyPolicyLink: "https://contoso.example/privacy",
    cloudSolutionProviderMarketingMaterials: "https://contoso.example/materials",
    supportContact: contact,
    engineeringContact: contact,
  };
}

function technicalConfiguration(): Record<string, Wire> {
  const source = { sourceType: "sasUri", osDisk: { uri: "https://images.example/first.vhd?sv=1&sig=s" } };
  return {
    operatingSystem: { family: "linux", friendlyName: "Linux", type: "other" },
    recommendedVmSizes: ["ds1-standard-v2"],
    openPorts: [],
    vmProperties: { supportsExtensions: true },
    skus: [{ skuId: "basic", imageType: "x64Gen2" }],
    vmImageVersions: [
      {
        versionNumber: "1.0.0",
        vmImages: [{ imageType: "x64Gen2", source: { ...source, dataDisks: [] } }],
        lifecycleState: "generallyAvailable",
      },
    ],
  };
}
