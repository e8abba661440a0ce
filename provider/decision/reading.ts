import type {
  Look,
  LookPart,
  OfferPhase,
  ServiceTraits,
  SlotContent,
  Submission,
} from "../marketplace/service";
import { compareVersions, type Version } from "../marketplace/version";
import { readHistory, type Ended, type History } from "./history";

/**
 * A slot's version compared with another:
 *
 * - `other`: a different version, of an API whose versions have no order;
 * - `none`: the slot is empty;
 * - `unread`: it could not be read;
 * - `unnumbered`: the service gives its version no number.
 */
export type Relation = "same" | "lower" | "higher" | "other" | "unnumbered" | "none" | "unread";

/**
 * A running operation that is not a publish: a launch of the `declared` version, of another version (`foreign`) or of
 * an unknown version (`unnamed`), or an `other` operation, such as a cancel.
 */
export type Running = "nothing" | "declared" | "foreign" | "unnamed" | "other";

/** How the version's last launch ended, as far as the list says. */
export type LastWord = "none" | Ended["status"];

/** A look, read for one version. */
export interface Reading {
  readonly preview: Relation;
  readonly production: Relation;
  /** Production has a higher number that neither preview nor any publish shows: the number may rise at a launch. */
  readonly risen: boolean;
  readonly phase: OfferPhase;
  readonly running: Running;
  /** The running operation, if the list names it. */
  readonly entry?: Submission | undefined;
  /** A publish to preview is under way. */
  readonly publishRuns: boolean;
  readonly publish?: Submission | undefined;
  /** A later version was published to preview after this one, by the list. Preview does not show it yet. */
  readonly published?: Submission | undefined;
  readonly lastWord: LastWord;
  /**
   * The entry of the last launch names the version. Otherwise only its place in the list suggests that it is this
   * version's.
   */
  readonly lastIsNamed: boolean;
  /** The last launch is this version's whichever way a list without times is read. */
  readonly lastIsCertain: boolean;
  readonly last?: Submission | undefined;
  readonly history: History;
  /** The numbers and the summary, for people. */
  readonly shown: { readonly preview?: Version; readonly production?: Version; readonly summary: string };
}

export interface LookQuestion {
  readonly look: Look;
  /** The version to read the look for, as the slots number it. `undefined` when it has no number. */
  readonly target: Version | undefined;
  readonly traits: ServiceTraits;
  readonly countsOtherwise?: boolean | undefined;
}

/** The only place where versions are compared by order. */
export function relationOf(
  version: Version | undefined,
  target: Version | undefined,
  { versionsOrdered }: Pick<ServiceTraits, "versionsOrdered">,
): Relation {
  if (version === undefined) return "unnumbered";
  if (version === target) return "same";
  if (target === undefined || !versionsOrdered) return "other";
  return compareVersions(version, target) < 0 ? "lower" : "higher";
}

function slotRelation(
  part: LookPart,
  slot: SlotContent | undefined,
  { look, target, traits }: LookQuestion,
): Relation {
  if (look.unread?.[part] !== undefined) return "unread";
  return slot === undefined ? "none" : relationOf(slot.version, target, traits);
}

function isRisen({ look, target, traits }: LookQuestion, { countsOtherwise }: History): boolean {
  const production = look.production?.version;
  if (traits.versionsExact || relationOf(production, target, traits) !== "higher") return false;
  const isPublished = look.submissions.some(
    (one) => one.kind === "publish" && !countsOtherwise && one.version === production,
  );
  return look.preview?.version !== production && !isPublished;
}

/** The publish of a later version than the one in preview, in a list that shows the publish of that one, too. */
function publishedLater(
  { look, target, traits }: LookQuestion,
  preview: Relation,
  { countsOtherwise }: History,
): Submission | undefined {
  if (traits.versionsExact || countsOtherwise || preview !== "same") return undefined;
  const done = look.submissions.filter(({ kind, status }) => kind === "publish" && status === "succeeded");
  const own = done.filter(({ version }) => version === target).map(({ changedAt = Infinity }) => changedAt);
  const latest = Math.max(...own);
  return done.find(
    ({ version, changedAt = -Infinity }) =>
      version !== undefined &&
      own.length > 0 &&
      changedAt > latest &&
      relationOf(version, target, traits) === "higher",
  );
}

/** The running operation, and the entry that says so. */
function runningOf(
  question: LookQuestion,
  preview: Relation,
  { unfinished, countsOtherwise }: History,
): { readonly running: Running; readonly entry?: Submission | undefined } {
  const { look, target } = question;
  const isLaunching = look.status.phase === "launching";
  const launches = unfinished.filter(({ kind }) => kind === "launch");
  const isNamed = ({ version }: Submission): boolean => version !== undefined && !countsOtherwise;
  const declared = launches.find((one) => isNamed(one) && one.version === target);
  if (declared !== undefined) return { running: "declared", entry: declared };
  const foreign = launches.find(isNamed);
  if (foreign !== undefined) return { running: "foreign", entry: foreign };
  const [unnamed] = launches;
  // A launch takes the version in preview. The list may lag behind the status, or name no version.
  if (isLaunching && launches.length <= 1 && preview === "same")
    return { running: "declared", entry: unnamed };
  if (unnamed !== undefined || isLaunching) return { running: "unnamed", entry: unnamed };
  const [other] = unfinished;
  return other === undefined ? { running: "nothing" } : { running: "other", entry: other };
}

/** Reads a look for one version. Decision, earlier launch, obstacles and verdict need nothing else of it. */
export function readLook(question: LookQuestion): Reading {
  const { look } = question;
  const history = readHistory(question);
  const preview = slotRelation("preview", look.preview, question);
  const { publish, last } = history;
  const { phase, summary } = look.status;
  return {
    preview,
    production: slotRelation("production", look.production, question),
    risen: isRisen(question, history),
    phase,
    ...runningOf(question, preview, history),
    publishRuns: phase === "preparing" || publish !== undefined,
    publish,
    published: publishedLater(question, preview, history),
    lastWord: last?.status ?? "none",
    lastIsNamed: last?.entry.version !== undefined && !history.countsOtherwise,
    lastIsCertain: history.lastIsCertain,
    last: last?.entry,
    history,
    shown: {
      ...(look.preview?.version === undefined ? {} : { preview: look.preview.version }),
      ...(look.production?.version === undefined ? {} : { production: look.production.version }),
      summary,
    },
  };
}

/** The entry in words: the operation, its version and its own word. */
export function entryText({ id, kind, version, word }: Submission): string {
  const what = kind === "other" ? "neither a publish nor a launch" : `a ${kind}`;
  return `operation ${id} (${what} of ${version === undefined ? "an unnamed version" : `version ${version}`}, "${word}")`;
}

/** The content of a slot, in words. */
export function holdsText(relation: Relation, version: Version | undefined): string {
  if (relation === "none") return "nothing";
  if (relation === "unread") return "something that could not be read";
  return version === undefined ? "a version without a number" : `version ${version}`;
}
