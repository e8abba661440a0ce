import type { Evidence } from "./evidence";
import { TELLERS, type Facts } from "./facts";
import type { Contradiction, Contradictions, Pause, PausedContradictions, LaunchState } from "./launchState";
import { PROOF_AGE_MS } from "./proof";

/**
 * A contradiction that is no longer seen goes on from where it was if it comes back within this time, in milliseconds: two
 * looks may be answered by replicas that differ.
 */
const RETURN_MS = PROOF_AGE_MS;

/** The contradictions at the last look, and those that not every look showed. */
export interface Standing {
  readonly contradictions: Contradictions;
  readonly paused: PausedContradictions;
}

const ENDS: ReadonlySet<string> = new Set(["succeeded", "failed", "canceled", "waitsAgain"]);

/** When a contradiction that is seen for the first time began. Its end may have been told before it was read. */
function beganAt(kind: Contradiction, evidence: Evidence, { now, unwatchedMs }: Facts): number {
  if (unwatchedMs === undefined) return now;
  // The operation alone says that it runs. The list may have shown nothing of it for as long as it was not read.
  if (kind === "unseen") return evidence.operation === "running" ? now - unwatchedMs.list : now;
  const tellers = TELLERS.filter((one) =>
    one === "production" ? ["risen", "above"].includes(evidence[one]) : ENDS.has(evidence[one]),
  );
  return now - Math.max(0, ...tellers.map((one) => unwatchedMs[one]));
}

/** The contradiction that the look shows. */
export interface Seen {
  readonly kind: Contradiction;
  /** When it began. */
  readonly since: number;
  /** It was not seen in between, and has come back. */
  readonly pause?: Pause | undefined;
}

/** Goes on with a contradiction that was seen before, or that comes back in time. */
export function seenNow(
  kind: Contradiction,
  evidence: Evidence,
  facts: Facts,
  { contradictions, paused }: Standing,
): Seen {
  const { now } = facts;
  const pause = paused[kind];
  const before = contradictions[kind];
  if (before !== undefined) return { kind, since: Math.min(before, now), pause };
  if (pause !== undefined && now - pause.absentSince < RETURN_MS)
    return { kind, since: Math.min(pause.since, now), pause: { ...pause, backSince: now } };
  return { kind, since: Math.min(beganAt(kind, evidence, facts), now) };
}

/** Whether a contradiction has lasted for `PROOF_AGE_MS`: in every look (`throughout`), or only in some (`byTurns`). */
export function ageOf({ since, pause }: Seen, now: number): "young" | "throughout" | "byTurns" {
  if (now - since < PROOF_AGE_MS) return "young";
  return now - (pause?.backSince ?? since) < PROOF_AGE_MS ? "byTurns" : "throughout";
}

/** Whether a document could not be read, or said nothing. */
function isPartial({ incomplete, production, reading }: Evidence): boolean {
  return incomplete || production === "unread" || reading.phase === "absent" || reading.phase === "unknown";
}

/** The contradictions after a look that showed one, or none. */
export function standingAfter(
  seen: Seen | undefined,
  evidence: Evidence,
  now: number,
  before: Standing,
): Standing {
  // A document that cannot be read, or says nothing, ends no contradiction.
  const isKept = isPartial(evidence);
  const contradictions = {
    ...(isKept ? before.contradictions : {}),
    ...(seen === undefined ? {} : { [seen.kind]: seen.since }),
  };
  const gone = entriesOf(before.contradictions)
    .filter(([kind]) => contradictions[kind] === undefined)
    .map(([kind, since]) => [kind, { since: Math.min(since, now), absentSince: now }] as const);
  const others = entriesOf(before.paused).filter(
    ([kind, { absentSince }]) =>
      kind !== seen?.kind && (contradictions[kind] !== undefined || now - absentSince < RETURN_MS),
  );
  const own = seen?.pause === undefined ? [] : [[seen.kind, seen.pause] as const];
  return { contradictions, paused: Object.fromEntries([...others, ...gone, ...own]) };
}

/**
 * The launch as a run begins to follow it. A contradiction that has come and gone before may have done so again while nobody
 * looked, so it is watched from now on.
 */
export function watchedFrom(launch: LaunchState, now: number): LaunchState {
  const { pausedContradictions: paused } = launch;
  if (paused === undefined) return launch;
  const watched = entriesOf(paused).map(
    ([kind, pause]) => [kind, pause.backSince === undefined ? pause : { ...pause, backSince: now }] as const,
  );
  return { ...launch, pausedContradictions: Object.fromEntries(watched) };
}

/** The contradictions that began at a time or after it, in milliseconds since 1970. */
export function standingFrom({ contradictions, paused }: Standing, from: number): Standing {
  return {
    contradictions: Object.fromEntries(entriesOf(contradictions).filter(([, since]) => since >= from)),
    paused: Object.fromEntries(entriesOf(paused).filter(([, { since }]) => since >= from)),
  };
}

function entriesOf<T>(record: Readonly<Partial<Record<Contradiction, T>>>): (readonly [Contradiction, T])[] {
  return Object.entries(record) as [Contradiction, T][];
}
