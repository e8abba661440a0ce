import type { DocumentOptions } from "./cloudPartner/documentOptions";
import type { Distortion, Source } from "./distortion";
import type { ListEntry } from "./listEntry";
import {
  draftAt,
  offerStatusAt,
  previewAt,
  productionAt,
  runningAt,
  waitsForSignOff,
  type Offer,
} from "./offer";
import { shareDone, stagesOf, type Operation, type StepMessage } from "./operation";
import { nameOf, type Store } from "./store";

/** Where an offer stands, as plain data of one moment. */
export interface OfferView {
  /** `publisher/offer`. */
  readonly name: string;
  readonly publisherId: string;
  readonly offerId: string;
  /** The version last published; 0 before the first publish. */
  readonly draftVersion: number;
  /** `undefined` when nothing is in preview. */
  readonly previewVersion: number | undefined;
  /** `undefined` when nothing is live. */
  readonly productionVersion: number | undefined;
  /** GUID of the product in the Product Ingestion API. */
  readonly productId: string;
  /** The numbers of the submissions in preview and live, in the Product Ingestion API. */
  readonly previewSubmission: string | undefined;
  readonly productionSubmission: string | undefined;
  /** neverPublished, running, succeeded, failed or canceled. */
  readonly status: string;
  readonly waitsForSignOff: boolean;
  readonly running: OperationView | undefined;
}

/** A publish or a launch, as plain data. */
export interface OperationView {
  readonly id: string;
  readonly kind: Operation["kind"];
  readonly version: number;
  /** Number of the submission in the Product Ingestion API. */
  readonly submission: string;
  /** Whole percent, 0 to 100. */
  readonly percent: number;
}

/** How an operation is to fail. */
export interface FailureWishes {
  /** Id of the step that fails; default `live` for a launch, `displaycertify` for a publish. */
  readonly step?: string;
  /** The step's messages. Text is a message of level error. */
  readonly messages?: readonly (string | StepMessage)[];
  /**
   * The Product Ingestion API tells the failure as one of certification, and another launch of the same submission
   * fails alike. Default: whether the step is `displaycertify`.
   */
  readonly certification?: boolean;
}

/** Actions that somebody else may take in Partner Center, and views for tests. Offers are named `publisher/offer`. */
export interface Controls {
  /** A fresh view at every access. */
  readonly offers: readonly OfferView[];
  /** Throws a `RangeError` for an offer that is not held. */
  offer(name: string): OfferView;
  /** Publishes the draft to preview. Throws an `Error` when an operation runs. */
  publish(name: string, options?: { readonly duration?: number }): OperationView;
  /** Launches what is in preview. Throws an `Error` when the service would refuse it. */
  goLive(name: string, options?: { readonly duration?: number }): OperationView;
  /** Cancels the operation that runs; `undefined` when none does. */
  cancel(name: string): OperationView | undefined;
  /** Lets the operation that runs end now, as it would have later; `undefined` when none does. */
  finish(name: string): OperationView | undefined;
  /** Takes the offer off sale, as a request of the Product Ingestion API can. Throws an `Error` when it is refused. */
  stopSelling(name: string): OperationView;
  /** Lets the next launch fail, whoever starts it. Throws a `RangeError` for a step that a launch does not have. */
  failNextLaunch(name: string, failure?: FailureWishes): void;
  /** Lets the next publish fail, whoever starts it. Throws a `RangeError` for a step that a publish does not have. */
  failNextPublish(name: string, failure?: FailureWishes): void;
  /** Lets one source tell something else than the truth. The last one set for a source counts. */
  distort(name: string, distortion: Distortion): void;
  /** Lets a source, by default every source, tell the truth again. */
  restore(name: string, source?: Source): void;
  /** Adds an entry to the list of operations. */
  addEntry(name: string, entry: ListEntry): void;
  /** Changes the form of all offers' documents from now on. Options that are not given stay. */
  changeDocuments(changes: DocumentOptions): void;
}

export function createControls(store: Store, now: () => number): Controls {
  const find = (name: string): Offer => {
    const found = store.offers.find((offer) => nameOf(offer) === name);
    if (found !== undefined) return found;
    throw new RangeError(
      `The simulator holds no offer ${name}, only ${store.offers.map(nameOf).join(", ")}.`,
    );
  };
  const view = (operation: Operation): OperationView => viewOf(operation, now());
  const start = (name: string, kind: Operation["kind"], duration: number | undefined): OperationView => {
    const started = store.start(find(name), kind, { duration });
    if (typeof started === "string") throw new Error(`${kind} of ${name} is refused: ${started}`);
    return view(started);
  };
  return {
    get offers() {
      return store.offers.map((offer) => offerView(offer, now()));
    },
    offer: (name) => offerView(find(name), now()),
    publish: (name, options) => start(name, "publish", options?.duration),
    goLive: (name, options) => start(name, "goLive", options?.duration),
    cancel(name) {
      const operation = store.cancel(find(name));
      return operation && view(operation);
    },
    finish(name) {
      const operation = store.finish(find(name));
      return operation && view(operation);
    },
    stopSelling(name) {
      const started = store.stopSelling(find(name));
      if (typeof started === "string") throw new Error(`stopping sale of ${name} is refused: ${started}`);
      return view(started);
    },
    failNextLaunch: (name, wishes) => failNext(store, find(name), "goLive", { step: "live", ...wishes }),
    failNextPublish: (name, wishes) =>
      failNext(store, find(name), "publish", { step: "displaycertify", ...wishes }),
    distort: (name, distortion) => store.distort(find(name), distortion),
    restore: (name, source) => store.restore(find(name), source),
    addEntry: (name, entry) => store.addEntry(find(name), entry),
    changeDocuments: (changes) => store.changeDocuments(changes),
  };
}

function failNext(
  store: Store,
  offer: Offer,
  kind: Operation["kind"],
  { step, messages = [`${step} failed.`], certification }: FailureWishes & { readonly step: string },
): void {
  const steps = stagesOf(kind).map((stage) => stage.step);
  if (!steps.includes(step)) {
    throw new RangeError(`${kind} has no step ${step}, only ${steps.join(", ")}.`);
  }
  store.failNext(offer, kind, {
    step,
    ...(certification !== undefined && { certification }),
    messages: messages.map((message) =>
      typeof message === "string" ? { messageHtml: message, level: "error" } : message,
    ),
  });
}

function offerView(offer: Offer, now: number): OfferView {
  const running = runningAt(offer, now);
  return {
    name: nameOf(offer),
    publisherId: offer.publisherId,
    offerId: offer.offerId,
    draftVersion: draftAt(offer, now).version,
    previewVersion: previewAt(offer, now)?.version,
    productionVersion: productionAt(offer, now)?.version,
    productId: offer.productId,
    previewSubmission: previewAt(offer, now)?.submission,
    productionSubmission: productionAt(offer, now)?.submission,
    status: offerStatusAt(offer, now),
    waitsForSignOff: waitsForSignOff(offer, now),
    running: running && viewOf(running, now),
  };
}

function viewOf(operation: Operation, now: number): OperationView {
  const { id, kind, offerVersion: version, submission } = operation;
  return { id, kind, version, submission, percent: Math.floor(shareDone(operation, now) * 100) };
}
