import type { TokenTarget } from "../identity/tokenTarget";
import { withParameter } from "../http/origin";
import type { Explain } from "../http/serviceError";

/** Where the Cloud Partner Portal API is, unless the settings say otherwise. */
export const DEFAULT_ENDPOINT = "https://cloudpartner.azure.com";

/** The version of the API, which every call names (Cloud Partner Portal API reference, considerations). */
const API_VERSION = "2017-10-31";

/** Whom tokens are for: the API as a whole is the one permission that is asked for. */
export const TOKEN: TokenTarget = {
  scope: `${DEFAULT_ENDPOINT}/.default`,
  variable: "AZURE_MARKETPLACE_ACCESS_TOKEN",
};

/** Adds `api-version` where it is missing: URLs of the service's responses have it, or have not. */
export function prepareUrl(url: URL): URL {
  return withParameter(url, "api-version", API_VERSION);
}

/** The advice of this API, by status. */
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
