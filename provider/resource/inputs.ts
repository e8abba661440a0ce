import { API_NAMES, parseApiName, type ApiName } from "../marketplace/apiName";
import type { Offer } from "../marketplace/offer";
import { parseVersion, type Version } from "../marketplace/version";
import { isMarketplaceError, MarketplaceError, messageOf, type ErrorCode } from "../errors";
import { MAX_TIMEOUT_MS, parseDuration } from "../values/duration";
import { nearest } from "../values/nearest";
import { isUnknown } from "../values/unknown";
import { COMPUTED_INPUTS, INPUTS, type InputKind, type InputName, type InputRow } from "./contract";
import { apiOf, versionChanged } from "./launchMark";
import type { Properties } from "./properties";

/** What is wrong with an input: a reason of which `failureText` makes a sentence for a person. */
export interface CheckFailure {
  readonly code: ErrorCode;
  /** The input's name; empty for what is wrong with the run as a whole. */
  readonly property: string;
  readonly reason: string;
}

/** In the form of every error of this package, with the code last. */
export function failureText({ reason, code }: CheckFailure): string {
  return `${reason} [${code}]`;
}

/** As a check failure, whose code comes last when it is shown. */
export function failureOf(error: unknown, property = ""): CheckFailure {
  if (!isMarketplaceError(error)) return { code: "SETTING_INVALID", property, reason: messageOf(error) };
  const { code, message } = error;
  const end = ` [${code}]`;
  return { code, property, reason: message.endsWith(end) ? message.slice(0, -end.length) : message };
}

/** What the program declares, validated. */
export interface Declaration {
  readonly api: ApiName;
  readonly offer: Offer;
  readonly version: Version;
  /** `undefined`: not declared, so that the resource's `customTimeouts` or the default apply. */
  readonly timeoutMs: number | undefined;
  readonly waitForLive: boolean;
  readonly waitForReady: boolean;
  readonly verifyVersion: boolean;
}

type Parsed = { readonly value: unknown } | { readonly reason: string };

function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.slice(0, 80));
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return value === null ? "null" : Array.isArray(value) ? "a list" : `a value of type ${typeof value}`;
}

const PARSERS: Readonly<Record<InputKind, (value: unknown) => Parsed>> = {
  api(value) {
    const api = parseApiName(value);
    return api === undefined ? { reason: `must be one of ${API_NAMES.join(", ")}` } : { value: api };
  },
  id(value) {
    const accepted =
      "1 to 100 letters, digits, hyphens, underscores and single dots, beginning with a letter or digit";
    if (value === undefined || value === "") return { reason: `is required: ${accepted}` };
    if (
      typeof value !== "string" ||
      !/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(value) ||
      value.includes("..")
    ) {
      return { reason: `must be ${accepted}; it is the id in the offer's address in Partner Center` };
    }
    return { value };
  },
  version(value) {
    const version = parseVersion(value);
    if (version !== undefined) return { value: version };
    const where = '"npx pulumi-azure-marketplace look PUBLISHER/OFFER" shows it';
    if (value === undefined || value === "") {
      return { reason: `is required: a whole number above zero, such as 5; ${where}` };
    }
    if (typeof value === "number" && value > Number.MAX_SAFE_INTEGER && Number.isInteger(value)) {
      return {
        reason: `is too large for a JavaScript number and may have lost digits: put it in quotes; ${where}`,
      };
    }
    return {
      reason: `must be a whole number above zero, such as 5 or "5": the number that the service gave the publish, not your own release version; ${where}`,
    };
  },
  duration(value) {
    const ms = typeof value === "string" ? parseDuration(value) : undefined;
    if (typeof value === "string" && ms !== undefined && ms > 0 && ms <= MAX_TIMEOUT_MS) return { value };
    return {
      reason:
        "must be a duration above zero and at most 30d, written as whole numbers of d, h, m and s in this order, such as 90m, 5h, 1h30m or 7d",
    };
  },
  flag: (value) => (typeof value === "boolean" ? { value } : { reason: "must be true or false" }),
};

/** How long a run waits where neither the program nor its `customTimeouts` say. */
export const DEFAULT_TIMEOUT_MS = Math.max(
  ...INPUTS.map((row) => ("fallback" in row ? (parseDuration(String(row.fallback)) ?? 0) : 0)),
);

