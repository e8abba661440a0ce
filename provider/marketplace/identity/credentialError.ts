import { MarketplaceError, isMarketplaceError } from "../../errors";
import { asArray, fieldOf } from "../../values/json";
import { describeReason, isMissing, isOutage } from "./identityFailure";
import type { IdentityWords } from "./signInMethod";
import type { Redact } from "../../values/redact";
import type { TokenTarget } from "./tokenTarget";

/** The length of each method's reason when several are listed, in characters. */
const LISTED_LENGTH = 160;

const REACH =
  "Check the tenant, the connection to login.microsoftonline.com (or the authority that is configured), HTTPS_PROXY " +
  "if requests go through a proxy, and NODE_EXTRA_CA_CERTS if the network has a certificate authority of its own";

/** How a token was requested, as far as an error may say. */
export interface SignIn {
  readonly target: TokenTarget;
  readonly redact: Redact;
  /** The chosen method. `undefined` for the default credential, which tries several. */
  readonly words: IdentityWords | undefined;
  /** It has given a token before, so it is configured. */
  readonly gaveBefore: boolean;
}

/** Turns what an identity threw into an error of this package, without secrets. */
export function toCredentialError(error: unknown, signIn: SignIn): MarketplaceError {
  const { target, redact, words, gaveBefore } = signIn;
  const noToken = `cannot get a token for ${target.scope}`;
  if (isMarketplaceError(error)) {
    if (error.code !== "NETWORK" || words === undefined) return error;
    const why = error.message.replace(/ \[NETWORK\]$/, "");
    return new MarketplaceError("NETWORK", `${noToken} by ${words.name}: ${why}`);
  }
  // @azure/identity reports some outages as if nothing was configured. An identity that gave a token before is
  // configured.
  const absent = isMissing(error) && !gaveBefore;
  if (absent && words === undefined) {
    const tried = asArray(fieldOf(error, "errors")) ?? [error];
    return noIdentity(
      target,
      tried.map((reason) => describeReason(reason, redact, LISTED_LENGTH)),
    );
  }
  const reason = describeReason(error, redact);
  const by = words === undefined ? "" : ` by ${words.name}`;
  const local = words?.remote === false;
  const outage = isOutage(error) || (isMissing(error) && words?.remote !== true);
  if (outage && !(absent && local)) {
    return new MarketplaceError(
      "NETWORK",
      `${noToken}${by}, since the identity service cannot be reached: ${reason}. ${REACH}`,
    );
  }
  return new MarketplaceError(
    "CREDENTIAL_FAILED",
    words === undefined
      ? `${noToken}: ${reason}. Fix this identity or configure another one: ${waysTo(target)}`
      : `${noToken}${by}: ${reason}. No other method was tried. ${words.advice}`,
  );
}

/** The error for an identity that takes too long, such as a command that hangs. */
export function tooSlow(target: TokenTarget, patienceMs: number): MarketplaceError {
  return new MarketplaceError(
    "NETWORK",
    `cannot get a token for ${target.scope}: the identity service did not respond within ${patienceMs / 1_000} s. ${REACH}`,
  );
}

/** The error when nothing is configured. `tried` has the reason of each method. */
export function noIdentity(target: TokenTarget, tried: readonly string[]): MarketplaceError {
  const list = tried.map((reason) => `  - ${reason}\n`).join("");
  return new MarketplaceError(
    "CREDENTIAL_MISSING",
    `no Azure identity was found. Run "az login", or configure one (docs/authentication.md)\nTried:\n${list}To give one, ${waysTo(target)}`,
  );
}

function waysTo({ scope, variable }: TokenTarget): string {
  const resource = scope.replace(/\/\.default$/, "");
  return (
    "set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET (or AZURE_CLIENT_CERTIFICATE_PATH, or " +
    `AZURE_FEDERATED_TOKEN_FILE) to a service principal, or run "az login", or set ${variable} to the output of ` +
    `"az account get-access-token --resource ${resource} --query accessToken -o tsv"`
  );
}
