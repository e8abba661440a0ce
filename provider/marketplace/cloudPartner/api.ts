import type { TokenTarget } from "../identity/tokenTarget";
import { withParameter } from "../http/origin";
import type { Explain } from "../http/serviceError";

/** The Cloud Partner Portal API's address, unless the settings say otherwise. */
export const DEFAULT_ENDPOINT = "https://cloudpartner.azure.com";

/** The API's version, which every call names (Cloud Partner Portal API reference, considerations). */
const API_VERSION = "2017-10-31";

/** The scope of tokens: the API as a whole is its only permission. */
export const TOKEN: TokenTarget = {
  scope: `${DEFAULT_ENDPOINT}/.default`,
  variable: "AZURE_MARKETPLACE_ACCESS_TOKEN",
};

/** Adds `api-version` unless it is there: the service's own URLs may or may not have it. */
export function prepareUrl(url: URL): URL {
  return withParameter(url, "api-version", API_VERSION);
}

/** This API's advice, by status. */
export const explain: Explain = ({ status }) => {
  if (status === 401) {
    return (
      `It has expired, or is not for ${DEFAULT_ENDPOINT}. ` +
      `Get a new one, or unset ${TOKEN.variable} to use an identity`
    );
  }
  if (status === 403) {
    return (
      "This identity may not use this publisher. Check publisherId. Add the service principal in Partner " +
      "Center (account settings, user management, Microsoft Entra applications) with a role that may publish. " +
      "The object id to give there is the enterprise application's, not the app registration's"
    );
  }
  if (status === 409 || status === 412) {
    return "Another operation on this offer is running, or has just changed it. Run again when it has ended";
  }
  return undefined;
};
