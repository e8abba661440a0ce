import { formatDuration } from "../values/duration";
import { isMarketplaceError, isTransient } from "../errors";
import type { FollowDeps } from "./follow";
import { interruptedBefore, outOfTime } from "./launchRequest";
import type { Offer } from "../marketplace/offer";
import type { Look } from "../marketplace/service";
import { nextDelayMs, RETRY, type Backoff } from "../waiting/backoff";
import { poll, type PollOutcome, type Sight } from "../waiting/poll";
import { createProgress, steadyMessageOf, type Progress } from "./progressLine";
import { MAX_LOOK_MS, lookWhole } from "./wholeLook";

/** How long failing reads are retried while nothing has been launched, from the first failure on. */
const READ_PATIENCE_MS = 2 * 60_000;

/** How much longer that may take when the service asks to wait. */
const MAX_ASKED_MS = 5 * 60_000;

/** A look, and until when a POST may rely on it, as `clock.monotonic()` counts. */
export interface Seen {
  readonly look: Look;
  readonly freshUntil: number;
}

/** A POST relies on a look that is at most this old, in milliseconds. */
const LOOK_VALID_MS = 60_000;

export interface LookWishes<T> {
  readonly offer: Offer;
  /** As `clock.monotonic()` counts. */
  readonly deadline: number;
  readonly backoff: Backoff;
  readonly judge: (seen: Seen) => Sight<T>;
  /** The reason to wait between successful looks, for the resource's row. */
  readonly waitsFor: () => Pick<Progress, "what" | "rest"> | undefined;
  /** Transient failures are retried for longer than `READ_PATIENCE_MS`, up to the deadline. */
  readonly persists: () => boolean;
}

/**
 * Looks until `judge` ends it. Failing reads are retried for `READ_PATIENCE_MS`. Waiting for a request slot is not a
 * failure: only the deadline ends it.
 */
export async function lookUntil<T>(wishes: LookWishes<T>, deps: FollowDeps): Promise<PollOutcome<T>> {
  const { offer, deadline, judge, waitsFor, persists } = wishes;
  const { service, clock, random, signal, reporter } = deps;
  const progress = createProgress(reporter, clock);
  const startedAt = clock.monotonic();
  const floorMs = Math.max(wishes.backoff.floorMs, wishes.backoff === RETRY ? 0 : service.traits.minGapMs);
  let lookedAt = startedAt;
  let failing: { readonly since: number; readonly askedMs: number; readonly trouble: string } | undefined;
  return poll<T>(
    async (within) => {
      lookedAt = clock.monotonic();
      const aheadMs = clock.now() - lookedAt;
      const look = await lookWhole(() => service.look(offer, within), clock);
      failing = undefined;
      const wallMs = clock.now() - look.at;
      // A clock set back meanwhile makes the look no younger. One set ahead may be that of a machine that slept.
      const setMs = clock.now() - clock.monotonic() - aheadMs;
      const ageMs = Math.max(0, wallMs, wallMs - setMs);
      return judge({ look, freshUntil: clock.monotonic() - ageMs + LOOK_VALID_MS });
    },
    {
      clock,
      random,
      signal,
      backoff: { ...wishes.backoff, floorMs },
      deadline,
      onError: (error) => {
        const now = clock.monotonic();
        // The time that a stopped machine lost does not count as trying.
        const since = failing === undefined || now - lookedAt > MAX_LOOK_MS ? now : failing.since;
        const retryAfterMs = isMarketplaceError(error) ? error.retryAfterMs : undefined;
        const waitMs = Math.min(retryAfterMs ?? 0, MAX_ASKED_MS);
        const askedMs = Math.max(failing?.askedMs ?? 0, waitMs);
        const isPatient = now + waitMs - since <= READ_PATIENCE_MS + askedMs;
        if (!isTransient(error) || (!isPatient && !persists())) return undefined;
        failing = { since, askedMs, trouble: steadyMessageOf(error) };
        const ownMs = nextDelayMs({ backoff: RETRY, waitedMs: now - since, chance: random() });
        return { retryAfterMs: retryAfterMs ?? ownMs };
      },
      onWait: (leftMs) => {
        const next = `next look in ${formatDuration(leftMs)}`;
        const waiting = waitsFor();
        if (failing !== undefined) {
          progress({ what: "trying again", details: next, rest: `: ${failing.trouble}` });
        } else if (waiting !== undefined) {
          const waited = formatDuration(clock.monotonic() - startedAt);
          progress({ ...waiting, details: `waited ${waited}, ${next}` });
        }
      },
      onLook: () => {
        const waited = formatDuration(clock.monotonic() - startedAt);
        progress({ what: "looking at the offer", details: `waited ${waited} for responses` });
      },
    },
  );
}

/** One look, with retries. Throws the reason when there is none. `deadline`: as `clock.monotonic()` counts. */
export async function lookPatiently(offer: Offer, deadline: number, deps: FollowDeps): Promise<Look> {
  const outcome = await lookUntil<Look>(
    {
      offer,
      deadline,
      backoff: RETRY,
      judge: ({ look }) => ({ kind: "end", value: look }),
      waitsFor: () => undefined,
      persists: () => false,
    },
    deps,
  );
  if (outcome.kind === "end") return outcome.value;
  if (outcome.kind === "aborted") throw interruptedBefore(offer);
  if (outcome.lastError instanceof Error) throw outcome.lastError;
  throw outOfTime(offer);
}
