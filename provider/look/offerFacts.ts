import { decide } from "../decision/decide";
import type { Decision } from "../decision/situation";
import type { ApiName } from "../marketplace/apiName";
import type { Offer } from "../marketplace/offer";
import type { Look, OfferPhase, Product, Service, Submission } from "../marketplace/service";
import type { Version } from "../marketplace/version";

/** Facts about an offer from read-only requests, as plain data. */
export interface OfferFacts {
  /** Which API was asked. */
  readonly api: ApiName;
  readonly publisherId: string;
  readonly offerId: string;
  /** The version in preview, as decimal text. Absent when the slot is empty or names none. */
  readonly previewVersion?: Version;
  /** The version in production, as decimal text. Absent when the slot is empty or names none. */
  readonly liveVersion?: Version;
  /** Where the offer stands. */
  readonly phase: OfferPhase;
  /** The offer's own status word, as the service sent it. */
  readonly status: string;
  /** The step that says most, such as `Certification`. */
  readonly step?: string;
  /** The service's list of operations. */
  readonly operations: readonly OperationFacts[];
  /** The service's own product for the offer. Only with Product Ingestion. */
  readonly product?: ProductFacts;
}

/** An offer as Partner Center knows it. */
export interface ProductFacts {
  /** The product's GUID. */
  readonly id: string;
  /** The name that only publishers see. */
  readonly alias?: string;
  /** The kind of offer, in the service's word, such as `azureVirtualMachine`. */
  readonly type?: string;
  /** The offer's page in Partner Center. */
  readonly address?: string;
}

export interface OperationFacts {
  readonly id: string;
  readonly kind: Submission["kind"];
  /** The service's own word for where the operation stands. */
  readonly status: string;
  readonly version?: Version;
  /** ISO 8601, UTC. */
  readonly changedTime?: string;
}

function operationFacts({ id, kind, word, version, changedAt }: Submission): OperationFacts {
  return {
    id,
    kind,
    status: word,
    ...(version === undefined ? {} : { version }),
    ...(changedAt === undefined ? {} : { changedTime: new Date(changedAt).toISOString() }),
  };
}

function productFacts({ id, alias, type, address }: Product): ProductFacts {
  return {
    id,
    ...(alias === undefined ? {} : { alias }),
    ...(type === undefined ? {} : { type }),
    ...(address === undefined ? {} : { address }),
  };
}

/** The facts in a look. */
export function factsOf({ publisherId, offerId }: Offer, api: ApiName, look: Look): OfferFacts {
  const { preview, production, status, submissions, product } = look;
  return {
    api,
    publisherId,
    offerId,
    ...(preview?.version === undefined ? {} : { previewVersion: preview.version }),
    ...(production?.version === undefined ? {} : { liveVersion: production.version }),
    phase: status.phase,
    status: status.word,
    ...(status.step === undefined ? {} : { step: status.step.name }),
    operations: submissions.map(operationFacts),
    ...(product === undefined ? {} : { product: productFacts(product) }),
  };
}

/** The decision of `pulumi up` about a version, with the default inputs. */
export function decisionFor(
  declared: Version,
  look: Look,
  { traits }: Pick<Service, "traits">,
  now: number,
): Decision {
  const wishes = { verifyVersion: true, waitForReady: false, mayRelaunch: true };
  return decide({ look, traits, declared, ...wishes, now });
}
