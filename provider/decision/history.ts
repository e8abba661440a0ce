import type { Look, OfferPhase, ServiceTraits, Submission } from "../marketplace/service";
import { isSettled, type SettledStatus } from "../marketplace/operationStatus";
import type { Version } from "../marketplace/version";

/** What the list is asked about. */
export interface HistoryQuestion {
  readonly look: Pick<Look, "preview" | "production" | "status" | "submissions">;
  /** The slots' number of the version that is asked about; `undefined` when it has none. */
  readonly target: Version | undefined;
  readonly traits: ServiceTraits;
  /** What the first look found of the list's numbers, where there was one. */
  readonly countsOtherwise?: boolean | undefined;
}

/** A launch that ended, and how. */
export interface Ended {
  readonly entry: Submission;
  readonly status: SettledStatus;
}

/** What the list of operations tells. */
export interface History {
  /** The list numbers versions otherwise than the slots do, so that no rule compares its numbers. */
  readonly countsOtherwise: boolean;
  /** What has not ended and is no publish, without what was over before the version in preview was published. */
  readonly unfinished: readonly Submission[];
  /** A publish that runs, besides the one that brought what waits in preview. */
  readonly publish: Submission | undefined;
  /** The last launch of the version to end. Where the order is not known and it matters, a success comes first. */
  readonly last: Ended | undefined;
  /** Launches that ended and may have been of the version. */
  readonly ended: readonly Ended[];
}

type Order = readonly Submission[];

/**
 * The entries oldest first, in both ways in which the list can be read: by their times, where all have one, with
 * equal times either way; else as listed and reversed, since the order of the list is not documented.
 */
function ordersOf(entries: readonly Submission[]): readonly Order[] {
  const isTimed = entries.every(({ changedAt }) => changedAt !== undefined);
  return [entries, entries.toReversed()].map((order) =>
    isTimed ? order.toSorted((a, b) => (a.changedAt ?? 0) - (b.changedAt ?? 0)) : order,
  );
}

/** While the offer shows these, the publish that brought what is in preview may still be listed as running. */
const PUBLISH_MAY_REMAIN: ReadonlySet<OfferPhase> = new Set(["readyToLaunch", "launching"]);

/** The publish that brought what is in preview: the last that succeeded, or one that is still listed as running. */
function bringerOf(order: Order, { preview, status }: HistoryQuestion["look"]): Submission | undefined {
  const publishes = order.filter(({ kind }) => kind === "publish");
  const done = publishes.findLast((one) => one.status === "succeeded");
  if (!PUBLISH_MAY_REMAIN.has(status.phase)) return done;
  const last = publishes.findLast((one) => one.status === "succeeded" || !isSettled(one.status));
  const isDoneInPreview = done?.version !== undefined && done.version === preview?.version;
  return isDoneInPreview && last?.version !== done.version ? done : last;
}

/**
 * Whether the publish of what is in preview shows another number than preview. Refuted by a launch that shows
 * production's number and, where nothing was launched, by a publish that shows preview's: then preview has just moved.
 */
function countsOtherwise(orders: readonly Order[], { look, traits }: HistoryQuestion): boolean {
  const preview = look.preview?.version;
  const production = look.production?.version;
  if (traits.versionsExact || preview === undefined) return false;
  return orders.every((order) => {
    const number = bringerOf(order, look)?.version;
    const launched = order.findLast((one) => one.kind === "launch" && one.status === "succeeded")?.version;
    const isRefuted =
      launched === undefined || production === undefined
        ? order.some((one) => one.kind === "publish" && one.status === "succeeded" && one.version === preview)
        : launched === production;
    return number !== undefined && number !== preview && !isRefuted;
  });
}

/** Reads the list of operations for one version. */
export function readHistory(question: HistoryQuestion): History {
  const { look, target, traits } = question;
  const orders = ordersOf(look.submissions);
  const otherwise = question.countsOtherwise ?? countsOtherwise(orders, question);
  const isNumbered = ({ version }: Submission): boolean => version !== undefined && !otherwise;
  const bringers = orders.map((order) => bringerOf(order, look));
  const isTargetInPreview = target !== undefined && look.preview?.version === target;

  /** Where the entry stands to the publish of what is in preview: negative when before it. */
  const toBringer = (entry: Submission, index: number): number | undefined => {
    const bringer = bringers[index];
    const order = orders[index] ?? [];
    return bringer === undefined ? undefined : order.indexOf(entry) - order.indexOf(bringer);
  };
  /** Nothing is published while something runs: what was there before a publish has ended. */
  const isOver = (entry: Submission): boolean =>
    orders.every((_order, index) => (toBringer(entry, index) ?? 0) < 0);
  const mayBeTarget = (entry: Submission, index: number): boolean => {
    const since = toBringer(entry, index);
    if (isNumbered(entry)) return entry.version === target && (!isTargetInPreview || (since ?? 1) > 0);
    return !traits.versionsExact && isTargetInPreview && (since ?? -1) > 0;
  };

  /** It brought what is in preview, and shows no other number. */
  const isInPreview = (one: Submission): boolean => {
    const preview = look.preview?.version;
    const isOther = one.version !== undefined && preview !== undefined && one.version !== preview;
    return bringers.includes(one) && !isOther;
  };

  const lasts = orders.map((order, index) =>
    order.findLast((one) => one.kind === "launch" && isSettled(one.status) && mayBeTarget(one, index)),
  );
  const last = lasts.find((one) => one?.status === "succeeded") ?? lasts.find((one) => one !== undefined);
  const ended = (orders[0] ?? []).filter(
    (one) =>
      one.kind === "launch" &&
      !isOver(one) &&
      (isNumbered(one) ? one.version === target : !traits.versionsExact),
  );
  return {
    countsOtherwise: otherwise,
    unfinished: look.submissions.filter(
      (one) => one.kind !== "publish" && !isSettled(one.status) && !isOver(one),
    ),
    publish: look.submissions.find(
      (one) => one.kind === "publish" && !isSettled(one.status) && !isOver(one) && !isInPreview(one),
    ),
    last: last === undefined ? undefined : endedOf(last)[0],
    ended: ended.flatMap(endedOf),
  };
}

function endedOf(entry: Submission): readonly Ended[] {
  return isSettled(entry.status) ? [{ entry, status: entry.status }] : [];
}

/** A publish that runs and was not listed as running before: it began between two looks. */
export function publishSince(
  before: Pick<Look, "submissions">,
  after: Pick<Look, "submissions">,
): Submission | undefined {
  const running = ({ kind, status }: Submission): boolean => kind === "publish" && !isSettled(status);
  const known = new Set(before.submissions.filter(running).map(({ id }) => id));
  return after.submissions.find((one) => running(one) && !known.has(one.id));
}
