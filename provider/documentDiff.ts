import { isRecord } from "./marketplace/json";
import { cleanPlainText } from "./marketplace/text";
import { redact } from "./marketplace/transcript";

/** One difference between what is live and what would be. */
export interface Difference {
  /** Where, such as `definition.plans[basic].displayText`. */
  readonly path: string;
  readonly kind: "added" | "removed" | "changed";
  /** What is live now, and what would be, in short; lists and objects by their size. */
  readonly from?: string;
  readonly to?: string;
}

/** Members that the service itself changes with every publish, at the top of the document. */
const VOLATILE = new Set(["version", "status", "changedTime", "eTag", "etag", "id", "publisherId"]);

/** What tells the entries of a list apart, in the documents of the marketplace. */
const KEYS = ["planId", "id", "skuId", "regionCode", "name", "fileName"] as const;

const MAX_DEPTH = 30;
const MAX_SHOWN = 60;
/** How much of what two long texts share is shown before their first difference. */
const SHOWN_BEFORE = 20;

/** Members whose values are never shown. */
const SECRET = /token|secret|password|accountkey|connectionstring|sas/i;

type Members = ReadonlyMap<string, unknown>;

function plain(value: unknown): string | number | undefined {
  return typeof value === "string" || typeof value === "number" ? value : undefined;
}

type Telling = (entry: unknown) => string | number | undefined;

/** What may tell entries apart: a member, or the entry itself where it is a plain value. */
const TELLINGS: readonly Telling[] = [
  ...KEYS.map(
    (key): Telling =>
      (entry) =>
        isRecord(entry) ? plain(entry[key]) : undefined,
  ),
  plain,
];

function tellsApart(telling: Telling, entries: readonly unknown[]): boolean {
  const ids = entries.map(telling);
  return ids.every((id) => id !== undefined) && new Set(ids.map(String)).size === ids.length;
}

/** The members of two objects, or the entries of two lists by what tells them apart in both, else by their place. */
function membersOf(from: unknown, to: unknown): readonly [Members, Members] | undefined {
  if (isRecord(from) && isRecord(to)) {
    const members = (value: object): Members =>
      new Map(Object.entries(value).map(([name, member]) => [`.${name}`, member]));
    return [members(from), members(to)];
  }
  if (!Array.isArray(from) || !Array.isArray(to)) return undefined;
  const telling = TELLINGS.find((one) => tellsApart(one, from) && tellsApart(one, to));
  const members = (entries: readonly unknown[]): Members =>
    new Map(entries.map((entry, index) => [`[${String(telling?.(entry) ?? index)}]`, entry]));
  return [members(from), members(to)];
}

/** Without secrets. The query of an address is left out: it may grant access. */
function hide(text: string): string {
  return redact(text)
    .replaceAll(/(:\/\/[^\s?]{1,2000})\?\S*/g, "$1?...")
    .replaceAll(/\?[^\s?=]{1,100}=\S*/g, "?...");
}

/** A value in short; of a text, what comes from `start` on. */
function show(value: unknown, start = 0): string {
  if (Array.isArray(value)) return `${value.length} entries`;
  if (isRecord(value)) return `${Object.keys(value).length} members`;
  if (typeof value !== "string") return String(value);
  const text = cleanPlainText(hide(value), Infinity);
  return JSON.stringify(cleanPlainText(start > 0 ? `…${text.slice(start)}` : text, MAX_SHOWN));
}

/** Two values in short; long texts from shortly before their first difference on, so that it shows. */
function showBoth(from: unknown, to: unknown): { from: string; to: string } {
  let start = 0;
  if (typeof from === "string" && typeof to === "string") {
    const [before, after] = [from, to].map((text) => cleanPlainText(hide(text), Infinity));
    if (before !== undefined && after !== undefined && before !== after) {
      let shared = 0;
      while (shared < before.length && before[shared] === after[shared]) shared++;
      if (shared > MAX_SHOWN - SHOWN_BEFORE) start = shared - SHOWN_BEFORE;
    }
  }
  return { from: show(from, start), to: show(to, start) };
}

function compare(at: string, from: unknown, to: unknown, depth: number, found: Difference[]): void {
  const members = depth > MAX_DEPTH ? undefined : membersOf(from, to);
  if (members === undefined) {
    if (JSON.stringify(from) === JSON.stringify(to)) return;
    found.push({ path: shownPath(at), kind: "changed", ...showBoth(from, to) });
    return;
  }
  const [before, after] = members;
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    if (depth === 0 && VOLATILE.has(name.slice(1))) continue;
    const inner = `${at}${name}`.replace(/^\./, "");
    const path = shownPath(inner);
    const secret = name.startsWith(".") && SECRET.test(name);
    const one = (value: unknown): string => (secret ? "(hidden)" : show(value));
    if (!before.has(name)) found.push({ path, kind: "added", to: one(after.get(name)) });
    else if (!after.has(name)) found.push({ path, kind: "removed", from: one(before.get(name)) });
    else if (!secret) compare(inner, before.get(name), after.get(name), depth + 1, found);
    else if (JSON.stringify(before.get(name)) !== JSON.stringify(after.get(name))) {
      found.push({ path, kind: "changed", from: "(hidden)", to: "(hidden)" });
    }
  }
}

function shownPath(path: string): string {
  return cleanPlainText(hide(path), 200);
}

/** What differs between the document in production and the one in preview, in the order of the documents. */
export function differences(production: unknown, preview: unknown): readonly Difference[] {
  const found: Difference[] = [];
  compare("", production, preview, 0, found);
  return found;
}

/** One difference in a line. */
export function differenceText({ path, kind, from, to }: Difference): string {
  switch (kind) {
    case "added":
      return `+ ${path}: ${to ?? ""}`;
    case "removed":
      return `- ${path}: ${from ?? ""}`;
    case "changed":
      return `~ ${path}: ${from ?? ""} => ${to ?? ""}`;
  }
}
