import { MarketplaceError, isMarketplaceError } from "../errors";
import { type Clock, systemClock } from "../operation/clock";
import { untilAborted } from "./abort";
import { asArray, fieldOf, numberField } from "./json";
import { describeReason, isMissing, isOutage, type Redact, redactor } from "./credentialError";

/** The one permission that is asked for: the Cloud Partner Portal API as a whole. */
export const TOKEN_SCOPE = "https://cloudpartner.azure.com/.default";

/** A token that is this close to its end is not used any more. */
const RENEW_BEFORE_MS = 5 * 60_000;

/** How much each method's reason may take where several are listed. */
const LISTED_LENGTH = 160;

/** Gives the bearer token of a request. */
export interface Credential {
  /**
   * Throws `CREDENTIAL_MISSING` when nothing is configured, `CREDENTIAL_FAILED` when a method failed, `NETWORK`
   * when the identity service cannot be reached for now, `INTERRUPTED` when the signal is aborted.
   */
  getToken(signal?: AbortSignal): Promise<string>;
}

/** What is used of a credential of `@azure/identity`. */
export interface Identity {
  getToken(scope: string): Promise<{ readonly token: string; readonly expiresOnTimestamp?: number } | null>;
}

export interface CredentialOptions {
  /** A bearer token to use as it is, from `AZURE_MARKETPLACE_ACCESS_TOKEN`; blank counts as not given. */
  readonly accessToken?: string | undefined;
  /** Loads the identity when first needed; unless told otherwise `DefaultAzureCredential`, one for the process. */
  readonly identity?: (() => Promise<Identity>) | undefined;
  /** Values that must never show in a message, besides the secrets that `DefaultAzureCredential` reads. */
  readonly secrets?: readonly string[];
  readonly clock?: Clock;
}

/** Throws `SETTING_INVALID` for a given token that cannot be one. */
export function createCredential(options: CredentialOptions = {}): Credential {
  const given = options.accessToken?.trim() ?? "";
  if (given === "") return identityCredential(options);
  if (!/^[\x21-\x7e]+$/.test(given)) {
    throw new MarketplaceError(
      "SETTING_INVALID",
      "AZURE_MARKETPLACE_ACCESS_TOKEN contains a space, a line break or another character that no token has. " +
        "Set it to the token alone, without `Bearer` and without quotes",
    );
  }
  return { getToken: (signal) => untilAborted(Promise.resolve(given), signal, "Getting a token") };
}

function identityCredential(options: CredentialOptions): Credential {
  const load = options.identity ?? defaultIdentity;
  const clock = options.clock ?? systemClock;
  const redact = redactor([...(options.secrets ?? []), ...environmentSecrets()]);
  let underWay: Promise<string> | undefined;
  let kept: { readonly token: string; readonly until: number } | undefined;

  async function ask(): Promise<string> {
    // The command line identities of @azure/identity keep nothing: each call would start a process.
    if (kept !== undefined && clock.now() < kept.until) return kept.token;
    const answer = await askIdentity(load, redact, kept !== undefined);
    const expires = numberField(answer, "expiresOnTimestamp");
    kept = { token: answer.token, until: (expires ?? 0) - RENEW_BEFORE_MS };
    return answer.token;
  }

  return {
    getToken(signal) {
      underWay ??= ask().finally(() => {
        underWay = undefined;
      });
      return untilAborted(underWay, signal, "Getting a token");
    },
  };
}

async function askIdentity(
  load: () => Promise<Identity>,
  redact: Redact,
  gaveBefore: boolean,
): Promise<{ readonly token: string; readonly expiresOnTimestamp?: number }> {
  try {
    const answer = await (await load()).getToken(TOKEN_SCOPE);
    if (answer !== null && answer.token !== "") return answer;
  } catch (error) {
    throw toCredentialError(error, redact, gaveBefore);
  }
  throw missing(["the identity gave no token"]);
}

let processIdentity: Promise<Identity> | undefined;

function defaultIdentity(): Promise<Identity> {
  // Loaded here, since it is large and a given token needs none of it.
  processIdentity ??= import("@azure/identity").then(
    ({ DefaultAzureCredential }) => new DefaultAzureCredential(),
  );
  return processIdentity;
}

function environmentSecrets(): string[] {
  const { AZURE_CLIENT_SECRET, AZURE_CLIENT_CERTIFICATE_PASSWORD } = process.env;
  return [AZURE_CLIENT_SECRET, AZURE_CLIENT_CERTIFICATE_PASSWORD].filter((value) => value !== undefined);
}

function toCredentialError(error: unknown, redact: Redact, gaveBefore: boolean): MarketplaceError {
  if (isMarketplaceError(error)) return error;
  // @azure/identity reports some outages as if nothing was configured; an identity that gave a token before is.
  if (isMissing(error) && !gaveBefore) {
    const tried = asArray(fieldOf(error, "errors")) ?? [error];
    return missing(tried.map((reason) => describeReason(reason, redact, LISTED_LENGTH)));
  }
  const reason = describeReason(error, redact);
  if (isOutage(error) || isMissing(error)) {
    return new MarketplaceError(
      "NETWORK",
      `No token for ${TOKEN_SCOPE}, since the identity service cannot be reached: ${reason}. ` +
        "Check the connection to login.microsoftonline.com, and HTTPS_PROXY if the way out is a proxy",
    );
  }
  return new MarketplaceError(
    "CREDENTIAL_FAILED",
    `No token for ${TOKEN_SCOPE}: ${reason}. Mend this identity, or choose another: ${WAYS}`,
  );
}

const WAYS =
  "set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET (or AZURE_CLIENT_CERTIFICATE_PATH, or " +
  "AZURE_FEDERATED_TOKEN_FILE) to a service principal; or run `az login`; or set AZURE_MARKETPLACE_ACCESS_TOKEN " +
  "to the output of `az account get-access-token --resource https://cloudpartner.azure.com --query accessToken -o tsv`";

function missing(tried: readonly string[]): MarketplaceError {
  return new MarketplaceError(
    "CREDENTIAL_MISSING",
    `No Azure identity was found. Tried:\n${tried.map((reason) => `  - ${reason}\n`).join("")}To give one, ${WAYS}`,
  );
}
