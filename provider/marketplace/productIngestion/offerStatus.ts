import { isBadEnd } from "../operationStatus";
import type { OfferPhase, OfferStatus, SlotContent, Submission } from "../service";
import { newest, toSubmission, type Entry } from "./submissions";

/** Where an offer stands, by its list of submissions. */
export interface OfferStanding {
  readonly preview?: SlotContent;
  readonly production?: SlotContent;
  readonly status: OfferStatus;
  readonly submissions: readonly Submission[];
}

/** The phase after a failure or a cancel, by what ended. */
const ENDS = {
  publish: { failed: "publishFailed", canceled: "publishCanceled" },
  launch: { failed: "launchFailed", canceled: "launchCanceled" },
} as const;

const STEPS = { publish: "Publish to preview", launch: "Launch", offSale: "Stop selling" } as const;

const BACK_ON_SALE = "the offer was taken off sale, and this puts it back on sale";

/** The entries that matter for the table, each the newest of its kind. */
interface Rows {
  readonly preview: Entry | undefined;
  /** The live entry that is on sale, was taken off sale, or is being taken off sale. */
  readonly good: Entry | undefined;
  readonly lives: readonly Entry[];
}

/**
 * Where an offer stands. It is not documented whether the service keeps the entry in preview beside the live one
 * after a launch: both forms read alike.
 */
export function judgeEntries(entries: readonly Entry[]): OfferStanding {
  const preview = newest(entries.filter(({ target }) => target === "preview"));
  const lives = entries.filter(({ target }) => target === "live");
  // While the offer is being taken off sale it no longer counts as live, so that no launch is called done.
  const good = newest(
    lives.filter(({ status, deprecated, done }) => status === "succeeded" || (deprecated && !done)),
  );
  const inPreview = preview !== undefined && !isBadEnd(preview.status);
  return {
    ...(inPreview ? { preview: { version: preview.number } } : {}),
    ...(good === undefined || good.deprecated ? {} : { production: { version: good.number } }),
    status: statusBy(entries, { preview, good, lives }),
    submissions: entries.map((entry) => {
      // A launch from before the offer was taken off sale proves nothing any more.
      const isPast = good?.deprecated === true && entry.target === "live" && entry.status === "succeeded";
      return toSubmission(entry, isPast);
    }),
  };
}

/** The table: the first matching row. */
function statusBy(entries: readonly Entry[], { preview, good, lives }: Rows): OfferStatus {
  const running = newest(lives.filter(({ done, deprecated }) => !done && !deprecated));
  // An unknown word may be an end. The entry still says which launch it is about.
  if (running !== undefined) {
    return at(running.status === undefined ? "unknown" : "launching", running, "launch");
  }
  const inTheWay = newest(entries.filter((one) => !one.done && (one.deprecated || one.target === "other")));
  if (inTheWay !== undefined) {
    return at("unknown", inTheWay, inTheWay.deprecated ? "offSale" : undefined);
  }
  const publish = newest(entries.filter(({ target, done }) => target === "preview" && !done));
  if (publish !== undefined) return at("preparing", publish, "publish");
  if (preview !== undefined && preview.status !== "succeeded") return endedStatus(preview, "publish");
  if (good?.deprecated === true && (preview === undefined || preview.number === good.number)) {
    return at("unknown", good, "offSale");
  }
  const launches = lives.filter(({ deprecated }) => !deprecated);
  const own = newest(launches.filter(({ number }) => preview === undefined || number === preview.number));
  if (own !== undefined && own.status !== "succeeded") return endedStatus(own, "launch");
  if (preview !== undefined && preview.number !== good?.number) {
    const status = at("readyToLaunch", preview, undefined);
    return good?.deprecated === true ? { ...status, remark: BACK_ON_SALE } : status;
  }
  if (good !== undefined) return at("live", good, undefined);
  return {
    phase: "unpublished",
    word: "(no submission)",
    summary: "nothing was ever published",
    problems: [],
  };
}

function endedStatus(entry: Entry, what: "publish" | "launch"): OfferStatus {
  const { status } = entry;
  const phase = isBadEnd(status) ? ENDS[what][status] : "unknown";
  return at(phase, entry, what);
}

function at(phase: OfferPhase, entry: Entry, what: keyof typeof STEPS | undefined): OfferStatus {
  const { word, messages } = entry;
  const step = what === undefined ? undefined : { name: STEPS[what], word, messages };
  const problems = isBadEnd(entry.status)
    ? messages.map(({ text }) => ({ ...named(step), message: text }))
    : [];
  return {
    phase,
    word,
    ...(step === undefined ? {} : { step }),
    summary: summaryOf(phase, entry, what),
    problems,
  };
}

function named(step: { readonly name: string } | undefined): { readonly step?: string } {
  return step === undefined ? {} : { step: step.name };
}

function summaryOf(phase: OfferPhase, entry: Entry, what: keyof typeof STEPS | undefined): string {
  const { number, word, targetWord } = entry;
  if (phase === "readyToLaunch") return `submission ${number} waits in preview for its launch`;
  if (phase === "live") return `submission ${number} is live`;
  switch (what) {
    case "publish":
      return `the publish of submission ${number} to preview is "${word}"`;
    case "launch":
      return `the launch of submission ${number} is "${word}"`;
    case "offSale":
      return `the offer is taken off sale (submission ${number}, "${word}")`;
    case undefined:
      return `submission ${number} for target "${targetWord}" is "${word}"`;
  }
}
