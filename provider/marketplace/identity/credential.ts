import { MarketplaceError, isMarketplaceError } from "../../errors";
import { type Clock, systemClock } from "../../waiting/clock";
import { withinTime } from "../../waiting/withinTime";
import { untilAborted } from "../http/abort";
import { identityLoader } from "./azureIdentity";
import { describeReason, isMissing, isOutage, type Redact, redactor } from "./credentialError";
import {
  describeIdentity,
  type Identity,
  type IdentityChoice,
  type IdentityWords,
  secretsOf,
} from "./method";
import { asArray, fieldOf, numberField } from "../../values/json";

/** The one permission that is asked for: the Cloud Partner Portal API as a whole. */
export const TOKEN_SCOPE = "https://cloudpartner.azure.com/.default";

/** How long an identity may take to give a token. */
const PATIENCE_MS = 60_000;

/** A token that is this close to its end is not used any more. */
const RENEW_BEFORE_MS = 5 * 60_000;

/** How much each method's reason may take where several are listed. */
const LISTED_LENGTH = 160;

/** Gives the bearer token of a request. */
export interface Credential {
  /**
   * Throws `CREDENTIAL_MISSING` when nothing is configured, or a method only in part, `CREDENTIAL_FAILED` when a
   * method failed (no other is tried in its place), `NETWORK` when the identity service cannot be reached for now,
   * `INTERRUPTED` when the signal is aborted.
   */
  getToken(signal?: AbortSignal): Promise<string>;
}

export interface CredentialOptions {
  /** A bearer token to use as it is, from `AZURE_MARKETPLACE_ACCESS_TOKEN`; blank counts as not given. */
  readonly accessToken?: string | undefined;
  /** Whose token to ask for; unless told otherwise that of `DefaultAzureCredential`. */
  readonly choice?: IdentityChoice | undefined;
  /** Loads the identity when a token is needed; unless told otherwise from `@azure/identity`. */
  readonly identity?: (() => Promise<Identity>) | undefined;
  /** Values that must never show in a message, besides those of the choice and of `DefaultAzureCredential`. */
  readonly secrets?: readonly string[];
  readonly clock?: Pick<Clock, "now" | "after">;
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
  const choice = options.choice ?? { method: "default", authority: {} };
  const load = options.identity ?? identityLoader(choice);
  const words = describeIdentity(choice);
  const clock = options.clock ?? systemClock;
  const redact = redactor([...(options.secrets ?? []), ...secretsOf(choice), ...environmentSecrets()]);
  let underWay: Promise<string> | undefined;
  let kept: { readonly token: string; readonly until: number } | undefined;

  async function ask(): Promise<string> {
    // The command line identities of @azure/identity keep nothing: each call would start a process.
    if (kept !== undefined && clock.now() < kept.until) return kept.token;
    const answer = await askIdentity(load, (error) =>
      toCredentialError(error, { redact, words, gaveBefore: kept !== undefined }),
    );
    const expires = numberField(answer, "expiresOnTimestamp");
    kept = { token: answer.token, until: (expires ?? 0) - RENEW_BEFORE_MS };
    return answer.token;
  }

  return {
    getToken(signal) {
      underWay ??= inTime(ask, clock).finally(() => {
        underWay = undefined;
      });
      return untilAborted(underWay, signal, "Getting a token");
    },
  };
}

/** A token that never comes, from a command that hangs, must not hold all launches for ever. */
async function inTime(ask: () => Promise<string>, clock: Pick<Clock, "after">): Promise<string> {
  const inTime = await withinTime(ask, { ms: PATIENCE_MS, clock });
  if (inTime.kind === "done") return inTime.value;
  throw new MarketplaceError(
    "NETWORK",
    `No token for ${TOKEN_SCOPE}: the identity has not answered within ${PATIENCE_MS / 1_000} s. ${REACH}`,
  );
}

async function askIdentity(
  load: () => Promise<Identity>,
  explain: (error: unknown) => MarketplaceError,
): Promise<{ readonly token: string; readonly expiresOnTimestamp?: number }> {
  try {
    const answer = await (await load()).getToken(TOKEN_SCOPE);
    if (answer !== null && answer.token !== "") return answer;
  } catch (error) {
    throw explain(error);
  }
  throw missing(["the identity gave no token"]);
}

function environmentSecrets(): string[] {
  const { AZURE_CLIENT_SECRET, AZURE_CLIENT_CERTIFICATE_PASSWORD } = process.env;
  return [AZURE_CLIENT_SECRET, AZURE_CLIENT_CERTIFICATE_PASSWORD].filter((value) => value !== undefined);
}

interface Circumstances {
  readonly redact: Redact;
  /** The chosen method; undefined for the default credential, which tries several. */
  readonly words: IdentityWords | undefined;
  readonly gaveBefore: boolean;
}

function toCredentialError(error: unknown, { redact, words, gaveBefore }: Circumstances): MarketplaceError {
  if (isMarketplaceError(error)) {
    if (error.code !== "NETWORK" || words === undefined) return error;
    const why = error.message.replace(/ \[NETWORK\]$/, "");
    return new MarketplaceError("NETWORK", `No token for ${TOKEN_SCOPE} by ${words.name}: ${why}`);
  }
  // @azure/identity reports some outages as if nothing was configured; an identity that gave a token before is.
  const absent = isMissing(error) && !gaveBefore;
  if (absent && words === undefined) {
    const tried = asArray(fieldOf(error, "errors")) ?? [error];
    return missing(tried.map((reason) => describeReason(reason, redact, LISTED_LENGTH)));
  }
  const reason = describeReason(error, redact);
  const by = words === undefined ? "" : ` by ${words.name}`;
  const local = words?.remote === false;
  const outage = isOutage(error) || (isMissing(error) && words?.remote !== true);
  if (outage && !(absent && local)) {
    return new MarketplaceError(
      "NETWORK",
      `No token for ${TOKEN_SCOPE}${by}, since the identity service cannot be reached: ${reason}. ${REACH}`,
    );
  }
  return new MarketplaceError(
    "CREDENTIAL_FAILED",
    words === undefined
      ? `No token for ${TOKEN_SCOPE}: ${reason}. Mend this identity, or choose another: ${WAYS}`
      : `No token for ${TOKEN_SCOPE}${by}: ${reason}. No other method was tried. ${words.advice}`,
  );
}

const REACH =
  "Check the tenant, the connection to login.microsoftonline.com (or the authority that is configured), HTTPS_PROXY " +
  "if the way out is a proxy, and NODE_EXTRA_CA_CERTS if the network has a certificate authority of its own";

const WAYS =
  "set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET (or AZURE_CLIENT_CERTIFICATE_PATH, or " +
  "AZURE_FEDERATED_TOKEN_FILE) to a service principal; or run `az login`; or set AZURE_MARKETPLACE_ACCESS_TOKEN " +
  "to the output of `az account get-access-token --resource https://cloudpartner.azure.com --query accessToken -o tsv`";

function missing(tried: readonly string[]): MarketplaceError {
  return new MarketplaceError(
    "CREDENTIAL_MISSING",
    `No Azure identity was found: run \`az login\`, or configure one (docs/authentication.md)\nTried:\n${tried.map((reason) => `  - ${reason}\n`).join("")}To give one, ${WAYS}`,
  );
}
