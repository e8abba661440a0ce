import { operationWord, type Claim } from "./claim";
import { firstCount } from "./launchState";
import type { Look, Submission } from "../marketplace/service";
import { isSettled, type SettledStatus } from "../marketplace/operationStatus";
import type { Version } from "../marketplace/version";
import { isPassed, NOTHING_RUNS } from "./phases";
import { relationOf, readLook, type Reading } from "./reading";
import { isAboutUs, statusSays, type StatusWord } from "./statusEvidence";
import type { Facts } from "./facts";
import { freshSuccesses, type Witness } from "./freshSuccess";

/**
 * The word of each source about the launch:
 *
 * - `production`: it `agrees` that the launch is live; it rose to a number that nothing else explains (`risen`), or that a
 *   publish since then may explain (`above`); it shows what it showed `before`, or something else that proves nothing;
 *   or it cannot be read (`unread`);
 * - `operation`: what it said of itself; `none` when it cannot be asked, or its word is not known and nothing runs;
 * - `list`: the launch `running`, or how it ended since it began;
 * - `status`: the launch `running`, or an end that it did not show when the launch began; sign-off that still
 *   `waits`, or `waitsAgain`; `none` when it says nothing of this launch.
 */
export interface Evidence {
  readonly production: "agrees" | "risen" | "above" | "before" | "unread";
  readonly operation: "none" | Claim["status"];
  readonly list: "none" | "running" | SettledStatus;
  readonly status: StatusWord;
  /** The sources that say that it succeeded, and did not say so when it began. */
  readonly fresh: readonly Witness[];
  /** Something else is running for the offer. */
  readonly foreign: boolean;
  /** List or status could not be read, so what they would say is missing. */
  readonly incomplete: boolean;
  /** The launch runs by the list alone, in a word that is not known, while the status shows that no launch runs. */
  readonly unclear: boolean;
  /** Preview has moved on, which it does only when nothing runs. */
  readonly passed: boolean;
  /**
   * Without comparing versions: nothing waits in preview that is not live, and the list shows operations, none of them
   * under way.
   */
  readonly atRest: boolean;
  /** Whether its POST was accepted is not known, and the list may not show it yet. */
  readonly searched: boolean;
  /** The launch's entry, if the list shows it running. */
  readonly entry?: Submission | undefined;
  readonly reading: Reading;
}

/**
 * Whether a publish without a comparable number may have come after the launch began. A number that rose may then be
 * its.
 */
function mayBePublishedSince({ history }: Reading, { look, beginning }: Facts): boolean {
  return look.submissions.some(
    ({ kind, version, changedAt = Infinity }) =>
      kind === "publish" && (version === undefined || history.countsOtherwise) && changedAt > beginning.at,
  );
}

function productionSays(reading: Reading, posted: Version | undefined, facts: Facts): Evidence["production"] {
  const { production, risen, shown } = reading;
  const { declared, verifyVersion, beginning, traits } = facts;
  if (production === "unread" || production === "unnumbered") return "unread";
  if (verifyVersion && shown.production === declared) return "agrees";
  const isNew = shown.production !== undefined && shown.production !== beginning.production;
  // The version that was in preview when it was posted, and was not live then.
  if (!verifyVersion && isNew && shown.production === beginning.preview) return "agrees";
  if (!verifyVersion && posted === undefined) return isNew ? "risen" : "before";
  const isAbovePosted = relationOf(shown.production, posted, traits) === "higher";
  const isOurs =
    risen && isAbovePosted && beginning.preview !== undefined && !mayBePublishedSince(reading, facts);
  if (!isNew) return "before";
  return isOurs ? "risen" : risen && isAbovePosted ? "above" : "before";
}

/** The launch in the list: the only one that runs while preview still holds what was posted, or one of its number. */
function listSays(reading: Reading, facts: Facts): Pick<Evidence, "list" | "entry"> {
  const { look, traits, beginning, operationUrl } = facts;
  const { history, preview, running, entry } = reading;
  const launches = history.unfinished.filter(({ kind }) => kind === "launch");
  const isPreviewOurs = preview === "same" || preview === "unnumbered";
  const isPreviewHidden = preview === "none" || preview === "unread";
  if (running === "declared" && entry !== undefined) return { list: "running", entry };
  const [only] = launches;
  if (only !== undefined && launches.length === 1) {
    const isNamed = only.version !== undefined && !history.countsOtherwise;
    if (!facts.verifyVersion || (!traits.versionsExact && (isPreviewOurs || (isPreviewHidden && !isNamed))))
      return { list: "running", entry: only };
  }
  const isFollowed = (one: Submission): boolean =>
    operationUrl !== undefined && one.operationUrl === operationUrl && one.kind === "launch";
  const isUnnamed = ({ version }: Submission): boolean => version === undefined || history.countsOtherwise;
  // An entry without a number may be an earlier launch's end, in a list that lags.
  const isSince = ({ changedAt = Infinity }: Submission): boolean => changedAt >= beginning.at;
  const ended = history.ended.filter(
    ({ entry: one }) =>
      !beginning.endedBefore.includes(one.id) &&
      (isFollowed(one) || !facts.verifyVersion || !isUnnamed(one) || (isPreviewOurs && isSince(one))),
  );
  const followed = look.submissions.find(
    (one) => isFollowed(one) && isSettled(one.status) && !beginning.endedBefore.includes(one.id),
  );
  if (ended.some(({ status }) => status === "succeeded")) return { list: "succeeded" };
  const status = ended.at(-1)?.status ?? followed?.status;
  return { list: isSettled(status) ? status : "none" };
}

function isAtRest({ preview, production }: Reading, { submissions }: Look): boolean {
  const isEmptied = preview === "none" && production !== "none" && production !== "unread";
  if (!isEmptied && production !== "same" && production !== "higher") return false;
  return submissions.length > 0 && submissions.every(({ status }) => isSettled(status));
}

/** Weighs what each source says about a launch. */
export function weigh(facts: Facts): Evidence {
  const { look, declared, verifyVersion, traits, beginning, claim, searched = false } = facts;
  const posted = beginning.preview ?? (verifyVersion ? declared : undefined);
  const reading = readLook({
    look,
    target: verifyVersion ? declared : posted,
    traits,
    countsOtherwise: firstCount(beginning),
  });
  const said = listSays(reading, facts);
  // Of an entry in an unknown word its own operation knows more.
  const isToldByItself = said.entry?.operationUrl === facts.operationUrl && isSettled(claim?.status);
  const isUnknown = said.entry !== undefined && said.entry.status === undefined;
  const listed: typeof said = isUnknown && isToldByItself ? { list: "none" } : said;
  const isOurs = isAboutUs(reading, posted, facts);
  const words = {
    // Of a launch that came first, its list tells, and not the operation of the one that launched nothing.
    operation:
      claim?.isOvertaken === true && listed.list !== "none" ? "none" : operationWord(claim, reading.phase),
    ...listed,
    status: statusSays(reading, isOurs, facts),
    reading,
  };
  return {
    ...words,
    production: productionSays(reading, posted, facts),
    fresh: freshSuccesses(words, facts),
    incomplete: look.unread?.status !== undefined || look.unread?.submissions !== undefined,
    unclear:
      listed.entry !== undefined &&
      listed.entry.status === undefined &&
      (NOTHING_RUNS.has(reading.phase) || reading.phase === "readyToLaunch"),
    passed: verifyVersion && isPassed(reading, traits),
    atRest: !verifyVersion && !searched && isAtRest(reading, look),
    searched,
    foreign: listed.list !== "running" && reading.running !== "nothing" && reading.entry !== undefined,
  };
}
