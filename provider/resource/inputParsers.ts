import { API_NAMES, parseApiName } from "../marketplace/apiName";
import { parseVersion } from "../marketplace/version";
import { MAX_TIMEOUT_MS, parseDuration } from "../values/duration";
import type { InputKind } from "./inputTable";

/** The problem with a value, and how to correct it. */
export interface RefusedInput {
  readonly reason: string;
  /** False: the value differs from what was written, so showing it would mislead. */
  readonly isShown?: boolean;
  readonly advice?: string;
}

type Parsed = { readonly value: unknown } | RefusedInput;

/** A release version, such as `1.0.0` or `v2.1-beta`. */
const RELEASE = /^v?\d+(?:\.\d+)+(?:[-+].*)?$/i;

const LOOK = '"npx pulumi-azure-marketplace look PUBLISHER/OFFER" shows';

/** A value as a message shows it, shortened. */
export function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.slice(0, 80));
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return value === null ? "null" : Array.isArray(value) ? "a list" : `a value of type ${typeof value}`;
}

/** Reads an input's value, by its kind, or says what is wrong with it. */
export const PARSERS: Readonly<Record<InputKind, (value: unknown) => Parsed>> = {
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
      return { reason: `must be ${accepted}`, advice: "It is in the offer's address in Partner Center" };
    }
    return { value };
  },
  version(value) {
    const version = parseVersion(value);
    if (version !== undefined) return { value: version };
    if (value === undefined || value === "") {
      return {
        reason: "is required: the publish number from Partner Center, such as 5",
        advice: `${LOOK} it`,
      };
    }
    if (typeof value === "number" && value > Number.MAX_SAFE_INTEGER && Number.isInteger(value)) {
      return {
        reason: "is too large for a JavaScript number and may have lost digits: put it in quotes",
        isShown: false,
        advice: `${LOOK} the offer's`,
      };
    }
    const number = "the publish number from Partner Center (such as 5), not your release version";
    return typeof value === "string" && RELEASE.test(value)
      ? { reason: `is ${number}`, isShown: false, advice: `${LOOK} it` }
      : { reason: `must be ${number}`, advice: `${LOOK} it` };
  },
  duration(value) {
    const ms = typeof value === "string" ? parseDuration(value) : undefined;
    if (typeof value === "string" && ms !== undefined && ms > 0 && ms <= MAX_TIMEOUT_MS) return { value };
    return {
      reason:
        "must be a duration above zero and at most 30d: whole numbers of d, h, m and s in this order, such as 90m, 5h, 1h30m or 7d",
    };
  },
  flag: (value) => (typeof value === "boolean" ? { value } : { reason: "must be true or false" }),
};

/** A sentence about an input: what is wrong, what was given, and what to do. */
export function refusalText(
  property: string,
  value: unknown,
  { reason, advice, isShown = true }: RefusedInput,
): string {
  const got = value === undefined || !isShown ? "" : `, got ${show(value)}`;
  return `${property} ${reason}${got}${advice === undefined ? "" : `. ${advice}`}`;
}
