import { isRecord } from "../values/json";
import { cleanPlainText } from "../values/text";
import { redact } from "../values/redact";

/** One difference between what is live and what would go live. */
export interface Difference {
  /** Where, such as `definition.plans[basic].displayText`. */
  readonly path: string;
  readonly kind: "added" | "removed" | "changed";
  /** The value now and the new one, shortened. Lists and objects by their size. */
  readonly from?: string;
  readonly to?: string;
  /** Two addresses that differ in their query only: the service signs them again with every publish. */
  readonly queryAlone?: boolean;
}

/** Members that the service changes with every publish. */
const VOLATILE = new Set([
  ...["version", "status", "changedTime", "eTag", "etag", "id", "publisherId"],
  "definition.changedTime",
]);

/** Members that identify the entries of a list, in the marketplace's documents. */
const KEYS = [
  ...["externalId", "planId", "id", "skuId", "versionNumber", "regionCode", "name", "fileName"],
  ...["linkUrl", "imageUrl", "url", "title", "linkTitle"],
] as const;

/** The most important first: plans, then prices, then images, by their path. */
const WEIGHTS: readonly RegExp[] = [/(?:plans|skus|^plan)\[[^\]]*\]$/i, /price|cost|billing/i, /image|vhd/i];

const MAX_DEPTH = 30;
const MAX_SHOWN = 60;
/** How much of the common beginning of two long texts is shown. */
const SHOWN_BEFORE = 20;
/** Texts are compared in full. At most this much of their beginning is shown. */
const MAX_READ = 20_000;

/** Members whose values are never shown: secrets and personal data. */
const SECRET =
  /token|secret|password|connectionstring|(?:account|api|access|primary|secondary|shared|function)_?key|contact|leads|leadconfiguration/i;
const SAS = /(?:^|[^A-Za-z])sas(?![a-z])|[a-z]Sas(?![a-z])|SAS/;

/** The title of an added entry, if it has one. */
const TITLE = /(?:^|\.)(?:title|\w*Title|displayText|displayName|alias|name|\w*Url)$/;

type Members = ReadonlyMap<string, unknown>;

function plainValue(value: unknown): string | number | undefined {
  if (typeof value === "string") return withoutQuery(value) ?? value;
  return typeof value === "number" ? value : undefined;
}

/** An address without its query. `undefined` for other text. */
function withoutQuery(text: string): string | undefined {
  return /^[a-z]{1,20}:\/\/[^\s?]+/i.exec(text)?.[0];
}

type Telling = (entry: unknown) => string | number | undefined;

/** How entries may be identified: by a member, or by their own plain value. */
const TELLINGS: readonly Telling[] = [
  ...KEYS.map(
    (key): Telling =>
      (entry) =>
        isRecord(entry) ? plainValue(entry[key]) : undefined,
  ),
  plainValue,
];

function tellsApart(telling: Telling, entries: readonly unknown[]): boolean {
  const ids = entries.map(telling);
  return ids.every((id) => id !== undefined) && new Set(ids.map(String)).size === ids.length;
}

/**
 * Pairs the members of two objects, or the entries of two lists: by what identifies them in both, otherwise by
 * position.
 */
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

/** Removes secrets. The query of an address is left out, since it may grant access. */
function hide(text: string): string {
  return redact(text.slice(0, MAX_READ))
    .replaceAll(/(:\/\/[^\s?]{1,2000})\?\S*/g, "$1?...")
    .replaceAll(/\?[^\s?=]{1,100}=\S*/g, "?...");
}

/** A value, shortened. Text is shown from `start` on. */
function valueText(value: unknown, start = 0): string {
  if (Array.isArray(value)) return `${value.length} entries`;
  if (isRecord(value)) {
    const titles = Object.entries(value).filter(
      ([name, title]) => TITLE.test(name) && typeof title === "string",
    );
    const title = titles.length === 0 ? "" : `${valueText(titles[0]?.[1])}, `;
    return `${title}${Object.keys(value).length} members`;
  }
  if (typeof value !== "string") return String(value);
  const text = cleanPlainText(hide(value), Infinity);
  return JSON.stringify(start > 0 ? cleanPlainText(`…${text.slice(start)}`, MAX_SHOWN) : shorten(text));
}

/** A shortened text. A long address keeps its host and its end, which has the file name. */
function shorten(text: string): string {
  const host = text.length > MAX_SHOWN ? /^[a-z]{1,20}:\/\/[^/\s]{1,200}\//i.exec(text)?.[0] : undefined;
  const room = MAX_SHOWN - (host?.length ?? 0) - 1;
  return host === undefined || room < 20 || /\s/.test(text)
    ? cleanPlainText(text, MAX_SHOWN)
    : `${host}…${text.slice(-room)}`;
}

/** Two values, shortened. Long texts start shortly before their first difference, so that it shows. */
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
  return { from: valueText(from, start), to: valueText(to, start) };
}

function compare(at: string, from: unknown, to: unknown, depth: number, found: Difference[]): void {
  const members = depth > MAX_DEPTH ? undefined : membersOf(from, to);
  if (members === undefined) {
    if (JSON.stringify(from) === JSON.stringify(to)) return;
    const address = typeof from === "string" ? withoutQuery(from) : undefined;
    const queryAlone = address !== undefined && typeof to === "string" && address === withoutQuery(to);
    const values = queryAlone ? { queryAlone } : showBoth(from, to);
    found.push({ path: shownPath(at), kind: "changed", ...values });
    return;
  }
  const [before, after] = members;
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const inner = `${at}${name}`.replace(/^\./, "");
    if (VOLATILE.has(inner)) continue;
    const path = shownPath(inner);
    const secret = name.startsWith(".") && (SECRET.test(name) || SAS.test(name.slice(1)));
    const one = (value: unknown): string => (secret ? "(hidden)" : valueText(value));
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

function weightOf({ path, kind }: Difference): number {
  const weight = WEIGHTS.findIndex(
    (pattern, index) => (index > 0 || kind !== "changed") && pattern.test(path),
  );
  return weight < 0 ? WEIGHTS.length : weight;
}

/**
 * The differences between production and preview: added and removed plans first, then prices, then images, then the
 * rest, each in the order of the documents.
 */
export function differences(production: unknown, preview: unknown): readonly Difference[] {
  const found: Difference[] = [];
  compare("", production, preview, 0, found);
  return found.toSorted((a, b) => weightOf(a) - weightOf(b));
}

/** One difference as a line. */
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
