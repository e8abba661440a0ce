import type { LaunchState } from "../../provider/decision/launchState";
import type {
  Look,
  OfferPhase,
  OfferStatus,
  Observation,
  ServiceTraits,
  Submission,
} from "../../provider/marketplace/service";
import type { FollowState } from "../../provider/launch/followState";
import type { OperationStatus } from "../../provider/marketplace/operationStatus";

export const OFFER = { publisherId: "contoso", offerId: "vm" } as const;
export const TRAITS: ServiceTraits = { minGapMs: 5_000, versionsOrdered: true, versionsExact: false };
/** Of an API whose numbers name one publish each. */
export const EXACT: ServiceTraits = { minGapMs: 60_000, versionsOrdered: true, versionsExact: true };
export const T0 = Date.UTC(2026, 0, 1);
export const MINUTE = 60_000;

export interface LookShape {
  readonly preview?: string;
  /** `null`: a version without a number. */
  readonly production?: string | null;
  readonly phase?: OfferPhase;
  readonly status?: Partial<OfferStatus>;
  readonly submissions?: readonly Submission[];
  readonly unread?: Look["unread"];
}

function summaryOf({ step, word = "running" }: Partial<OfferStatus>): string {
  return step === undefined ? `the offer's status is "${word}"` : `step "${step.name}" is "${step.word}"`;
}

/** A look: version 2 in preview and ready, 1 live, unless told otherwise; `preview: ""` is an empty slot. */
export function lookOf(shape: LookShape = {}): Look {
  const { preview = "2", production = "1", phase = "readyToLaunch" } = shape;
  return {
    at: T0,
    ...(preview === "" ? {} : { preview: { version: preview } }),
    ...(production === "" ? {} : { production: production === null ? {} : { version: production } }),
    status: { phase, word: "running", summary: summaryOf(shape.status ?? {}), problems: [], ...shape.status },
    submissions: shape.submissions ?? [],
    ...(shape.unread === undefined ? {} : { unread: shape.unread }),
  };
}

let serial = 0;

export function submission(
  kind: Submission["kind"],
  status: OperationStatus | undefined,
  rest: Partial<Submission> = {},
): Submission {
  serial += 1;
  const id = rest.id ?? `op-${serial}`;
  return {
    id,
    kind,
    status,
    word: status ?? "pondering",
    version: "2",
    changedAt: T0 + serial,
    operationUrl: `https://service.test/operations/${id}`,
    ...rest,
  };
}

export function stateOf(rest: Partial<LaunchState> = {}): LaunchState {
  return { version: "2", status: "running", origin: "launched", startedAt: T0, ...rest };
}

/** A launch that is followed, of which nothing has been seen. */
export function followStateOf(rest: Partial<FollowState> = {}): FollowState {
  return {
    launch: stateOf(),
    began: 0,
    misses: 0,
    failures: 0,
    dismissed: [],
    askedAt: { status: 0, list: 0, production: 0 },
    quietAt: { operation: 0, list: 0, status: 0, production: 0 },
    operationLast: false,
    doubted: false,
    seen: "",
    trouble: "",
    ...rest,
  };
}

export function observation(
  status: OperationStatus | undefined,
  rest: Partial<Observation> = {},
): Observation {
  return { status, word: status ?? "pondering", problems: [], ...rest };
}
