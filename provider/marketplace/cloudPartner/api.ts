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
      `The service rejected the token: it has expired, or is not for ${DEFAULT_ENDPOINT}. ` +
      `A token given in ${TOKEN.variable} lasts about an hour: get a new one, or unset it to let an identity get tokens`
    );
  }
  if (status === 403) {
    return (
      "This identity may not use this publisher: check publisherId, and add the service principal in Partner " +
      "Center (account settings, user management, Microsoft Entra applications) with a role that may publish; " +
      "where an object id is asked for, it is the one of the enterprise application, not of the app registration"
    );
  }
  if (status === 409 || status === 412) {
    return "Another operation on this offer is under way, or has just changed it: run again when it is done";
  }
  return undefined;
};
