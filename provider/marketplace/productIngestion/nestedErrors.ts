import { asArray, asRecord, fieldOf, stringField, textField } from "../../values/json";
import type { Problem } from "../service";
import { cleanText, joinParts } from "../../values/text";
import { normalizeWord } from "../../values/word";

const MAX_PROBLEMS = 20;
const MAX_DEPTH = 5;
const CODE_LENGTH = 100;

/** One error of a job or a response; errors can be nested. */
interface Nested {
  readonly code: string;
  readonly text: string;
  readonly depth: number;
}

/** All errors of a list, outer ones first. `details` is a list, has been seen as an object, and may be missing. */
function walk(value: unknown, depth = 0): readonly Nested[] {
  if (depth >= MAX_DEPTH) return [];
  const list = asArray(value) ?? (asRecord(value) === undefined ? [] : [value]);
  return list.slice(0, MAX_PROBLEMS).flatMap((error) => {
    const code = cleanText(textField(error, "code") ?? "", CODE_LENGTH);
    const text = cleanText(stringField(error, "message") ?? (typeof error === "string" ? error : ""));
    const inner = walk(fieldOf(error, "details"), depth + 1);
    return code === "" && text === "" ? inner : [{ code, text, depth }, ...inner];
  });
}

/** The problems that a job's errors report: each message once, with its code and the advice for it. */
export function problemsOf(errors: unknown): readonly Problem[] {
  const all = walk(errors);
  const step = isCertification(all) ? { step: "Certification" } : {};
  const texts = [...new Set(all.map(textOf))].slice(0, MAX_PROBLEMS);
  const advice = adviceFor(all);
  return [...texts, ...(advice === undefined ? [] : [advice])].map((message) => ({ ...step, message }));
}

function textOf({ code, text }: Nested): string {
  return [code, text].filter((part) => part !== "").join(": ");
}

/** Looks at any depth: the outer error of a failed certification calls it an internal error. */
function isCertification(all: readonly Nested[]): boolean {
  return all.some(({ code, text }) => normalizeWord(code) === "invalidstate" && /certification/i.test(text));
}

const RACE =
  /in progress submission\b[^]*\balready exists|cannot be pushed to \w+ as its? ?(?:is )?not the latest/i;

/** Whether a job refuses what it was asked, since something else was running or was published in between. */
export function isOvertaken(errors: unknown): boolean {
  return walk(errors).some(({ text }) => RACE.test(text));
}

function adviceFor(all: readonly Nested[]): string | undefined {
  if (isCertification(all)) {
    return (
      "This submission can never pass. Read the report in Partner Center, publish a corrected offer to preview, " +
      "and declare its number"
    );
  }
  if (all.some(({ text }) => RACE.test(text))) {
    return "Somebody published or launched in between. Look again, and declare the number that waits now";
  }
  return all.map((one) => schemaAdvice(textOf(one))).find((advice) => advice !== undefined);
}

/** The advice for a schema version that the service no longer accepts. `undefined` for other texts. */
export function schemaAdvice(text: string): string | undefined {
  const isAboutSchema = /schema|\$version/i.test(text);
  const isRefused =
    /deprecated|not (?:found|supported|valid|recogni[sz]ed)|unsupported|unknown|invalid resource/i.test(text);
  return isAboutSchema && isRefused
    ? "The service does not accept this version of its schemas. Set azure-marketplace:ingestionSchema or AZURE_MARKETPLACE_INGESTION_SCHEMA to one that it accepts"
    : undefined;
}

/** Codes that mean that something else is running, which a look may show only minutes later. */
const BUSY_CODES: ReadonlySet<string> = new Set(["conflict", "locked", "productlocked", "invalidstate"]);

/** Whether any error, at any depth, has one of these codes. */
export function isBusy(errors: unknown): boolean {
  return walk(errors).some(({ code }) => BUSY_CODES.has(normalizeWord(code)));
}

/** Everything that a body says about its errors, as one line. Empty when it says nothing. */
export function detailsText(errors: unknown): string {
  const texts = walk(errors)
    .filter(({ depth }) => depth > 0)
    .map(textOf);
  return joinParts([...new Set(texts)].slice(0, MAX_PROBLEMS));
}
