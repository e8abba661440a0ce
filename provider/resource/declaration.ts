import type { ApiName } from "../marketplace/apiName";
import type { Offer } from "../marketplace/offer";
import type { Version } from "../marketplace/version";
import { isMarketplaceError, MarketplaceError, messageOf, withoutCode, type ErrorCode } from "../errors";
import { parseDuration } from "../values/duration";
import { nearest } from "../values/nearest";
import { isUnknown } from "../values/unknown";
import { COMPUTED_INPUTS, INPUTS, type InputName, type InputRow } from "./inputTable";
import { PARSERS, refusalText, show, type RefusedInput } from "./inputParsers";
import { apiOf, versionChanged } from "./launchMark";
import type { Properties } from "./properties";

/** A problem with an input. `failureText` makes a sentence of it. */
export interface CheckFailure {
  readonly code: ErrorCode;
  /** The input's name. Empty when the run as a whole is wrong. */
  readonly property: string;
  readonly reason: string;
}

/** The sentence for a person, with the code last, as in every error of this package. */
export function failureText({ reason, code }: CheckFailure): string {
  return `${reason} [${code}]`;
}

/** An error as a check failure, without the code at its end: `failureText` adds it. */
export function failureOf(error: unknown, property = ""): CheckFailure {
  if (!isMarketplaceError(error)) return { code: "SETTING_INVALID", property, reason: messageOf(error) };
  return { code: error.code, property, reason: withoutCode(error) };
}

/** The declaration in the program, validated. */
export interface Declaration {
  readonly api: ApiName;
  readonly offer: Offer;
  readonly version: Version;
  /** `undefined`: not declared. The resource's `customTimeouts` apply, or the default. */
  readonly timeoutMs: number | undefined;
  readonly waitForLive: boolean;
  readonly waitForReady: boolean;
  readonly verifyVersion: boolean;
}

/** How long a run waits when neither the program nor its `customTimeouts` say so. */
export const DEFAULT_TIMEOUT_MS = Math.max(
  ...INPUTS.map((row) => ("fallback" in row ? (parseDuration(String(row.fallback)) ?? 0) : 0)),
);

/** The form that Product Ingestion accepts as a product's external id. */
const INGESTION_ID = /^[a-z0-9][a-z0-9_-]{2,49}$/;

function failure(code: ErrorCode, property: string, value: unknown, refused: RefusedInput): CheckFailure {
  return { code, property, reason: refusalText(property, value, refused) };
}

function isComputed(property: string): boolean {
  return COMPUTED_INPUTS.some(({ name }) => name === property);
}

function unknownProperty(property: string, value: unknown): CheckFailure {
  if (isComputed(property)) {
    const reason = "is computed by the resource and cannot be set";
    return failure("INPUT_UNKNOWN", property, value, { reason });
  }
  const known = INPUTS.map(({ name }) => name);
  const closest = nearest(property, known);
  const advice = closest === undefined ? `Its inputs are ${known.join(", ")}` : `Did you mean ${closest}?`;
  return failure("INPUT_UNKNOWN", property, undefined, { reason: "is not an input of OfferGoLive", advice });
}

/** Changes that a resource must not make, and inputs that do not go together. */
function conflicts(olds: Properties, inputs: Properties): CheckFailure[] {
  const failures: CheckFailure[] = [];
  for (const property of ["publisherId", "offerId"]) {
    const before = olds[property];
    const now = inputs[property];
    if (before === undefined || now === undefined || isUnknown(now) || now === before) continue;
    const reason = `cannot change from ${show(before)}`;
    const isSpelling =
      typeof before === "string" && typeof now === "string" && before.toLowerCase() === now.toLowerCase();
    const advice = isSpelling
      ? "Set it back: ids that differ only in case are the same offer"
      : "Declare a new OfferGoLive for the other offer. Keep this one or remove it: its offer stays on sale";
    failures.push(failure("OFFER_CHANGED", property, now, { reason, advice }));
  }
  const { api, offerId, offerVersion } = inputs;
  if (api === undefined || isUnknown(api)) return failures;
  const before = olds["offerVersion"] === undefined ? undefined : apiOf(olds);
  const isSameVersion =
    !isUnknown(offerVersion) && offerVersion !== undefined && !versionChanged(olds, inputs);
  if (before !== undefined && before !== api && isSameVersion) {
    const reason = `cannot change from ${before} without offerVersion, since the two APIs count versions differently`;
    const advice = `Set offerVersion to the version that ${show(api)} shows in preview, or set api back`;
    failures.push(failure("API_CHANGED", "api", api, { reason, advice }));
  }
  if (api === "productIngestion" && typeof offerId === "string" && !INGESTION_ID.test(offerId)) {
    const reason =
      "must be 3 to 50 lower-case letters, digits, hyphens and underscores in the Product Ingestion API";
    failures.push(
      failure("INPUT_INVALID", "offerId", offerId, {
        reason,
        advice: "Correct it, or set api to cloudPartner",
      }),
    );
  }
  return failures;
}

function isInput(property: string): boolean {
  return INPUTS.some(({ name }) => name === property);
}

/** With `ignoreChanges: ["*"]` the engine takes all inputs from the state, the computed ones, too. */
function isHandedBack(property: string, value: unknown, olds: Properties): boolean {
  return isComputed(property) && value === olds[property];
}

/**
 * Validates everything that the program declares, at once. Returns it in one form: versions as text, defaults filled
 * in.
 */
export function checkInputs(
  olds: Properties,
  news: Properties,
): { readonly inputs: Record<string, unknown>; readonly failures: CheckFailure[] } {
  const inputs: Record<string, unknown> = {};
  const failures = Object.entries(news)
    .filter(([property, value]) => !isInput(property) && !isHandedBack(property, value, olds))
    .map(([property, value]) => unknownProperty(property, value));
  const rows: readonly InputRow[] = INPUTS;
  for (const { name, kind, fallback } of rows) {
    const value = news[name] ?? fallback;
    const parsed = isUnknown(value) ? { value } : PARSERS[kind](value);
    if ("value" in parsed) inputs[name] = parsed.value;
    else failures.push(failure("INPUT_INVALID", name, value, parsed));
  }
  const { publisherId, offerId } = inputs;
  const offer = `${typeof publisherId === "string" ? publisherId : "PUBLISHER"}/${typeof offerId === "string" ? offerId : "OFFER"}`;
  return {
    inputs,
    failures: [...failures, ...conflicts(olds, inputs)].map((one) => ({
      ...one,
      reason: one.reason.replace("PUBLISHER/OFFER", offer),
    })),
  };
}

/** The declaration in inputs that passed `checkInputs`. Throws `INPUT_INVALID` for any others. */
export function parseDeclaration(inputs: Properties): Declaration {
  const values: Partial<Record<InputName, unknown>> = {};
  const rows: readonly (InputRow & { readonly name: InputName })[] = INPUTS;
  for (const { name, kind, fallback } of rows) {
    const value = inputs[name] ?? fallback;
    const parsed = PARSERS[kind](value);
    if ("reason" in parsed) {
      throw new MarketplaceError("INPUT_INVALID", refusalText(name, value, parsed));
    }
    values[name] = parsed.value;
  }
  const { timeout } = inputs;
  return {
    api: apiOf(inputs),
    offer: { publisherId: String(values.publisherId), offerId: String(values.offerId) },
    version: String(values.offerVersion),
    timeoutMs: typeof timeout === "string" ? parseDuration(timeout) : undefined,
    waitForLive: values.waitForLive === true,
    waitForReady: values.waitForReady === true,
    verifyVersion: values.verifyVersion === true,
  };
}
