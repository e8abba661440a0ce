import { MarketplaceError } from "../../errors";
import { cleanPlainText } from "../../values/text";

/**
 * Resolves a path or URL, which may come from the service, to a URL of the API's origin. Throws `FOREIGN_URL` for one
 * that would carry the token to another origin, or that hides its target: user information, backslashes, white space,
 * control characters.
 */
export function resolveServiceUrl(origin: URL, reference: string, base: URL = origin): URL {
  const url = /[\\\s\p{Cc}]/u.test(reference) ? undefined : parseUrl(reference, base);
  if (
    // A blob: URL has the origin of the URL inside it.
    url?.protocol !== origin.protocol ||
    url.origin !== origin.origin ||
    url.username !== "" ||
    url.password !== ""
  ) {
    throw new MarketplaceError(
      "FOREIGN_URL",
      `The URL ${cleanPlainText(reference, 200)} does not lead to ${origin.origin}, the configured endpoint. ` +
        "Nothing was sent there, since the token would have gone with it. If the service moved, configure its new endpoint",
    );
  }
  url.hash = "";
  return url;
}

/** Parses a URL. `undefined` for other text. (`URL.parse` is missing in the first release of Node 22.) */
export function parseUrl(reference: string, base?: URL): URL | undefined {
  try {
    return new URL(reference, base);
  } catch {
    return undefined;
  }
}

/**
 * Adds a query parameter unless there is one of that name, in any case. Nothing else changes, `$` in paths included.
 * The name may contain `$`.
 */
export function withParameter(url: URL, name: string, value: string): URL {
  if ([...url.searchParams.keys()].some((key) => key.toLowerCase() === name.toLowerCase())) return url;
  const changed = new URL(url);
  changed.search = `${url.search === "" ? "?" : `${url.search}&`}${name}=${encodeURIComponent(value)}`;
  return changed;
}
