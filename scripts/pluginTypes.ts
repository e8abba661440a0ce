/** A field of an object type, as its readers see it. */
export interface FieldRow {
  readonly name: string;
  /** One sentence. */
  readonly meaning: string;
  readonly optional?: boolean;
  /** A list of operations, or a product; a text otherwise. */
  readonly holds?: "operations" | "product";
}

/** The output `failure`. */
export const FAILURE: readonly FieldRow[] = [
  { name: "code", meaning: "`LAUNCH_FAILED` or `LAUNCH_CANCELED`." },
  { name: "message", meaning: "What the service said, for a person." },
  { name: "step", meaning: "The step that failed, such as `Certification`.", optional: true },
];

/** The result of `getOffer`. */
export const FACTS: readonly FieldRow[] = [
  { name: "api", meaning: "Which API was asked." },
  { name: "publisherId", meaning: "The publisher's id." },
  { name: "offerId", meaning: "The offer's id." },
  {
    name: "previewVersion",
    meaning: "The version in preview, as decimal text; absent when the slot is empty or names none.",
    optional: true,
  },
  {
    name: "liveVersion",
    meaning: "The version in production, as decimal text; absent when the slot is empty or names none.",
    optional: true,
  },
  { name: "phase", meaning: "Where the offer stands, such as `readyToLaunch`, `launching` or `live`." },
  { name: "status", meaning: "The offer's own status word, as the service sent it." },
  {
    name: "step",
    meaning: "The step that tells where things stand, such as `Certification`.",
    optional: true,
  },
  {
    name: "operations",
    meaning: "The service's list of operations, as far as it tells.",
    holds: "operations",
  },
  {
    name: "product",
    meaning: "What the service itself calls the offer; only Product Ingestion does.",
    optional: true,
    holds: "product",
  },
];

/** The field `product`. */
export const PRODUCT: readonly FieldRow[] = [
  { name: "id", meaning: "The product's GUID." },
  { name: "alias", meaning: "The name that only publishers see.", optional: true },
  {
    name: "type",
    meaning: "What kind of offer it is, in the service's word, such as `azureVirtualMachine`.",
    optional: true,
  },
  { name: "address", meaning: "The offer's page in Partner Center.", optional: true },
];

/** An entry of `operations`. */
export const OPERATION: readonly FieldRow[] = [
  { name: "id", meaning: "The operation's id." },
  { name: "kind", meaning: "What it does, such as `launch` or `publish`." },
  { name: "status", meaning: "The service's own word for where the operation stands." },
  { name: "version", meaning: "The version that it is about, as decimal text.", optional: true },
  { name: "changedTime", meaning: "When it last changed, ISO 8601, UTC.", optional: true },
];
