import { MarketplaceError, messageOf } from "../../errors";
import { asArray, fieldOf, numberField, stringField } from "../../values/json";
import type { Redact } from "../../values/redact";
import { cleanPlainText } from "../../values/text";
import type { HttpRequest } from "./transport";

const MAX_ADDRESSES = 6;
const MAX_CAUSES = 4;

/** The known facts about a request that got no response. */
export interface LostRequest {
  /** Nothing of the request left this machine. */
  readonly notSent: boolean;
  /** How long Node tries an address before the next one, in milliseconds. There is no such limit for the last one. */
  readonly attemptTimeoutMs: number;
  /** Removes secrets from a text. */
  readonly redact: Redact;
}

/** got's errors hold the request with its Authorization header, so only message and code are used. */
export function toNetworkError(
  request: Pick<HttpRequest, "method" | "url">,
  error: unknown,
  { notSent, attemptTimeoutMs, redact }: LostRequest,
): MarketplaceError {
  const { pathname, host } = new URL(request.url);
  const code = stringField(error, "code");
  const addresses = addressesOf(error);
  const limited = addresses.some((one, index) => isLimited(one, index, addresses));
  const message =
    addresses.length === 0
      ? messageOf(error)
      : describeAddresses(addresses, `within ${attemptTimeoutMs} ms, which is Node's limit for each address`);
  const reason = cleanPlainText(redact(message));
  const call = `${request.method} ${pathname}`;
  return new MarketplaceError(
    "NETWORK",
    (notSent
      ? `${call} was not sent, since there is no connection to ${host}: `
      : `${call} received no complete response from ${host}: `) +
      `${code === undefined || reason.includes(code) ? reason : `${reason} (${code})`}. ` +
      (limited ? raiseLimit(attemptTimeoutMs) : advice(code)),
    {
      cause: Object.assign(new Error(reason), code === undefined ? {} : { code }),
      ...(notSent ? { notSent: "unreachable" } : {}),
    },
  );
}

/** The errors of each address, when a name has several and none could be reached. */
function addressesOf(error: unknown): readonly unknown[] {
  let cause: unknown = error;
  for (let depth = 0; depth < MAX_CAUSES && cause !== undefined; depth++) {
    const errors = asArray(fieldOf(cause, "errors"));
    if (errors !== undefined && errors.length > 0) return errors;
    cause = fieldOf(cause, "cause");
  }
  return [];
}

/** Node gives up on an address in time to try the next one. A timeout of the last one is the network's own. */
function isLimited(error: unknown, index: number, all: readonly unknown[]): boolean {
  return stringField(error, "code") === "ETIMEDOUT" && index < all.length - 1;
}

function describeAddresses(errors: readonly unknown[], limit: string): string {
  const each = errors.slice(0, MAX_ADDRESSES).map((error, index) => {
    const address = stringField(error, "address");
    const port = numberField(error, "port");
    const code = stringField(error, "code");
    if (address === undefined || code === undefined) return messageOf(error);
    const host = address.includes(":") ? `[${address}]` : address;
    const why = isLimited(error, index, errors) ? `no response ${limit} (${code})` : code;
    return `${host}${port === undefined ? "" : `:${port}`} ${why}`;
  });
  const more = errors.length > MAX_ADDRESSES ? `, and ${errors.length - MAX_ADDRESSES} more` : "";
  return `no address could be reached: ${each.join(", ")}${more}`;
}

function raiseLimit(attemptTimeoutMs: number): string {
  const enough = Math.max(2_000, 4 * attemptTimeoutMs);
  return (
    "Check the connection to this host. On a slow network, raise Node's limit with " +
    `NODE_OPTIONS=--network-family-autoselection-attempt-timeout=${enough}`
  );
}

function advice(code: string | undefined): string {
  if (code === "ETIMEDOUT") return "The service may be slow. Try again later";
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") {
    return "Check the endpoint's name, this machine's DNS, and HTTPS_PROXY if requests go through a proxy";
  }
  if (code === "ERR_PROXY_TUNNEL") return "Check HTTPS_PROXY, and the user name and password in it";
  if (code !== undefined && /CERT|SIGNATURE|ISSUER/.test(code)) {
    return "Check the certificate. If your network has its own certificate authority, name it in NODE_EXTRA_CA_CERTS";
  }
  return "Check the connection to this host, and HTTPS_PROXY and NO_PROXY if requests go through a proxy";
}
