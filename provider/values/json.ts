import { MarketplaceError } from "../errors";
import { cleanPlainText } from "./text";

/** Deeper documents are refused: real ones have about ten levels. */
const MAX_JSON_DEPTH = 100;

const QUOTED_LENGTH = 200;

/**
 * Parses untrusted JSON into plain data. A number that JavaScript cannot hold exactly as an integer (beyond 2^53)
 * stays text. Read the fields with the helpers below: they only see own properties. Throws `RESPONSE_INVALID`, which
 * quotes the beginning of the text. `what` names the document.
 */
export function parseJson(text: string, what: string): unknown {
  const json = text.startsWith("\ufeff") ? text.slice(1) : text;
  if (isDeeperThan(json, MAX_JSON_DEPTH)) {
    throw invalidResponse(what, `is nested more than ${MAX_JSON_DEPTH} levels deep`, json);
  }
  try {
    return JSON.parse(json, keepLargeNumbers) as unknown;
  } catch {
    throw invalidResponse(what, json.trim() === "" ? "is empty" : "is not JSON", json);
  }
}

/** The error for a complete response with unexpected content. */
export function invalidResponse(what: string, problem: string, body: string): MarketplaceError {
  const beginning = cleanPlainText(body.slice(0, 4 * QUOTED_LENGTH), QUOTED_LENGTH);
  return new MarketplaceError(
    "RESPONSE_INVALID",
    `${what} ${problem}${beginning === "" ? "" : `; it begins: ${beginning}`}. ` +
      "Check that the endpoint is the marketplace API and that no proxy answers in its place",
  );
}

/** Counts brackets outside strings before parsing, since the parser's reviver would recurse. */
function isDeeperThan(json: string, limit: number): boolean {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < json.length; index++) {
    const character = json[index];
    if (inString && character === "\\") index += 1;
    else if (character === '"') inString = !inString;
    else if (inString) continue;
    else if (character === "[" || character === "{") depth += 1;
    else if (character === "]" || character === "}") depth -= 1;
    if (depth > limit) return true;
  }
  return false;
}

function keepLargeNumbers(_key: string, value: unknown, ...rest: unknown[]): unknown {
  if (typeof value !== "number" || Number.isSafeInteger(value)) return value;
  if (Number.isFinite(value) && !Number.isInteger(value)) return value;
  const source = asRecord(rest[0])?.["source"];
  return typeof source === "string" ? source : value;
}

/** The value as an object with readable fields. `undefined` for arrays and anything else. */
export function asRecord(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return isRecord(value) ? value : undefined;
}

/** Whether a value is an object, and not a list. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value as an array, or `undefined`. */
export function asArray(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? (value as readonly unknown[]) : undefined;
}

/** An own field of an object. `undefined` when there is none. */
export function fieldOf(value: unknown, name: string): unknown {
  return isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** An own field with text that is not blank. */
export function stringField(value: unknown, name: string): string | undefined {
  const field = fieldOf(value, name);
  return typeof field === "string" && field.trim() !== "" ? field : undefined;
}

/** As `stringField`, and accepts a whole number too, as its digits. */
export function textField(value: unknown, name: string): string | undefined {
  const field = fieldOf(value, name);
  return Number.isSafeInteger(field) ? String(field) : stringField(value, name);
}

/** An own field that is a finite number. */
export function numberField(value: unknown, name: string): number | undefined {
  const field = fieldOf(value, name);
  return typeof field === "number" && Number.isFinite(field) ? field : undefined;
}
