import type { Seen } from "../distortion";
import type { Wire } from "../exchange";
import { lastSuccess } from "../offer";
import { stateAt, type Operation } from "../operation";
import { schemaOf } from "../resources";
import type { Ingestion } from "./ingestionOptions";
import { spelt } from "./wire";

export type Target = "draft" | "preview" | "live";

/** An entry of the list of active submissions. */
export interface Entry {
  readonly target: Target;
  /** 0 for the draft. */
  readonly number: string;
  readonly document: Wire;
}

/** List options that do not depend on the offer. */
export interface ListOptions {
  readonly ingestion: Ingestion;
  /** Milliseconds until a new publish or launch is listed. */
  readonly lagMs: number;
}

/**
 * The active submissions: the draft, the last publish, the last launch, and the version that was live before it. Whether
 * the publish is still listed once it is being launched is an option, since real clients disagree.
 */
export function submissionList(seen: Seen, { ingestion, lagMs }: ListOptions): Entry[] {
  const { offer, at } = seen;
  const listed = (one: Operation | undefined): one is Operation =>
    one !== undefined &&
    one.startedAt + lagMs <= at &&
    !(isCanceled(one) && ingestion.canceledEntry === "gone");
  const ofKind = (kind: Operation["kind"]): Operation[] =>
    offer.operations.filter((one) => one.kind === kind);
  const publish = ofKind("publish").findLast((one) => listed(one));
  const launch = [...ofKind("goLive"), ...offer.stops].sort(byStart).findLast((one) => listed(one));
  const before = lastSuccess(offer, "goLive", at);
  // It is gone at once, however late the launch is listed: in between, neither is.
  const launched = ofKind("goLive").some(({ submission }) => submission === publish?.submission);
  const vanished = ingestion.list === "vanished" && launched;

  const entries: Entry[] = [draft()];
  if (publish !== undefined && !vanished) entries.push(entry("preview", publish, publish.startedAt));
  if (before !== undefined && before !== launch && listed(before)) entries.push(live(before));
  if (launch !== undefined) entries.push(live(launch));
  return entries;

  function isCanceled(one: Operation): boolean {
    return stateAt(one, at) === "canceled";
  }

  function live(one: Operation): Entry {
    const published = ofKind("publish").find(({ submission }) => submission === one.submission);
    const created = ingestion.liveCreated === "publish" ? published?.startedAt : undefined;
    return entry("live", one, created ?? one.startedAt);
  }

  function entry(target: Target, operation: Operation, createdAt: number): Entry {
    const state = stateAt(operation, at);
    const result = {
      running: "pending",
      complete: "succeeded",
      failed: "failed",
      canceled: ingestion.canceledEntry,
    };
    const status = state === "running" ? "running" : "completed";
    const say = (word: string): string => spelt(seen.respell(word), ingestion);
    const members = {
      status: say(status),
      result: say(result[state]),
      created: new Date(createdAt).toISOString(),
      lifecycleState: offer.stops.includes(operation) ? "deprecated" : "generallyAvailable",
    };
    return submission(target, operation.submission, members);
  }

  function draft(): Entry {
    return submission("draft", "0", {});
  }

  function submission(target: Target, number: string, members: Readonly<Record<string, Wire>>): Entry {
    const document = {
      $schema: schemaOf("submission"),
      id: `submission/${offer.productId}/${number}`,
      product: `product/${offer.productId}`,
      target: { targetType: target },
      ...members,
    };
    return { target, number, document };
  }
}

function byStart(a: Operation, b: Operation): number {
  return a.startedAt - b.startedAt;
}
