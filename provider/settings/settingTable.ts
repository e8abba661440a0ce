import * as cloudPartner from "../marketplace/cloudPartner/api";
import * as productIngestion from "../marketplace/productIngestion/api";

/** The namespace of this package in stack config. */
export const NAMESPACE = "azure-marketplace";

/**
 * The values that a setting takes:
 *
 * - `origin`: scheme and host, https, or http for this machine;
 * - `schema`: a date, as in `2022-03-01`, and maybe `-preview` and a number;
 * - `token`: a bearer token, alone;
 * - `flag`: true or false, also as 1 or 0;
 * - `count`: a whole number, at least 0;
 * - `rate`: a number from 0.1 to 1000.
 */
export type SettingType = "origin" | "schema" | "token" | "flag" | "count" | "rate";

export interface SettingRow {
  /** In stack config after `azure-marketplace:`, and in `Settings`. */
  readonly key: string;
  /** Read from the environment only: policies see stack config, and the state keeps it. */
  readonly environmentOnly?: true;
  /** The environment variable. Stack config takes precedence. */
  readonly variable: string;
  readonly type: SettingType;
  /** As a person would write it. Absent: none. */
  readonly default?: string;
  /** One sentence for the reference and the plugin's schema. */
  readonly sentence: string;
  /** Its value is never shown. */
  readonly secret: boolean;
  /** A typo in its name would silently disable a safety limit. */
  readonly safety?: true;
}

/** Every setting but those of an identity (`identityTable.ts`). */
export const SETTINGS = [
  {
    key: "endpoint",
    variable: "AZURE_MARKETPLACE_ENDPOINT",
    type: "origin",
    default: cloudPartner.DEFAULT_ENDPOINT,
    sentence: "Where the Cloud Partner Portal API is: scheme and host; http for this machine only.",
    secret: true,
  },
  {
    key: "graphEndpoint",
    variable: "AZURE_MARKETPLACE_GRAPH_ENDPOINT",
    type: "origin",
    default: productIngestion.DEFAULT_ENDPOINT,
    sentence: "Where the Product Ingestion API is: scheme and host; http for this machine only.",
    secret: true,
  },
  {
    key: "ingestionSchema",
    variable: "AZURE_MARKETPLACE_INGESTION_SCHEMA",
    type: "schema",
    default: productIngestion.DEFAULT_SCHEMA,
    sentence: "The version of the Product Ingestion API's schemas, for when Microsoft withdraws this one.",
    secret: false,
  },
  {
    key: "accessToken",
    environmentOnly: true,
    variable: cloudPartner.TOKEN.variable,
    type: "token",
    sentence: "A bearer token for the Cloud Partner Portal API, used as it is instead of an identity.",
    secret: true,
  },
  {
    key: "graphAccessToken",
    environmentOnly: true,
    variable: productIngestion.TOKEN.variable,
    type: "token",
    sentence: "A bearer token for the Product Ingestion API, used as it is instead of an identity.",
    secret: true,
  },
  {
    key: "readOnly",
    variable: "AZURE_MARKETPLACE_READ_ONLY",
    type: "flag",
    default: "false",
    sentence: "`true`: do everything but send the launch request, which is refused.",
    secret: false,
    safety: true,
  },
  {
    key: "maxLaunches",
    variable: "AZURE_MARKETPLACE_MAX_LAUNCHES",
    type: "count",
    sentence: "How many launch requests one run may send; more are refused.",
    secret: false,
    safety: true,
  },
  {
    key: "skipPreviewLook",
    variable: "AZURE_MARKETPLACE_SKIP_PREVIEW_LOOK",
    type: "flag",
    default: "false",
    sentence: "`true`: previews send no request, and do not say what `up` would do.",
    secret: false,
  },
  {
    key: "strictPreview",
    variable: "AZURE_MARKETPLACE_STRICT_PREVIEW",
    type: "flag",
    default: "false",
    sentence: "`true`: a preview fails for everything that `up` would refuse.",
    secret: false,
  },
  {
    key: "requestsPerSecond",
    variable: "AZURE_MARKETPLACE_REQUESTS_PER_SECOND",
    type: "rate",
    default: "10",
    sentence: "How many requests a second one run sends to an API at most, over all its launches.",
    secret: false,
  },
] as const satisfies readonly SettingRow[];

export type SettingKey = (typeof SETTINGS)[number]["key"];

/** The row of a setting. */
export function settingRow(key: SettingKey): SettingRow {
  const rows: readonly SettingRow[] = SETTINGS;
  const found = rows.find((row) => row.key === key);
  if (found === undefined) throw new Error(`there is no setting ${key}`);
  return found;
}
