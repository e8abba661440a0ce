import type { ApiName } from "../../provider/marketplace/apiName";
import type { OfferView, OperationView } from "../../simulator";

/**
 * Where an offer stands, by numbers that an API declares: the offer's versions, or how many submissions came before. The
 * numbers of submissions are too large for a JavaScript number.
 */
export interface View {
  /** The number last published. */
  readonly draft: number;
  readonly preview: number | undefined;
  readonly production: number | undefined;
  readonly status: string;
  readonly waitsForSignOff: boolean;
  readonly running: (Pick<OperationView, "id" | "kind"> & { readonly version: number }) | undefined;
}

/** One less than the first submission that the simulator counts upwards from, and downwards. */
const BEFORE_FIRST = 1_152_921_505_700_000_000n;

/** An offer that the API can hold. */
export function offerIdOf(api: ApiName): string {
  return api === "cloudPartner" ? "vm" : "app";
}

/** A version as a program declares it, by its count. */
export function textOf(count: number, api: ApiName, isFalling = false): string {
  if (api === "cloudPartner") return String(count);
  return String(isFalling ? BEFORE_FIRST - BigInt(count) : BEFORE_FIRST + BigInt(count));
}

/** The number that a declared version, or one that is shown, stands for. */
export function countOf(text: string): number {
  if (text.length < 12) return Number(text);
  const difference = Number(BigInt(text) - BEFORE_FIRST);
  return Math.abs(difference);
}

export function viewOf(offer: OfferView, api: ApiName): View {
  const { running, status, waitsForSignOff } = offer;
  const shared = { status, waitsForSignOff };
  if (api === "cloudPartner") {
    return {
      ...shared,
      draft: offer.draftVersion,
      preview: offer.previewVersion,
      production: offer.productionVersion,
      running,
    };
  }
  const number = (text: string | undefined): number | undefined =>
    text === undefined ? undefined : countOf(text);
  const preview = number(offer.previewSubmission);
  return {
    ...shared,
    draft: preview ?? 1,
    preview,
    production: number(offer.productionSubmission),
    running: running && { ...running, version: countOf(running.submission) },
  };
}
