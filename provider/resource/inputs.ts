import { runtime } from "@pulumi/pulumi";
import { MAX_TIMEOUT_MS, parseDuration } from "../values/duration";
import { MarketplaceError, type ErrorCode } from "../errors";
import type { Offer } from "../marketplace/offer";
import { nearest } from "../values/nearest";
import { compareVersions, parseVersion, type Version } from "../marketplace/version";

/** Plain values as they come from or go to the engine. */
export type Properties = Readonly<Record<string, unknown>>;

/** What is wrong with an input: a reason of which `failureText` makes a sentence for a person. */
export interface CheckFailure {
  readonly code: ErrorCode;
  readonly property: string;
  readonly reason: string;
}

/** In the form of every error of this package, with the code last. */
export function failureText({ reason, code }: CheckFailure): string {
  return `${reason} [${code}]`;
}

/** What the program declares, validated. */
export interface Declaration {
  readonly offer: Offer;
  readonly version: Version;
  readonly timeoutMs: number;
  readonly waitForLive: boolean;
  readonly waitForReady: boolean;
  readonly verifyVersion: boolean;
}

/** Used when neither `timeout` nor `customTimeouts.create` says otherwise: within what a CI job may run. */
export const DEFAULT_TIMEOUT = "5h";

/** The hidden input that tells a preview, which only the program knows; it never reaches the state. */
export const PREVIEW_INPUT = "__preview";

/** The hidden input that carries the resource's URN, for its row. */
export const URN_INPUT = "__logUrn";

/** What the engine and the resource class add; nothing else may begin with two underscores. */
const INTERNAL: ReadonlySet<string> = new Set(["__provider", URN_INPUT]);

type Parsed = { readonly value: unknown } | { readonly reason: string };

interface Input {
  readonly parse: (value: unknown) => Parsed;
  readonly fallback?: unknown;
}

/** Unknown in preview; such a value is passed on and never validated. */
export function isUnknown(value: unknown): boolean {
  return value === runtime.unknownValue;
}

function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.slice(0, 80));
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return value === null ? "null" : Array.isArray(value) ? "a list" : `a value of type ${typeof value}`;
}

function id(value: unknown): Parsed {
  const accepted =
    "1 to 100 letters, digits, hyphens, underscores and single dots, beginning with a letter or digit";
  if (value === undefined || value === "") return { reason: `is required: ${accepted}` };
  if (typeof value !== "string" || !/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(value) || value.includes("..")) {
    return { reason: `must be ${accepted}; it is the id in the offer's address in Partner Center` };
  }
  return { value };
}

function offerVersion(value: unknown): Parsed {
  const version = parseVersion(value);
  if (version !== undefined) return { value: version };
  const accepted =
    'a whole number above zero, such as 5 or "5" (as text when above 2^53-1); it is the "version" of what waits in preview: GET .../offers/<offerId>/slot/preview tells it, and so does the error of an up that declares another one';
  return { reason: value === undefined || value === "" ? `is required: ${accepted}` : `must be ${accepted}` };
}

function timeout(value: unknown): Parsed {
  const ms = typeof value === "string" ? parseDuration(value) : undefined;
  if (typeof value === "string" && ms !== undefined && ms > 0 && ms <= MAX_TIMEOUT_MS) return { value };
  return {
    reason:
      "must be a duration above zero and at most 30d, written as whole numbers of d, h, m and s in this order, such as 90m, 5h, 1h30m or 7d",
  };
}

function flag(value: unknown): Parsed {
  return typeof value === "boolean" ? { value } : { reason: "must be true or false" };
}

const INPUTS: Readonly<Record<string, Input>> = {
  publisherId: { parse: id },
  offerId: { parse: id },
  offerVersion: { parse: offerVersion },
  timeout: { parse: timeout, fallback: DEFAULT_TIMEOUT },
  waitForLive: { parse: flag, fallback: true },
  waitForReady: { parse: flag, fallback: false },
  verifyVersion: { parse: flag, fallback: true },
};

