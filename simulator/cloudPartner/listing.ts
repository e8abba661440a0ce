import type { Offer } from "../offer";
import { changedAt, stateAt, type Operation, type OperationState } from "../operation";
import type { Settings } from "../options";
import { offerSteps, operationSteps } from "./steps";

/** An operation as the service shows it, which is not always how it runs. */
export interface Listed {
  readonly operation: Operation;
  readonly state: OperationState;
  readonly steps: ReturnType<typeof operationSteps>;
  /** Milliseconds since 1970. */
  readonly changedAt: number;
}

export type Style = Pick<Settings, "publishRemainsRunning" | "goliveContinuesPublish" | "documents">;

/** The operations of an offer as the service shows them, oldest first. */
export function listed(offer: Offer, style: Style, now: number): Listed[] {
  if (style.goliveContinuesPublish === true) return publishes(offer).map((one) => asItIs(one, now, style));
  if (style.publishRemainsRunning === true)
    return publishes(offer).map((one) => continued(offer, one, now, style));
  return offer.operations.map((one) => asItIs(one, now, style));
}

/** The operation that the answer to starting `operation` names. */
export function listedFor(offer: Offer, operation: Operation, style: Style): Operation {
  const names = style.documents.goliveNames ?? "launch";
  if (style.goliveContinuesPublish !== true && style.publishRemainsRunning !== true && names === "launch") {
    return operation;
  }
  const { publishingVersion } = operation;
  return publishes(offer).find((one) => one.publishingVersion === publishingVersion) ?? operation;
}

function publishes(offer: Offer): Operation[] {
  return offer.operations.filter((one) => one.kind === "publish");
}

function asItIs(operation: Operation, now: number, { documents }: Style): Listed {
  return {
    operation,
    state: stateAt(operation, now),
    steps: operationSteps(operation, now, documents),
    changedAt: changedAt(operation, now),
  };
}

/** A publish that goes on running while the offer waits for sign-off, and ends with the launch. */
function continued(offer: Offer, publish: Operation, now: number, style: Style): Listed {
  const own = asItIs(publish, now, style);
  if (own.state !== "complete") return own;
  const last = offer.operations.findLast((one) => one.publishingVersion === publish.publishingVersion);
  if (last !== undefined && last !== publish) {
    return {
      operation: publish,
      state: stateAt(last, now),
      steps: offerSteps(last, now, style.documents),
      changedAt: changedAt(last, now),
    };
  }
  // A later publish takes the place of one that nobody launched: only one operation runs at a time.
  const superseded = publishes(offer).at(-1) !== publish;
  return { ...own, state: superseded ? "canceled" : "running" };
}

/** `publisher$offer$2$preview`; a launch has the name of the publish that it launches. */
export function legacyName(offer: Offer, operation: Operation): string {
  return `${offer.publisherId}$${offer.offerId}$${operation.publishingVersion}$preview`;
}
