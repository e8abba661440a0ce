import type { Seen } from "../distortion";
import type { Wire } from "../exchange";
import type { AddedEntry } from "../store";
import type { DocumentOptions } from "./documentOptions";
import { timeText } from "./documents";
import { listed, type Style } from "./listing";

/** An entry of an offer's list of operations, before it is put in one of the documented forms. */
export interface Submission {
  readonly id: string;
  readonly type: string;
  /** The service's own word, as `running` and `complete`. */
  readonly state: string;
  readonly slot: string;
  readonly version: number | undefined;
  readonly publishingVersion: number | undefined;
  readonly emails: string | undefined;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly changedAt: number;
}

/** The publishes and launches of an offer, its cancels where they are listed, and what was added, in the order asked for. */
export function submissions(seen: Seen, added: readonly AddedEntry[], style: Style): Submission[] {
  const { documents } = style;
  const shift = documents.operationVersionShift ?? 0;
  const own = listed(seen.offer, style, seen.at).map(({ operation, state, changedAt }): Submission => ({
    id: operation.id,
    type: operation.kind,
    state,
    slot: operation.kind === "publish" ? "staging" : "production",
    version: operation.offerVersion + shift,
    publishingVersion: operation.publishingVersion,
    emails: operation.emails,
    createdAt: operation.startedAt,
    changedAt,
  }));
  const cancels = own
    .filter(({ state }) => documents.listCancels === true && state === "canceled")
    .map((one): Submission => {
      const { changedAt: createdAt } = one;
      return { ...one, id: `${one.id}-cancel`, type: "cancel", state: "complete", createdAt };
    });
  const others = added
    .map((entry) => addedSubmission(entry, seen.at))
    .filter(({ createdAt }) => createdAt <= seen.at);
  return ordered([...own, ...cancels, ...others], documents);
}

function addedSubmission(entry: AddedEntry, at: number): Submission {
  const {
    id,
    type = "publish",
    state = "complete",
    slot = "staging",
    version,
    agoMs = 0,
    runsMs = 0,
  } = entry;
  const createdAt = entry.addedAt - agoMs;
  const runs = at < createdAt + runsMs;
  return {
    id,
    type,
    state: runs ? "running" : state,
    slot,
    version,
    publishingVersion: undefined,
    emails: undefined,
    createdAt,
    changedAt: runs ? createdAt : createdAt + runsMs,
  };
}

function ordered(all: Submission[], { listOrder = "newestFirst" }: DocumentOptions): Submission[] {
  const oldestFirst = all
    .map((one, index) => ({ one, index }))
    .sort((a, b) => a.one.createdAt - b.one.createdAt || a.index - b.index)
    .map(({ one }) => one);
  switch (listOrder) {
    case "oldestFirst":
      return oldestFirst;
    case "newestFirst":
      return oldestFirst.reverse();
    case "unordered":
      // Every other entry first: of any three or more, neighbors are not neighbors in time.
      return [1, 0].flatMap((rest) => oldestFirst.filter((_, index) => index % 2 === rest));
  }
}

/** An entry in the form of the documented sample, or of the documentation's property table. */
export function submissionDocument(
  seen: Seen,
  one: Submission,
  documents: DocumentOptions,
  respell: (word: string) => string,
): Wire {
  const { offer } = seen;
  const omits = (what: "version" | "time" | "slot"): boolean => documents.listOmits?.includes(what) === true;
  if (documents.listForm === "table") {
    return {
      id: one.id,
      submissionType: one.type.charAt(0).toUpperCase() + one.type.slice(1),
      createdDateTime: omits("time") ? undefined : timeText(one.createdAt),
      lastActionDateTime: omits("time") ? undefined : timeText(one.changedAt),
      status: respell(one.state === "complete" ? "completed" : one.state),
    };
  }
  return {
    id: one.id,
    offerId: offer.offerId,
    offerVersion: omits("version") ? undefined : one.version,
    offerTypeId: offer.offerTypeId,
    publisherId: offer.publisherId,
    submissionType: one.type,
    submissionState: respell(one.state),
    publishingVersion: one.publishingVersion,
    slot: omits("slot") ? undefined : one.slot,
    version: omits("time") ? undefined : ticks(one.changedAt),
    definition: { metadata: { emails: one.emails } },
    changedTime: omits("time") ? undefined : timeText(one.changedAt),
  };
}

/**
 * The revision stamp of a submission: .NET ticks, tenths of a microsecond since the year 1. Real stamps have digits
 * below the millisecond, which a client loses that reads them as a JavaScript number.
 */
function ticks(milliseconds: number): bigint {
  return 621_355_968_000_000_000n + BigInt(Math.floor(milliseconds)) * 10_000n + 8_314n;
}
