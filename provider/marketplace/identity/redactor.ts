/** Takes secrets out of a text. */
export type Redact = (text: string) => string;

const SHORTEST_SECRET = 4;
const SECRET_FIELD =
  /((?:client_secret|client_assertion|(?:access|refresh|id)_token|password)["']?\s{0,8}[=:]\s{0,8}["']?)[^\s"'&,}]+/gi;

/** Besides the values given, whatever looks like a token or is the value of a secret field goes. */
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
      .replace(SECRET_FIELD, "$1[secret]");
}
