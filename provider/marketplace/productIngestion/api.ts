import { withParameter } from "../http/origin";
import type { Explain } from "../http/serviceError";
import type { TokenTarget } from "../identity/tokenTarget";
import type { ServiceTraits } from "../service";
import { schemaAdvice } from "./nestedErrors";

/** The Product Ingestion API's address, unless the settings say otherwise. */
export const DEFAULT_ENDPOINT = "https://graph.microsoft.com";

/** All paths of the API start with it. */
export const BASE_PATH = "/rp/product-ingestion";

/** The schema version of the write, its job and the list of submissions. Microsoft has withdrawn versions before. */
export const DEFAULT_SCHEMA = "2022-03-01-preview2";

/** The newest schema version in use for products and for the content of a target. */
const PRODUCT_SCHEMA = "2022-03-01-preview3";
const TREE_SCHEMA = "2022-03-01-preview5";

/** The current host of schemas. The earlier one was switched off in 2024, and is refused in a write. */
const SCHEMA_BASE = "https://schema.mp.microsoft.com/schema";

/** A schema's address, as the bodies of writes name it. */
export function schemaUrl(name: "configure" | "submission", version: string): string {
  return `${SCHEMA_BASE}/${name}/${version}`;
}

/** The scope of tokens. */
export const TOKEN: TokenTarget = {
  scope: `${DEFAULT_ENDPOINT}/.default`,
  variable: "AZURE_MARKETPLACE_GRAPH_ACCESS_TOKEN",
};

/** All known numbers of submissions have 19 digits. */
const FEWEST_DIGITS = 13;

/** The documentation asks for at most one look at a job a minute. */
export const TRAITS: ServiceTraits = {
  minGapMs: 60_000,
  versionsOrdered: true,
  versionsExact: true,
  foreignVersion: (version) =>
    version.length < FEWEST_DIGITS
      ? `${version} looks like a version of the other API: numbers of this one have 19 digits. ` +
        'Take the number that "look --api productIngestion" prints, or set api to "cloudPartner"'
      : undefined,
};

/** Adds `$version` unless it is there: each kind of resource has its own schema. */
export function prepareUrlFor(schema: string): (url: URL) => URL {
  return (url) => {
    const kind = url.pathname.slice(BASE_PATH.length + 1).split("/")[0];
    const version = kind === "product" ? PRODUCT_SCHEMA : kind === "resource-tree" ? TREE_SCHEMA : schema;
    return withParameter(url, "$version", version);
  };
}

/** This API's advice, by status and by what the service says. */
export const explain: Explain = ({ status, code = "", text = "" }) => {
  if (status === 401) {
    return (
      `It has expired, or is not for ${DEFAULT_ENDPOINT}: a token for the Cloud Partner ` +
      `Portal API does not work here. Get a new one, or unset ${TOKEN.variable} to use an identity. Only tokens of ` +
      "applications are known to work, not those of users"
    );
  }
  if (status === 403) {
    return (
      "This identity may not manage offers of this account. In Partner Center (account settings, user management, " +
      "Microsoft Entra applications) give the application the role Manager for the publisher's account. Only " +
      "applications are known to work: sign in as one, not as a user"
    );
  }
  if (status === 409 || status === 412 || status === 423) {
    return "Another submission of this offer is running, or has just changed it. Run again when it has ended";
  }
  return status === 400 ? schemaAdvice(`${code}: ${text}`) : undefined;
};
