import { parseVersion, type Version } from "../version";
import { asArray, fieldOf, stringField } from "../../values/json";
import type { Message, Submission } from "../service";
import { cleanText } from "../../values/text";
import { parseTime } from "../../values/time";
import { normalizeWord, wordOf } from "../../values/word";
import { guidOf } from "./product";
import { standingOf, type Standing } from "./statusWords";

/** An active submission of a product. */
export interface Entry extends Standing {
  readonly number: Version;
  /** `other`: a target that is not documented for submissions. */
  readonly target: "preview" | "live" | "other";
  /** The target as the service sent it. */
  readonly targetWord: string;
  /** It takes the offer off sale instead of live. */
  readonly deprecated: boolean;
  /** Milliseconds since 1970. */
  readonly createdAt?: number;
  readonly messages: readonly Message[];
}

/** The product's submissions in its list. The draft has no number, and is left out. */
export function parseEntries(items: readonly unknown[], guid: string): readonly Entry[] {
  return items.map((item) => parseEntry(item, guid)).filter((entry) => entry !== undefined);
}

function parseEntry(item: unknown, guid: string): Entry | undefined {
  const id = stringField(item, "id");
  const parts = id?.split("/") ?? [];
  const number = parts.length === 3 ? parseVersion(parts[2]) : undefined;
  const targetWord = wordOf(fieldOf(item, "target"), "targetType");
  const target = targetOf(targetWord);
  const standing = standingOf(item, "status", "result");
  // An entry with an unknown target and without a status would block every launch for ever.
  const silent = target === "other" && stringField(item, "status") === undefined;
  if (number === undefined || guidOf(id, "submission") !== guid || target === undefined || silent) {
    return undefined;
  }
  const createdAt = parseTime(stringField(item, "created"));
  return {
    ...standing,
    number,
    target,
    targetWord,
    deprecated: normalizeWord(stringField(item, "lifecycleState") ?? "") === "deprecated",
    // The year 1 means that there is no time.
    ...(createdAt === undefined || createdAt <= 0 ? {} : { createdAt }),
    messages: (asArray(fieldOf(item, "validations")) ?? []).map(toMessage).filter(({ text }) => text !== ""),
  };
}

function targetOf(word: string): Entry["target"] | undefined {
  const key = normalizeWord(word);
  if (key === "preview" || key === "live") return key;
  return key === "" || key === "draft" ? undefined : "other";
}

function toMessage(validation: unknown): Message {
  const level = normalizeWord(wordOf(validation, "level"));
  const parts = [stringField(validation, "code"), stringField(validation, "message")];
  return {
    level: level === "error" || level === "warning" ? level : "information",
    text: cleanText(parts.filter((part) => part !== undefined).join(": ")),
  };
}

/**
 * The newest entry: by time when all have one, otherwise by number. Of the same number, one off sale comes after one
 * that is live, and that after the rest.
 */
export function newest(entries: readonly Entry[]): Entry | undefined {
  const timed = entries.every(({ createdAt }) => createdAt !== undefined);
  const rank = ({ deprecated, status }: Entry): number => (deprecated ? 2 : status === "succeeded" ? 1 : 0);
  const numberOrder = (a: Entry, b: Entry): number =>
    a.number.length - b.number.length || (a.number < b.number ? -1 : a.number > b.number ? 1 : 0);
  return entries
    .toSorted(
      (a, b) =>
        (timed ? (a.createdAt ?? 0) - (b.createdAt ?? 0) : 0) || numberOrder(a, b) || rank(a) - rank(b),
    )
    .at(-1);
}

/** The entry as one of the offer's operations. A `past` one counts for nothing. The list names no job. */
export function toSubmission(entry: Entry, isPast = false): Submission {
  const { number, target, targetWord, deprecated, status, word, createdAt } = entry;
  const kind =
    target === "preview" ? "publish" : target === "live" && !deprecated && !isPast ? "launch" : "other";
  const created = createdAt === undefined ? "" : `/${new Date(createdAt).toISOString()}`;
  return {
    // The time tells a second launch of the same number from the first.
    id: `${deprecated ? "off sale" : targetWord}/${number}${created}`,
    kind,
    status,
    word,
    ...(kind === "other" ? {} : { version: number }),
    ...(createdAt === undefined ? {} : { changedAt: createdAt }),
  };
}
