/** Takes secrets out of a text. */
export type Redact = (text: string) => string;

const SHORTEST_SECRET = 4;
const SECRET_FIELD =
  /((?:client_secret|client_assertion|(?:access|refresh|id)_token|password)["']?\s{0,8}[=:]\s{0,8}["']?)[^\s"'&,}]+/gi;
/** User name and password in an address. */
const USER_INFO = /\/\/[^\s/?#]{1,512}@/g;

/**
 * For messages. Removes the given values, as they are and as in an address, and anything that looks like a token, is
 * the value of a secret field, or stands before the host of an address.
 */
export function redactor(secrets: readonly string[]): Redact {
  const forms = secrets
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .flatMap((secret) => [secret, encodeURIComponent(secret.replace(/\p{Cs}/gu, ""))])
    .sort((a, b) => b.length - a.length);
  return (text) =>
    forms
      .reduce((kept, secret) => kept.replaceAll(secret, "[secret]"), text)
      .replace(/\beyJ[\w-]{8,}(?:\.[\w-]*){0,4}/g, "[token]")
      .replace(/\b(Bearer\s{1,8})[\w.~+/=-]{8,}/gi, "$1[token]")
      .replace(USER_INFO, "//[secret]@")
      .replace(SECRET_FIELD, "$1[secret]");
}

const EMAIL =
  /(?:[\p{L}\p{N}\p{M}_.%+'-]|\\u(?:0027|002b|(?!00[0-7])[\da-f]{4})){1,64}(?:@|%40|%2540|\\u0040|&#64;)(?:[\p{L}\p{N}\p{M}_-]|\\u(?!00[0-7])[\da-f]{4}){1,63}(?:\.(?:[\p{L}\p{N}\p{M}_-]|\\u(?!00[0-7])[\da-f]{4}){1,63}){1,8}/giu;
const SECRET_NAME = String.raw`[^"\\]{0,99}(?:token|secret|password|connectionstring|(?:account|api|access|primary|secondary|shared|function)_?key)[^"\\]{0,99}`;

const REDACTIONS: readonly (readonly [RegExp, string])[] = [
  [
    new RegExp(String.raw`("${SECRET_NAME}"\s{0,20}:\s{0,20})(?:"(?:[^"\\]+|\\.)*"?|-?\d[\d.e+-]*)`, "gis"),
    '$1"redacted"',
  ],
  // The same in JSON inside a JSON string.
  [new RegExp(String.raw`(\\"${SECRET_NAME}\\"\s{0,20}:\s{0,20}\\")[^"\\]*`, "gi"), "$1redacted"],
  [
    /\b(AccountKey|SharedAccessKey)(=|%3d|\\u003d)(?:[^;&"'\s<>\\]|\\u00(?:2b|2f|3d)|\\\/)+/gi,
    "$1$2redacted",
  ],
  // A SAS signature, in an address, in JSON or in HTML.
  [
    /(?<=^|[^a-z]|%[\da-f]{2}|\\u[\da-f]{4}|\\[nrt])(sig)(=|%3d|%253d|\\u003d)(?:[^&"'\s<>\\]|\\u00(?:2b|2f|3d)|\\\/)+/gi,
    "$1$2redacted",
  ],
  // Signed tokens have three parts, encrypted ones five, of which the second may be empty.
  [
    /(?<=^|[^\w-]|%[\da-f]{2}|\\u[\da-f]{4}|\\[nrt])ey[\w-]{10,}\.(?:[\w-]*(?:\.[\w-]+){3}|[\w-]{10,}\.[\w-]*)/gi,
    "redacted-token",
  ],
  // The key of an Azure function in an address.
  [/([?&]code=)[\w%.~+/=-]{16,}/gi, "$1redacted"],
  [/\bBearer\s+[\w.~+/=-]{8,}/gi, "Bearer redacted"],
  [EMAIL, "redacted@redacted.invalid"],
];

/**
 * For documents of the service. Removes e-mail addresses, SAS signatures, keys, passwords and tokens, plain or
 * escaped in JSON or addresses. Text that is too long to be searched is left out as a whole.
 */
export function redact(text: string): string {
  try {
    return REDACTIONS.reduce(
      (result, [pattern, replacement]) => result.replaceAll(pattern, replacement),
      text,
    );
  } catch (error) {
    if (error instanceof RangeError)
      return `(${text.length} characters, too long to be searched for secrets)`;
    throw error;
  }
}