function failure(code: ErrorCode, property: string, value: unknown, reason: string): CheckFailure {
  const got = value === undefined ? "" : `, got ${show(value)}`;
  return { code, property, reason: `${property} ${reason}${got}` };
}

function unknownProperty(property: string, value: unknown): CheckFailure {
  if (property === "launches") {
    return failure("INPUT_UNKNOWN", property, value, "is computed by the resource and cannot be set");
  }
  const known = Object.keys(INPUTS);
  const closest = nearest(property, known);
  const hint = closest === undefined ? `known are ${known.join(", ")}` : `did you mean ${closest}?`;
  return failure("INPUT_UNKNOWN", property, undefined, `is not an input of OfferGoLive; ${hint}`);
}

/** The version changed, or may have: only that launches. */
export function versionChanged(olds: Properties, news: Properties): boolean {
  const before = parseVersion(olds["offerVersion"]);
  const now = parseVersion(news["offerVersion"]);
  return before === undefined || now === undefined || compareVersions(before, now) !== 0;
}

/**
 * Validates what the program declares, all of it at once, and brings it into one form: versions as text, defaults
 * filled in, and `launches: true` when the resource is new or its version changed, which policies go by.
 */
export function checkInputs(
  olds: Properties,
  news: Properties,
): { readonly inputs: Record<string, unknown>; readonly failures: CheckFailure[] } {
  const inputs: Record<string, unknown> = {};
  const failures: CheckFailure[] = [];
  for (const [property, value] of Object.entries(news)) {
    if (property === PREVIEW_INPUT) continue;
    if (INTERNAL.has(property)) inputs[property] = value;
    else if (!Object.hasOwn(INPUTS, property)) failures.push(unknownProperty(property, value));
  }
  for (const [property, { parse, fallback }] of Object.entries(INPUTS)) {
    const value = news[property] ?? fallback;
    const parsed = isUnknown(value) ? { value } : parse(value);
    if ("value" in parsed) inputs[property] = parsed.value;
    else failures.push(failure("INPUT_INVALID", property, value, parsed.reason));
  }
  for (const property of ["publisherId", "offerId"]) {
    const before = olds[property];
    const now = inputs[property];
    if (before === undefined || now === undefined || isUnknown(now) || now === before) continue;
    const reason = `cannot change (it was ${show(before)}): another offer is another resource. Declare a new OfferGoLive for it, and keep or remove this one; removing it leaves the offer on sale`;
    failures.push(failure("OFFER_CHANGED", property, now, reason));
  }
  // Of a resource that exists, a version that is not known yet may well stay the same: no gate is to judge by it.
  if (isUnknown(inputs["offerVersion"]) && olds["offerVersion"] !== undefined)
    inputs["launches"] = runtime.unknownValue;
  else if (versionChanged(olds, news)) inputs["launches"] = true;
  return { inputs, failures };
}

/** The declaration in inputs that passed `checkInputs`; throws `INPUT_INVALID` for any other. */
export function parseDeclaration(inputs: Properties): Declaration {
  const values: Record<string, unknown> = {};
  for (const [property, { parse, fallback }] of Object.entries(INPUTS)) {
    const value = inputs[property] ?? fallback;
    const parsed = parse(value);
    if ("reason" in parsed) {
      throw new MarketplaceError("INPUT_INVALID", `${property} ${parsed.reason}, got ${show(value)}`);
    }
    values[property] = parsed.value;
  }
  return {
    offer: { publisherId: String(values["publisherId"]), offerId: String(values["offerId"]) },
    version: String(values["offerVersion"]),
    timeoutMs: parseDuration(String(values["timeout"])) ?? 0,
    waitForLive: values["waitForLive"] === true,
    waitForReady: values["waitForReady"] === true,
    verifyVersion: values["verifyVersion"] === true,
  };
}
