import { canceled, startLaunch, startPublish, type Offer, type Refusal } from "./offer";
import type { Failure, Operation } from "./operation";
import type { Settings } from "./options";
import { parseSeed, seedOffer } from "./seed";

/** What may be asked of an operation that is about to start. */
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
  /** The operation that was canceled; `undefined` when none ran. */
  cancel(offer: Offer): Operation | undefined;
  /** The next operation of this kind and offer fails. */
  failNext(offer: Offer, kind: Operation["kind"], failure: Failure): void;
}

/** Throws a `RangeError` for offers that cannot be, or that are given twice. */
export function createStore(settings: Settings, now: () => number): Store {
  const offers = new Map<string, Offer>();
  const publishers = new Set(settings.publishers);
  const failures = new Map<string, Failure>();
  let operations = 0;
  const nextId = (): string => {
    operations += 1;
    return `408a4835-0000-1000-0000-${String(operations).padStart(12, "0")}`;
  };
  const save = (offer: Offer): void => {
    offers.set(nameOf(offer), offer);
    publishers.add(offer.publisherId);
  };

  for (const given of settings.offers ?? []) {
    const offer = seedOffer(typeof given === "string" ? parseSeed(given) : given, now(), nextId);
    if (offers.has(nameOf(offer))) throw new RangeError(`Offer ${nameOf(offer)} is given twice.`);
    save(offer);
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
      const start = { now: now(), duration, emails, failure: failures.get(key) };
      const begin = kind === "publish" ? startPublish : startLaunch;
      const after = begin(offer, { ...start, id: nextId() });
      if (typeof after === "string") return after;
      failures.delete(key);
      save(after);
      return lastOf(after);
    },
    cancel(offer) {
      const after = canceled(offer, now());
      if (after === offer) return undefined;
      save(after);
      return lastOf(after);
    },
    failNext: (offer, kind, failure) => void failures.set(`${kind} ${nameOf(offer)}`, failure),
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
