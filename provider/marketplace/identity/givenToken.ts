import { MarketplaceError } from "../../errors";

/** The characters of a bearer token (RFC 6750, section 2.1). */
const TOKEN = /^[\w.~+/-]+=*$/;

/**
 * Returns the token when it can be one. Otherwise throws `SETTING_INVALID`, without the token. `variable` is where it
 * was set.
 */
export function checkGivenToken(token: string, variable: string): string {
  if (TOKEN.test(token)) return token;
  const problem = /^bearer\s/i.test(token)
    ? 'begins with "Bearer", which is not part of the token'
    : "contains a space, a quote, a line break or another character that no token has";
  throw new MarketplaceError(
    "SETTING_INVALID",
    `${variable} ${problem}. Set it to the token alone, without "Bearer" and without quotes`,
  );
}
