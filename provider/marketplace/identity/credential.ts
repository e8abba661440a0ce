import type { MarketplaceError } from "../../errors";
import { numberField } from "../../values/json";
import { redactor } from "../../values/redact";
import { type Clock, systemClock } from "../../waiting/clock";
import { withinTime } from "../../waiting/withinTime";
import { untilAborted } from "../http/abort";
import { checkGivenToken } from "./givenToken";
import { identityLoader } from "./azureIdentity";
import { noIdentity, toCredentialError, tooSlow } from "./credentialError";
import { describeIdentity, type Identity, type IdentityChoice } from "./signInMethod";
import { environmentSecrets, secretsOf } from "./secrets";
import type { TokenTarget } from "./tokenTarget";

/** How long an identity may take to give a token. */
const PATIENCE_MS = 60_000;

/** A token this close to its expiry is not used any more. */
const RENEW_BEFORE_MS = 5 * 60_000;

/** Provides the bearer token for a request. */
export interface Credential {
  /**
   * Throws `CREDENTIAL_MISSING` when nothing is configured, or a method is incomplete. `CREDENTIAL_FAILED`: a method
   * failed, and no other one is tried. `NETWORK`: the identity service cannot be reached at present. `INTERRUPTED`:
   * the signal was aborted.
   */
  getToken(signal?: AbortSignal): Promise<string>;
  /** False for a token from the environment: when it has expired, this run cannot get another one. */
  readonly renewable?: false;
}

export interface CredentialOptions {
  /** Which API the tokens are for. */
  readonly target: TokenTarget;
  /** A bearer token to use, from the target's variable. Blank counts as not set. */
  readonly accessToken?: string | undefined;
  /** The identity to use. Default: that of `DefaultAzureCredential`. */
  readonly choice?: IdentityChoice | undefined;
  /** Loads the identity when a token is needed. Default: from `@azure/identity`. */
  readonly identity?: (() => Promise<Identity>) | undefined;
  /** More values that must never show in a message, besides those of the choice and of `DefaultAzureCredential`. */
  readonly secrets?: readonly string[];
  readonly clock?: Pick<Clock, "now" | "after">;
}

/** Throws `SETTING_INVALID` for an access token that cannot be one. */
export function createCredential(options: CredentialOptions): Credential {
  const given = options.accessToken?.trim() ?? "";
  if (given === "") return identityCredential(options);
  checkGivenToken(given, options.target.variable);
  return {
    renewable: false,
    getToken: (signal) => untilAborted(Promise.resolve(given), signal, "Getting a token"),
  };
}

function identityCredential(options: CredentialOptions): Credential {
  const { target, secrets = [], clock = systemClock } = options;
  const choice = options.choice ?? { method: "default", authority: {} };
  const load = options.identity ?? identityLoader(choice);
  const words = describeIdentity(choice);
  const redact = redactor([...secrets, ...secretsOf(choice), ...environmentSecrets(process.env)]);
  let underWay: Promise<string> | undefined;
  let kept: { readonly token: string; readonly until: number } | undefined;

  async function ask(): Promise<string> {
    // The command line identities of @azure/identity cache nothing: each call would start a process.
    if (kept !== undefined && clock.now() < kept.until) return kept.token;
    const answer = await askIdentity(load, target, (error) =>
      toCredentialError(error, { target, redact, words, gaveBefore: kept !== undefined }),
    );
    const expires = numberField(answer, "expiresOnTimestamp");
    kept = { token: answer.token, until: (expires ?? 0) - RENEW_BEFORE_MS };
    return answer.token;
  }

  /** A token may never come, from a command that hangs. That must not hold up all launches for ever. */
  async function askInTime(): Promise<string> {
    const inTime = await withinTime(ask, { ms: PATIENCE_MS, clock });
    if (inTime.kind === "done") return inTime.value;
    throw tooSlow(target, PATIENCE_MS);
  }

  return {
    getToken(signal) {
      underWay ??= askInTime().finally(() => {
        underWay = undefined;
      });
      return untilAborted(underWay, signal, "Getting a token");
    },
  };
}

async function askIdentity(
  load: () => Promise<Identity>,
  target: TokenTarget,
  explain: (error: unknown) => MarketplaceError,
): Promise<{ readonly token: string; readonly expiresOnTimestamp?: number }> {
  try {
    const answer = await (await load()).getToken(target.scope);
    if (answer !== null && answer.token !== "") return answer;
  } catch (error) {
    throw explain(error);
  }
  throw noIdentity(target, ["the identity gave no token"]);
}
