import { endOf, type Operation } from "./operation";
import { offerAsOf, runningAt, type Offer } from "./offer";

/** The five places that tell of an offer. */
export type Source = "preview" | "production" | "status" | "list" | "operation";

/** One source that tells something else than the truth, from a moment on. */
export interface Distortion {
  readonly source: Source;
  /**
   * `stuck`: shows what was true when this began. `ahead`: shows what runs as if it had ended. `silent`: 404, or for
   * the list an empty one. `unknownWords`: its status words are ones that nobody documented. `lastSuccess`, for the status
   * alone: it shows the last launch that succeeded, in the documented form (earlier steps not started). `flaps`: of two
   * replicas one is stuck, and each minute one or the other answers.
   */
  readonly how: "stuck" | "ahead" | "silent" | "unknownWords" | "lastSuccess" | "flaps";
  /** When it begins: at once (the default), with the next launch, or when the next launch ends. */
  readonly from?: "now" | "launch" | "launchEnd";
  /** Milliseconds until it begins, counted from there. Default 0. */
  readonly afterMs?: number;
  /** Milliseconds that it lasts. Default: for ever. */
  readonly forMs?: number;
  /** With `unknownWords`: which words become which. Default: all of them become `pondering`. */
  readonly words?: Readonly<Record<string, string>>;
}

/** A distortion of one offer, as of when it was set. */
export interface SetDistortion extends Distortion {
  /** Milliseconds since 1970. */
  readonly setAt: number;
}

/** A source's view of an offer at a moment. */
export interface Seen {
  readonly offer: Offer;
  /** The moment that it shows, in milliseconds since 1970. */
  readonly at: number;
  readonly silent: boolean;
  readonly lastSuccess: boolean;
  /** The spelling of a status word that this source alone uses. */
  respell(word: string): string;
}

const SOURCES: readonly string[] = ["preview", "production", "status", "list", "operation"];
const HOWS: readonly string[] = ["stuck", "ahead", "silent", "unknownWords", "lastSuccess", "flaps"];
const FROMS: readonly (string | undefined)[] = ["now", "launch", "launchEnd", undefined];

/** Throws a `RangeError` that says what is wrong; the values may come from outside. */
export function checkDistortion(distortion: Distortion): Distortion {
  const { source, how, from, afterMs = 0, forMs = 0 } = distortion;
  if (!SOURCES.includes(source)) throw new RangeError(`source has to be one of ${SOURCES.join(", ")}.`);
  if (!HOWS.includes(how)) throw new RangeError(`how has to be one of ${HOWS.join(", ")}.`);
  if (!FROMS.includes(from)) throw new RangeError("from has to be now, launch or launchEnd.");
  if (how === "lastSuccess" && source !== "status") {
    throw new RangeError("lastSuccess is for the source status alone.");
  }
  for (const [name, value] of Object.entries({ afterMs, forMs })) {
    if (!(Number.isFinite(value) && value >= 0)) {
      throw new RangeError(`${name} has to be a number of zero or above.`);
    }
  }
  return distortion;
}

/** When a distortion begins; `undefined` while the launch that it waits for has not begun. */
function beginOf({ from = "now", afterMs = 0, setAt }: SetDistortion, offer: Offer): number | undefined {
  if (from === "now") return setAt + afterMs;
  const launch = offer.operations.find((one) => one.kind === "goLive" && one.startedAt >= setAt);
  if (launch === undefined) return undefined;
  return (from === "launch" ? launch.startedAt : endOf(launch)) + afterMs;
}

/**
 * The offer as a source shows it `lagMs` late, under the last distortion of that source that is in force. With
 * `operation`, the moment shown is not before that operation began.
 */
export function seenBy(
  source: Source,
  offer: Offer,
  distortions: readonly SetDistortion[],
  time: { readonly now: number; readonly lagMs?: number },
  operation?: Operation,
): Seen {
  const { now, lagMs = 0 } = time;
  const found = distortions
    .filter((one) => one.source === source)
    .map((distortion) => ({ distortion, begin: beginOf(distortion, offer) ?? Infinity }))
    .findLast(({ distortion: { forMs = Infinity }, begin }) => begin <= now && now < begin + forMs);
  const as = (at: number): Seen => ({
    offer: offerAsOf(offer, at),
    at,
    silent: found?.distortion.how === "silent",
    lastSuccess: found?.distortion.how === "lastSuccess",
    respell: (word) => (found?.distortion.how === "unknownWords" ? unknown(word, found.distortion) : word),
  });
  const how = found?.distortion.how;
  const isStuck = how === "stuck" || (how === "flaps" && isStale(source, now - (found?.begin ?? now)));
  if (how === "ahead") return { ...as(now), offer: ended(offer, found?.begin ?? now, now) };
  if (isStuck) return as(Math.max((found?.begin ?? now) - lagMs, operation?.startedAt ?? -Infinity));
  return as(now - lagMs);
}

const MINUTE = 60_000;

/** Whether the replica that is stuck answers: always the same at the same time, and different for each source. */
function isStale(source: Source, ageMs: number): boolean {
  const minute = Math.floor(ageMs / MINUTE);
  const mixed = Math.imul(minute + 1 + SOURCES.indexOf(source) * 7919, 0x9e3779b1);
  return ((Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b) >>> 13) & 1) === 1;
}

function unknown(word: string, { words }: Distortion): string {
  if (words === undefined) return "pondering";
  return (Object.hasOwn(words, word) ? words[word] : undefined) ?? word;
}

/** The offer as if what runs had ended at `then`, or as soon as it began. */
function ended(offer: Offer, then: number, now: number): Offer {
  const running = runningAt(offer, now);
  if (running === undefined) return offer;
  const share = Math.max(then - running.startedAt, 0) / (endOf(running) - running.startedAt);
  const end = (one: Operation): Operation =>
    one === running ? { ...one, duration: one.duration * share } : one;
  return { ...offer, operations: offer.operations.map(end), stops: offer.stops.map(end) };
}
