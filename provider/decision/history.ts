import type { Look, OfferPhase, ServiceTraits, Submission } from "../marketplace/service";
import { isSettled, type SettledStatus } from "../marketplace/operationStatus";
import type { Version } from "../marketplace/version";

/** The version to look for in the list, and how. */
export interface HistoryQuestion {
  readonly look: Pick<Look, "preview" | "production" | "status" | "submissions">;
  /** The version to look for, as the slots number it. `undefined` when it has no number. */
  readonly target: Version | undefined;
  readonly traits: ServiceTraits;
  /** Whether the first look found that the list numbers versions differently. `undefined` when there was none. */
  readonly countsOtherwise?: boolean | undefined;
}

/** A launch that ended, and how. */
export interface Ended {
  readonly entry: Submission;
  readonly status: SettledStatus;
}

/** The history of an offer, as its list of operations tells it. */
export interface History {
  /** The list numbers versions differently from the slots, so that its numbers are not compared. */
  readonly countsOtherwise: boolean;
  /**
   * Operations that have not ended, except publishes, and except those from before the publish of the version in
   * preview.
   */
  readonly unfinished: readonly Submission[];
  /** A running publish, other than the one that brought the version in preview. */
  readonly publish: Submission | undefined;
  /** The version's launch that ended last. When the order is unknown and matters, a success counts as last. */
  readonly last: Ended | undefined;
  /** It is the last whichever way the list is read. */
  readonly lastIsCertain: boolean;
  /** Launches that have ended and may have been of this version. */
  readonly ended: readonly Ended[];
}

type Order = readonly Submission[];

/**
 * The entries, oldest first. The list's order is not documented: without times for all of them, it is read both ways.
 * With times, only entries of the same time are in both orders.
 */
function ordersOf(entries: readonly Submission[]): readonly Order[] {
  const isTimed = entries.every(({ changedAt }) => changedAt !== undefined);
  return [entries, entries.toReversed()].map((order) =>
    isTimed ? order.toSorted((a, b) => (a.changedAt ?? 0) - (b.changedAt ?? 0)) : order,
  );
}

/** In these phases the publish of the version in preview may still be listed as running. */
const PUBLISH_MAY_REMAIN: ReadonlySet<OfferPhase> = new Set(["readyToLaunch", "launching"]);

/**
 * The publish that brought the version in preview: the last that succeeded, or one that is still listed as running.
 */
function bringerOf(order: Order, { preview, status }: HistoryQuestion["look"]): Submission | undefined {
  const publishes = order.filter(({ kind }) => kind === "publish");
  const done = publishes.findLast((one) => one.status === "succeeded");
  if (!PUBLISH_MAY_REMAIN.has(status.phase)) return done;
  const last = publishes.findLast((one) => one.status === "succeeded" || !isSettled(one.status));
  const isDoneInPreview = done?.version !== undefined && done.version === preview?.version;
  return isDoneInPreview && last?.version !== done.version ? done : last;
}

/**
 * Whether the list numbers the version in preview differently. Refuted by a launch with production's number. Where
 * nothing was launched, also by a publish with preview's number: then preview has just changed.
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

/** Reads the list of operations, for one version. */
export function readHistory(question: HistoryQuestion): History {
  const { look, target, traits } = question;
  const orders = ordersOf(look.submissions);
  const otherwise = question.countsOtherwise ?? countsOtherwise(orders, question);
  const isNumbered = ({ version }: Submission): boolean => version !== undefined && !otherwise;
  const bringers = orders.map((order) => bringerOf(order, look));
  // Without numbers the target is what is in preview.
  const isTargetInPreview = look.preview !== undefined && look.preview.version === target;

  /** Negative when the entry came before the publish of the version in preview. */
  const toBringer = (entry: Submission, index: number): number | undefined => {
    const bringer = bringers[index];
    const order = orders[index] ?? [];
    return bringer === undefined ? undefined : order.indexOf(entry) - order.indexOf(bringer);
  };
  /** Nothing can be published while something runs, so what was there before a publish has ended. */
  const isOver = (entry: Submission): boolean =>
    orders.every((_order, index) => (toBringer(entry, index) ?? 0) < 0);
  // Without a number, and with nothing in preview, the last launch is the one meant.
  const isAnyTarget = target === undefined && look.preview === undefined;
  const mayBeTarget = (entry: Submission, index: number): boolean => {
    if (isAnyTarget) return true;
    const since = toBringer(entry, index);
    if (isNumbered(entry) && target !== undefined)
      return entry.version === target && (!isTargetInPreview || traits.versionsExact || (since ?? 1) > 0);
    return !traits.versionsExact && isTargetInPreview && (since ?? -1) > 0;
  };

  /** It brought the version in preview, and has no other number. */
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
      (isAnyTarget || (isNumbered(one) ? one.version === target : !traits.versionsExact)),
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
    lastIsCertain: lasts.every((one) => one !== undefined),
    ended: ended.flatMap(endedOf),
  };
}

function endedOf(entry: Submission): readonly Ended[] {
  return isSettled(entry.status) ? [{ entry, status: entry.status }] : [];
}

/** A running publish that was not listed as running before: it began between two looks. */
export function publishSince(
  before: Pick<Look, "submissions">,
  after: Pick<Look, "submissions">,
): Submission | undefined {
  const running = ({ kind, status }: Submission): boolean => kind === "publish" && !isSettled(status);
  const known = new Set(before.submissions.filter(running).map(({ id }) => id));
  return after.submissions.find((one) => running(one) && !known.has(one.id));
}
