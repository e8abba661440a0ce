import type { Environment } from "../../values/environment";
import { MarketplaceError } from "../../errors";
import { parseUrl } from "./origin";

/** The variables for requests to the service. */
const USED = ["HTTPS_PROXY", "https_proxy"] as const;
/** More variables, which the identity library reads. */
const OTHERS = ["ALL_PROXY", "all_proxy", "HTTP_PROXY", "http_proxy"] as const;

/**
 * Throws `SETTING_INVALID` for a proxy that is not an http or https URL. Without its value: often a character in its
 * password makes it malformed. A path, which no proxy has, is such a password with a slash.
 */
export function checkProxySettings(environment: Environment): void {
  for (const name of USED) {
    const text = environment[name] ?? "";
    if (text === "") continue;
    const url = /[\s\p{Cc}]/u.test(text) ? undefined : parseUrl(text);
    const bare = url?.pathname === "/" && url.search === "" && url.hash === "";
    if (bare && /^https?:$/.test(url.protocol)) continue;
    throw new MarketplaceError(
      "SETTING_INVALID",
      `${name} must be the URL of a proxy, such as http://proxy.example:3128. Percent-encode special characters of ` +
        "its user name and password. Its value is not shown, since it may hold a password",
    );
  }
}

/** The parts of the proxy settings that must never show: passwords, and whole values that cannot be parsed. */
export function proxySecrets(environment: Environment): readonly string[] {
  return [...USED, ...OTHERS].flatMap((name) => {
    const text = environment[name] ?? "";
    const url = parseUrl(text);
    if (url === undefined || url.host === "") return text === "" ? [] : [text];
    const { password } = url;
    return password === "" ? [] : [password, decoded(password)];
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
