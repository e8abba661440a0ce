export type Api = "cloudPartner" | "productIngestion";

/** One entry of the list `offers` in the stack's config. */
export interface Offer {
  /** Which API holds the offer; `cloudPartner` unless the list says otherwise. */
  readonly api?: Api;
  readonly publisherId: string;
  readonly offerId: string;
  readonly offerVersion: number | string;
}

const KEYS = ["publisherId", "offerId", "offerVersion"];
const OPTIONAL_KEYS = ["api"];

/**
 * Checks the list `offers`. That ids and versions are well formed is left to the resource.
 *
 * @throws Error that names the entry, counted from 0, and the key.
 */
export function offersOf(value: unknown): Offer[] {
  if (!Array.isArray(value) || value.length === 0) {
    throw new Error(`offers must be a list of at least one {${KEYS.join(", ")}}, and is ${text(value)}.`);
  }
  return value.map((entry: unknown, index) => offerOf(entry, `offers[${index.toString()}]`));
}

function offerOf(entry: unknown, where: string): Offer {
  if (typeof entry !== "object" || entry === null || Array.isArray(entry)) {
    throw new Error(`${where} must be {${KEYS.join(", ")}}, and is ${text(entry)}.`);
  }
  const { api, publisherId, offerId, offerVersion }: Partial<Record<string, unknown>> = { ...entry };
  const known = [...KEYS, ...OPTIONAL_KEYS];
  const unknown = Object.keys(entry).find((key) => !known.includes(key));
  if (unknown !== undefined) throw new Error(`${where}.${unknown} is not one of ${known.join(", ")}.`);
  if (typeof publisherId !== "string") {
    throw new Error(`${where}.publisherId must be text, and is ${text(publisherId)}.`);
  }
  if (typeof offerId !== "string") throw new Error(`${where}.offerId must be text, and is ${text(offerId)}.`);
  if (typeof offerVersion !== "number" && typeof offerVersion !== "string") {
    throw new Error(`${where}.offerVersion must be a whole number, and is ${text(offerVersion)}.`);
  }
  if (api !== undefined && api !== "cloudPartner" && api !== "productIngestion") {
    throw new Error(`${where}.api must be cloudPartner or productIngestion, and is ${text(api)}.`);
  }
  return { ...(api === undefined ? {} : { api }), publisherId, offerId, offerVersion };
}

function text(value: unknown): string {
  return value === undefined ? "missing" : JSON.stringify(value);
}
