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

/** A token that is this close to its end is not used any more. */
const RENEW_BEFORE_MS = 5 * 60_000;

/** Gives the bearer token of a request. */
export interface Credential {
  /**
   * Throws `CREDENTIAL_MISSING` when nothing is configured, or a method only in part, `CREDENTIAL_FAILED` when a
   * method failed (no other is tried in its place), `NETWORK` when the identity service cannot be reached for now,
   * `INTERRUPTED` when the signal is aborted.
   */
  getToken(signal?: AbortSignal): Promise<string>;
  /** False for a token that was given as it is: once it has expired, this run gets no other. */
  readonly renewable?: false;
}

export interface CredentialOptions {
  /** Whom the tokens are for. */
  readonly target: TokenTarget;
  /** A bearer token to use as it is, from the target's variable; blank counts as not given. */
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
    // The command line identities of @azure/identity keep nothing: each call would start a process.
    if (kept !== undefined && clock.now() < kept.until) return kept.token;
    const answer = await askIdentity(load, target, (error) =>
      toCredentialError(error, { target, redact, words, gaveBefore: kept !== undefined }),
    );
    const expires = numberField(answer, "expiresOnTimestamp");
    kept = { token: answer.token, until: (expires ?? 0) - RENEW_BEFORE_MS };
    return answer.token;
  }

  /** A token that never comes, from a command that hangs, must not hold all launches for ever. */
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
