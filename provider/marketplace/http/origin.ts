import { MarketplaceError } from "../../errors";
import { cleanPlainText } from "../../values/text";

/** The version of the API, which every call names (Cloud Partner Portal API reference, considerations). */
const API_VERSION = "2017-10-31";

/**
 * A path or URL, which may come from the service, as a URL of the endpoint. Throws `FOREIGN_URL` for one that
 * would carry the token to another origin, or hides where it leads: user information, backslashes, white space,
 * control characters.
 */
export function resolveServiceUrl(endpoint: URL, reference: string, base: URL = endpoint): URL {
  const url = /[\\\s\p{Cc}]/u.test(reference) ? undefined : parseUrl(reference, base);
  if (
    // A blob: URL has the origin of the URL inside it.
    url?.protocol !== endpoint.protocol ||
    url.origin !== endpoint.origin ||
    url.username !== "" ||
    url.password !== ""
  ) {
    throw new MarketplaceError(
      "FOREIGN_URL",
      `The URL ${cleanPlainText(reference, 200)} does not lead to ${endpoint.origin}, the configured endpoint; ` +
        "nothing was sent there, since a token would go with it. If the service moved, configure its new endpoint",
    );
  }
  url.hash = "";
  return url;
}

/** `undefined` for what is no URL; `URL.parse` is missing in the first release of Node 22. */
export function parseUrl(reference: string, base?: URL): URL | undefined {
  try {
    return new URL(reference, base);
  } catch {
    return undefined;
  }
}

/** Adds `api-version` where it is missing; all else, `$` in paths included, stays as it is. */
export function withApiVersion(url: URL): URL {
  // The service's framework takes parameter names in any case.
  if ([...url.searchParams.keys()].some((name) => name.toLowerCase() === "api-version")) return url;
  const versioned = new URL(url);
  versioned.search = `${url.search === "" ? "?" : `${url.search}&`}api-version=${API_VERSION}`;
  return versioned;
}
