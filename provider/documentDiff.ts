import { cleanPlainText } from "./marketplace/text";

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

type Members = ReadonlyMap<string, unknown>;

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The members of an object, or the entries of a list by what tells them apart, else by their place. */
function membersOf(value: unknown): Members | undefined {
  if (isRecord(value)) return new Map(Object.entries(value).map(([name, member]) => [`.${name}`, member]));
  if (!Array.isArray(value)) return undefined;
  const entries: readonly unknown[] = value;
  for (const key of KEYS) {
    const ids = entries.map((entry) => (isRecord(entry) ? entry[key] : undefined));
    if (
      ids.every((id) => typeof id === "string" || typeof id === "number") &&
      new Set(ids).size === ids.length
    ) {
      return new Map(entries.map((entry, index) => [`[${String(ids[index])}]`, entry]));
    }
  }
  return new Map(entries.map((entry, index) => [`[${index}]`, entry]));
}

/** A value in short. The query of an address is left out: it may hold a signature that grants access. */
function show(value: unknown): string {
  if (Array.isArray(value)) return `${value.length} entries`;
  if (isRecord(value)) return `${Object.keys(value).length} members`;
  const text =
    typeof value === "string" ? value.replaceAll(/(https?:\/\/[^\s?]+)\?\S*/g, "$1?...") : String(value);
  return JSON.stringify(cleanPlainText(text, MAX_SHOWN));
}

function compare(path: string, from: unknown, to: unknown, depth: number, found: Difference[]): void {
  const before = membersOf(from);
  const after = membersOf(to);
  const alike = before !== undefined && after !== undefined && Array.isArray(from) === Array.isArray(to);
  if (!alike || depth > MAX_DEPTH) {
    if (JSON.stringify(from) === JSON.stringify(to)) return;
    found.push({ path, kind: "changed", from: show(from), to: show(to) });
    return;
  }
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    if (depth === 0 && VOLATILE.has(name.slice(1))) continue;
    const member = cleanPlainText(`${path}${name}`.replace(/^\./, ""), 200);
    if (!before.has(name)) found.push({ path: member, kind: "added", to: show(after.get(name)) });
    else if (!after.has(name)) found.push({ path: member, kind: "removed", from: show(before.get(name)) });
    else compare(`${path}${name}`.replace(/^\./, ""), before.get(name), after.get(name), depth + 1, found);
  }
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
