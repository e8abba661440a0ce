import { MarketplaceError } from "../errors";

/** The names of this plugin's package, resource and function, in programs, states and policies. */
export const PACKAGE = "azure-marketplace";
export const OFFER_GO_LIVE = `${PACKAGE}:index:OfferGoLive`;
export const GET_OFFER = `${PACKAGE}:index:getOffer`;

/** The type in a URN, without its parents' types. */
export function typeOf(urn: string): string {
  return urn.split("::").slice(2, -1).join("::").split("$").at(-1) ?? "";
}

/** Throws `INPUT_UNKNOWN` for another name, which a later version of this package may have. */
export function requireToken(token: string, known: string): void {
  if (token === known) return;
  throw new MarketplaceError(
    "INPUT_UNKNOWN",
    `the plugin ${PACKAGE} has no ${token}. It has ${known}. A later version may have more`,
  );
}
