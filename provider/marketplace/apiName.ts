/** The APIs of the marketplace, as the input `api` names them. */
export const API_NAMES = ["cloudPartner", "productIngestion"] as const;

/** Which API holds an offer. */
export type ApiName = (typeof API_NAMES)[number];

/** The default, also for states of earlier versions, which name no API. */
export const DEFAULT_API: ApiName = "cloudPartner";

/** The API that a value names; `undefined` for anything else. */
export function parseApiName(value: unknown): ApiName | undefined {
  return API_NAMES.find((name) => name === value);
}