/** What Product Ingestion accepts as the external id of a product. */
const INGESTION_ID = /^[a-z0-9][a-z0-9_-]{2,49}$/;

function failure(code: ErrorCode, property: string, value: unknown, reason: string): CheckFailure {
  const got = value === undefined ? "" : `, got ${show(value)}`;
  return { code, property, reason: `${property} ${reason}${got}` };
}

function unknownProperty(property: string, value: unknown): CheckFailure {
  if (COMPUTED_INPUTS.some(({ name }) => name === property)) {
    return failure("INPUT_UNKNOWN", property, value, "is computed by the resource and cannot be set");
  }
  const known = INPUTS.map(({ name }) => name);
  const closest = nearest(property, known);
  const hint = closest === undefined ? `known are ${known.join(", ")}` : `did you mean ${closest}?`;
  return failure("INPUT_UNKNOWN", property, undefined, `is not an input of OfferGoLive; ${hint}`);
}

/** What a resource must not change, and what its inputs must not be together. */
function conflicts(olds: Properties, inputs: Properties): CheckFailure[] {
  const failures: CheckFailure[] = [];
  for (const property of ["publisherId", "offerId"]) {
    const before = olds[property];
    const now = inputs[property];
    if (before === undefined || now === undefined || isUnknown(now) || now === before) continue;
    const reason = `cannot change (it was ${show(before)}): another offer is another resource. Declare a new OfferGoLive for it, and keep or remove this one; removing it leaves the offer on sale`;
    failures.push(failure("OFFER_CHANGED", property, now, reason));
  }
  const { api, offerId, offerVersion } = inputs;
  if (api === undefined || isUnknown(api)) return failures;
  const before = olds["offerVersion"] === undefined ? undefined : apiOf(olds);
  const isSameVersion =
    !isUnknown(offerVersion) && offerVersion !== undefined && !versionChanged(olds, inputs);
  if (before !== undefined && before !== api && isSameVersion) {
    const reason = `cannot change alone (it was ${before}): the two APIs count versions differently. Set offerVersion to the version that ${show(api)} shows in preview, or set api back`;
    failures.push(failure("API_CHANGED", "api", api, reason));
  }
  if (api === "productIngestion" && typeof offerId === "string" && !INGESTION_ID.test(offerId)) {
    const reason =
      "cannot be the id of a product in the Product Ingestion API, which has 3 to 50 lower-case letters, digits, hyphens and underscores: correct it, or set api to cloudPartner";
    failures.push(failure("INPUT_INVALID", "offerId", offerId, reason));
  }
  return failures;
}

/**
 * Validates what the program declares, all of it at once, and brings it into one form: versions as text, defaults
 * filled in.
 */
export function checkInputs(
  olds: Properties,
  news: Properties,
): { readonly inputs: Record<string, unknown>; readonly failures: CheckFailure[] } {
  const inputs: Record<string, unknown> = {};
  const failures = Object.entries(news)
    .filter(([property]) => !INPUTS.some(({ name }) => name === property))
    .map(([property, value]) => unknownProperty(property, value));
  const rows: readonly InputRow[] = INPUTS;
  for (const { name, kind, fallback } of rows) {
    const value = news[name] ?? fallback;
    const parsed = isUnknown(value) ? { value } : PARSERS[kind](value);
    if ("value" in parsed) inputs[name] = parsed.value;
    else failures.push(failure("INPUT_INVALID", name, value, parsed.reason));
  }
  return { inputs, failures: [...failures, ...conflicts(olds, inputs)] };
}

/** The declaration in inputs that passed `checkInputs`; throws `INPUT_INVALID` for any other. */
export function parseDeclaration(inputs: Properties): Declaration {
  const values: Partial<Record<InputName, unknown>> = {};
  const rows: readonly (InputRow & { readonly name: InputName })[] = INPUTS;
  for (const { name, kind, fallback } of rows) {
    const value = inputs[name] ?? fallback;
    const parsed = PARSERS[kind](value);
    if ("reason" in parsed) {
      throw new MarketplaceError("INPUT_INVALID", `${name} ${parsed.reason}, got ${show(value)}`);
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
