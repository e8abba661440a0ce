import { MarketplaceError } from "../errors";
import { nameOf } from "../marketplace/offer";
import { checkInputs } from "../resource/declaration";
import { apiOf } from "../resource/launchMark";
import { originOf, type Run } from "../resource/run";
import { toOutputs } from "../resource/storedState";
import type { ReadResult } from "./refresh";

/** The inputs for an imported id: `PUBLISHER/OFFER`, or `API:PUBLISHER/OFFER`. Throws `INPUT_INVALID`. */
function declarationOf(id: string): Record<string, unknown> {
  const at = id.indexOf(":");
  const api = at < 0 ? undefined : id.slice(0, at);
  const [publisherId, offerId, ...rest] = id.slice(at + 1).split("/");
  const { inputs, failures } = checkInputs({}, { api, publisherId, offerId, offerVersion: 1 });
  const [failure] = failures;
  if (failure === undefined && rest.length === 0) return inputs;
  const why = failure === undefined ? "" : `: ${failure.reason}`;
  throw new MarketplaceError(
    "INPUT_INVALID",
    `the id to import must be PUBLISHER/OFFER, such as contoso/vm, or productIngestion:PUBLISHER/OFFER, got ${JSON.stringify(id.slice(0, 220))}${why}`,
  );
}

/**
 * For `pulumi import`, the option `import`, and `get`: the version in production becomes the declared one, as already
 * live. Nothing is launched. Throws `OFFER_UNKNOWN`, or `NOTHING_LIVE` for an offer that has never been live.
 */
export async function importOffer(id: string, run: Run): Promise<ReadResult> {
  const declared = declarationOf(id);
  const api = apiOf(declared);
  const offer = { publisherId: String(declared["publisherId"]), offerId: String(declared["offerId"]) };
  const { production } = await run.service(api).look(offer);
  const version = production?.version;
  if (version === undefined) {
    throw new MarketplaceError(
      "NOTHING_LIVE",
      `${nameOf(offer)} cannot be imported, since no version of it is live. Declare it with the version in preview instead: "pulumi up" launches it`,
    );
  }
  // No timeout was declared, so the resource's customTimeouts, or the default, apply.
  const { timeout: _default, ...others } = declared;
  const inputs = { ...others, offerVersion: version, service: originOf(api, run.settings()) };
  const now = run.clock.now();
  const state = toOutputs({
    version,
    status: "succeeded",
    origin: "alreadyLive",
    startedAt: now,
    endedAt: now,
    liveVersion: version,
    confirmedVersion: version,
  });
  return { id: nameOf(offer), inputs, outputs: { ...inputs, ...state } };
}
