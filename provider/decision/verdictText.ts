import { isBadEnd, type BadEnd } from "../marketplace/operationStatus";
import type { Evidence } from "./evidence";
import { PROOF_AGE_MS } from "./proof";
import { entryText, holdsText } from "./reading";

const MINUTES = PROOF_AGE_MS / 60_000;

/** Phrases for words that are ours, not the service's. */
const SHOWS: Readonly<Record<string, string>> = {
  waits: "shows that the offer waits for sign-off",
  waitsAgain: "shows that the offer waits for sign-off again",
};

/** Each source whose word is wanted, with what it says. A source that says nothing is left out. */
export function whoSays(
  { operation, list, status }: Evidence,
  isWanted: (word: string) => boolean,
): readonly string[] {
  const sources = [
    ["the operation", operation],
    ["the list of operations", list],
    ["the offer's status", status],
  ] as const;
  return sources
    .filter(([, word]) => word !== "none" && isWanted(word))
    .map(([name, word]) => `${name} ${SHOWS[word] ?? `says "${word}"`}`);
}

/** All sources that say something. */
export function allSay(evidence: Evidence): readonly string[] {
  return whoSays(evidence, () => true);
}

export function productionText({ reading }: Evidence): string {
  const { production, shown } = reading;
  return `production shows ${holdsText(production, shown.production)}`;
}

/** Why a failure or a cancel that other documents contradict counts all the same. */
export function overText(status: BadEnd, evidence: Evidence): string {
  const against = whoSays(evidence, (word) => word === "running" || word === "succeeded");
  const by = whoSays(evidence, isBadEnd);
  const rest = against.length === 0 ? "the other documents could not be read" : against.join(" and ");
  return `for ${MINUTES} minutes ${by.join(" and ")}, while ${rest}. The launch counts as ${status}`;
}

/** Why nothing is known about a launch of which nothing is seen. */
export function unseenText(evidence: Evidence): string {
  const { entry, reading } = evidence;
  const { summary } = reading.shown;
  if (entry !== undefined)
    return `the list of operations shows ${entryText(entry)}, which may have ended (${summary})`;
  const said = whoSays(evidence, (word) => word === "running" || word === "succeeded").join(" and ");
  return said === ""
    ? `nothing has been seen of it for ${MINUTES} minutes (${summary})`
    : `${said}, but nothing else has been seen of it for ${MINUTES} minutes (${summary})`;
}

export function waitsAgainText(): string {
  return `the offer has waited for sign-off again for ${MINUTES} minutes`;
}
