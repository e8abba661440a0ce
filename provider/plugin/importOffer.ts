import { MarketplaceError } from "../errors";
import { nameOf } from "../marketplace/offer";
import { DEFAULT_API } from "../marketplace/apiName";
import { checkInputs, failureText } from "../resource/inputs";
import { originOf, type Run } from "../resource/run";
import { toOutputs } from "../resource/state";
import type { Found } from "./readAgain";

/** The offer that an id of the resource names. Throws `INPUT_INVALID`. */
function declarationOf(id: string): Record<string, unknown> {
  const [publisherId, offerId, ...rest] = id.split("/");
  const { inputs, failures } = checkInputs({}, { publisherId, offerId, offerVersion: 1 });
  const [failure] = failures;
  if (failure === undefined && rest.length === 0) return inputs;
  const why = failure === undefined ? "" : `: ${failureText(failure)}`;
  throw new MarketplaceError(
    "INPUT_INVALID",
    `the id to import must be PUBLISHER/OFFER, such as contoso/vm, got ${JSON.stringify(id.slice(0, 220))}${why}`,
  );
}

/**
 * `pulumi import`, the option `import`, and `get`: the version in production becomes the declared one, as a launch that
 * was live before. Nothing is launched. Throws `OFFER_UNKNOWN`, or `NOTHING_LIVE` for an offer that has never been live.
 */
export async function importOffer(id: string, run: Run): Promise<Found> {
  const declared = declarationOf(id);
  const offer = { publisherId: String(declared["publisherId"]), offerId: String(declared["offerId"]) };
  const { production } = await run.service(DEFAULT_API).look(offer);
  const version = production?.version;
  if (version === undefined) {
    throw new MarketplaceError(
      "NOTHING_LIVE",
      `${nameOf(offer)} cannot be imported: no version of it is live. Declare it with the version in preview instead; "pulumi up" launches it`,
    );
  }
  const { launches, launchCheckedAt, ...rest } = declared;
  const inputs = { ...rest, offerVersion: version, service: originOf(DEFAULT_API, run.settings()) };
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
