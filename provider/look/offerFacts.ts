import { decide } from "../decision/decide";
import type { Decision } from "../decision/situation";
import type { Offer } from "../marketplace/offer";
import type { Look, OfferPhase, Submission } from "../marketplace/service";
import type { Version } from "../marketplace/version";

/** What read-only calls tell of an offer, as plain data. */
export interface OfferFacts {
  readonly publisherId: string;
  readonly offerId: string;
  /** The version in preview, as decimal text; absent when the slot is empty or names none. */
  readonly previewVersion?: Version;
  /** The version in production, as decimal text; absent when the slot is empty or names none. */
  readonly liveVersion?: Version;
  /** Where the offer stands. */
  readonly phase: OfferPhase;
  /** The offer's own status word, as the service sent it. */
  readonly status: string;
  /** The step that tells where things stand, such as `Certification`. */
  readonly step?: string;
  /** The service's list of operations, as far as it tells. */
  readonly operations: readonly OperationFacts[];
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

/** The facts in a look. */
export function factsOf({ publisherId, offerId }: Offer, look: Look): OfferFacts {
  const { preview, production, status, submissions } = look;
  return {
    publisherId,
    offerId,
    ...(preview?.version === undefined ? {} : { previewVersion: preview.version }),
    ...(production?.version === undefined ? {} : { liveVersion: production.version }),
    phase: status.phase,
    status: status.word,
    ...(status.step === undefined ? {} : { step: status.step.name }),
    operations: submissions.map(operationFacts),
  };
}

/** What `pulumi up` would decide about a version, with its defaults. */
export function decisionFor(declared: Version, look: Look, now: number): Decision {
  return decide({ look, declared, verifyVersion: true, waitForReady: false, now });
}

function decisionText(declared: Version, decision: Decision): string {
  switch (decision.kind) {
    case "launch":
      return `pulumi up would launch version ${declared}, in a stack that has not launched it before${decision.remark === undefined ? "" : `: ${decision.remark}`}`;
    case "adopt":
      return `pulumi up would follow the launch of version ${declared} that is under way`;
    case "done":
      return `version ${declared} is live: pulumi up would launch nothing`;
    case "wait":
    case "refuse":
      return `pulumi up would refuse version ${declared}: ${decision.reason} [${decision.code}]`;
    case "failedBefore":
    case "indeterminate":
      return `pulumi up would not launch version ${declared} again`;
  }
}

/** The facts for a person, a line each. */
export function factsText(
  facts: OfferFacts,
  declared: Version | undefined,
  decision: Decision | undefined,
): string {
  const { previewVersion = "nothing, or without a number", liveVersion = "nothing, or without a number" } =
    facts;
  const step = facts.step === undefined ? "" : `, step "${facts.step}"`;
  const operations = facts.operations.map(
    ({ id, kind, status, version, changedTime }) =>
      `  ${kind.padEnd(8)}${(version ?? "?").padEnd(6)}${status.padEnd(12)}${changedTime ?? ""}  ${id}`,
  );
  return [
    `${facts.publisherId}/${facts.offerId}`,
    `live now    ${liveVersion}`,
    `in preview  ${previewVersion}`,
    `stands      ${facts.phase} (status "${facts.status}"${step})`,
    operations.length === 0 ? "operations  none listed" : "operations",
    ...operations,
    ...(declared === undefined || decision === undefined ? [] : [decisionText(declared, decision)]),
  ].join("\n");
}
