import { checkDocuments, type DocumentOptions } from "./cloudPartner/documentOptions";
import { checkDistortion, type Distortion, type SetDistortion, type Source } from "./distortion";
import { checkListEntry, type ListEntry } from "./listEntry";
import type { Offer } from "./offer";
import { canceled, finished, startLaunch, startPublish, startStop, type Refusal } from "./start";
import type { Failure, Operation } from "./operation";
import type { Settings } from "./options";
import { parseSeed, seedOffer } from "./seed";

/** Options for an operation that is about to start. */
export interface StartWishes {
  readonly emails?: string | undefined;
  /** Milliseconds that it takes, instead of `launchTime` or `publishTime`. */
  readonly duration?: number | undefined;
}

/** The offers that the simulator holds: the one place that remembers. */
export interface Store {
  readonly publisherIds: readonly string[];
  readonly offers: readonly Offer[];
  hasPublisher(publisherId: string): boolean;
  find(publisherId: string, offerId: string): Offer | undefined;
  /** Adds an offer, or puts it in the place of the one of the same name. */
  save(offer: Offer): void;
  start(offer: Offer, kind: Operation["kind"], wishes: StartWishes): Operation | Refusal;
  /** Takes the offer off sale, as the Product Ingestion API can. */
  stopSelling(offer: Offer): Operation | Refusal;
  /** The operation that was canceled; `undefined` when none ran. */
  cancel(offer: Offer): Operation | undefined;
  /** The operation that ended now, as it would have later; `undefined` when none ran. */
  finish(offer: Offer): Operation | undefined;
  /** The next operation of this kind and offer fails. */
  failNext(offer: Offer, kind: Operation["kind"], failure: Failure): void;
  /** The current form of documents. */
  readonly documents: DocumentOptions;
  /** Changes the options that are given; throws a `RangeError` for bad ones. */
  changeDocuments(changes: DocumentOptions): void;
  /** Oldest first; throws a `RangeError` for a bad one. */
  distort(offer: Offer, distortion: Distortion): void;
  /** Ends the distortions of a source, by default of all. */
  restore(offer: Offer, source?: Source): void;
  distortionsOf(offer: Offer): readonly SetDistortion[];
  /** Adds an entry to the list of operations; throws a `RangeError` for a bad one. */
  addEntry(offer: Offer, entry: ListEntry): void;
  entriesOf(offer: Offer): readonly AddedEntry[];
}

/** An entry as of when it was added. */
export interface AddedEntry extends ListEntry {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly addedAt: number;
}

/** Numbers of real submissions are of this size; they exceed what a JavaScript number holds exactly. */
const FIRST_SUBMISSION = 1_152_921_505_700_000_000n;

/** Throws a `RangeError` for offers that cannot be, or that are given twice. */
export function createStore(settings: Settings, now: () => number): Store {
  const offers = new Map<string, Offer>();
  const publishers = new Set(settings.publishers);
  const failures = new Map<string, Failure>();
  const distortions = new Map<string, readonly SetDistortion[]>();
  const entries = new Map<string, readonly AddedEntry[]>();
  let documents = settings.documents;
  let operations = 0;
  let submissions = FIRST_SUBMISSION;
  const nextId = (): string => {
    operations += 1;
    return `408a4835-0000-1000-0000-${String(operations).padStart(12, "0")}`;
  };
  const nextSubmission = (): string => {
    submissions += settings.ingestion.numbers === "falling" ? -1n : 1n;
    return submissions.toString();
  };
  const save = (offer: Offer): void => {
    offers.set(nameOf(offer), offer);
    publishers.add(offer.publisherId);
  };

  for (const given of settings.offers ?? []) {
    const offer = seedOffer(typeof given === "string" ? parseSeed(given) : given, now(), {
      nextId,
      nextSubmission,
    });
    if (offers.has(nameOf(offer))) throw new RangeError(`Offer ${nameOf(offer)} is given twice.`);
    save(offer);
    for (const distortion of settings.distortions ?? []) distort(offer, distortion);
    for (const entry of settings.entries ?? []) addEntry(offer, entry);
  }

  function distort(offer: Offer, distortion: Distortion): void {
    const name = nameOf(offer);
    const set = { ...checkDistortion(distortion), setAt: now() };
    distortions.set(name, [...(distortions.get(name) ?? []), set]);
  }

  function addEntry(offer: Offer, entry: ListEntry): void {
    const name = nameOf(offer);
    const added = { ...checkListEntry(entry), id: nextId(), addedAt: now() };
    entries.set(name, [...(entries.get(name) ?? []), added]);
  }

  return {
    get publisherIds() {
      return [...publishers];
    },
    get offers() {
      return [...offers.values()];
    },
    hasPublisher: (publisherId) => publishers.has(publisherId),
    find: (publisherId, offerId) => offers.get(nameOf({ publisherId, offerId })),
    save,
    start(
      offer,
      kind,
      { emails, duration = kind === "publish" ? settings.publishTime : settings.launchTime },
    ) {
      const key = `${kind} ${nameOf(offer)}`;
      const { versionRisesAtGolive: versionRises, previewClears: clearsPreview } = documents;
      const failure = failures.get(key);
      const start = { now: now(), duration, emails, failure, versionRises, clearsPreview };
      const begin = kind === "publish" ? startPublish : startLaunch;
      const after = begin(offer, {
        ...start,
        id: nextId(),
        submission: kind === "publish" ? nextSubmission() : "",
      });
      if (typeof after === "string") return after;
      failures.delete(key);
      save(after);
      return lastOf(after);
    },
    stopSelling(offer) {
      const start = { id: nextId(), submission: "", now: now(), duration: settings.launchTime };
      const after = startStop(offer, start);
      if (typeof after === "string") return after;
      save(after);
      return after.stops.at(-1) ?? "nothingLive";
    },
    cancel(offer) {
      const after = canceled(offer, now());
      if (after === offer) return undefined;
      save(after);
      return lastOf(after);
    },
    finish(offer) {
      const after = finished(offer, now());
      if (after === offer) return undefined;
      save(after);
      return lastOf(after);
    },
    failNext: (offer, kind, failure) => void failures.set(`${kind} ${nameOf(offer)}`, failure),
    get documents() {
      return documents;
    },
    changeDocuments(changes) {
      documents = { ...documents, ...checkDocuments(changes) };
    },
    distort,
    restore(offer, source) {
      const kept = (distortions.get(nameOf(offer)) ?? []).filter(
        (one) => one.source !== (source ?? one.source),
      );
      distortions.set(nameOf(offer), kept);
    },
    distortionsOf: (offer) => distortions.get(nameOf(offer)) ?? [],
    addEntry,
    entriesOf: (offer) => entries.get(nameOf(offer)) ?? [],
  };
}

/** How people name an offer: `publisher/offer`. Ids hold no slash, so that no two offers share a name. */
export function nameOf(offer: Pick<Offer, "publisherId" | "offerId">): string {
  return `${offer.publisherId}/${offer.offerId}`;
}

function lastOf(offer: Offer): Operation {
  const last = offer.operations.at(-1);
  if (last === undefined) throw new Error(`Offer ${nameOf(offer)} has no operation.`);
  return last;
}
