import type { IdentityChoice } from "./identity/signInMethod";

/** The settings that requests need. */
export interface ServiceSettings {
  /** Where the Cloud Partner Portal API is: an origin. */
  readonly endpoint: URL;
  /** Where the Product Ingestion API is: an origin. */
  readonly graphEndpoint: URL;
  /** The version of the schemas of the Product Ingestion API. */
  readonly ingestionSchema: string;
  /** A bearer token for the Cloud Partner Portal API. Without one an Azure identity is used. */
  readonly accessToken?: string;
  /** The same for the Product Ingestion API. */
  readonly graphAccessToken?: string;
  /** The Azure identity for an API without a token. Absent when both have one. */
  readonly identity?: IdentityChoice;
  /** How many requests a second each API gets at most, over all launches of a run. */
  readonly requestsPerSecond: number;
}
