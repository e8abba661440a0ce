import { MarketplaceError } from "../../errors";
import { parseUrl } from "./origin";

type Environment = Readonly<Record<string, string | undefined>>;

/** Those through which requests to the service go. */
const USED = ["HTTPS_PROXY", "https_proxy"] as const;
/** Those that the identity library reads besides. */
const OTHERS = ["ALL_PROXY", "all_proxy", "HTTP_PROXY", "http_proxy"] as const;

/**
 * Throws `SETTING_INVALID` for a proxy that is no URL of http or https, without its value: what is malformed is often
 * so because of a character in its password. A path, which no proxy has, is such a password with a slash.
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

/** What stands in the proxy settings and must never show: whole values that cannot be read, and passwords. */
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
