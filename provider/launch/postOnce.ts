import { isMarketplaceError, messageOf } from "../errors";
import type { Offer } from "../marketplace/offer";
import type { GoLiveAnswer } from "../marketplace/service";
import type { Seen } from "./lookUntil";
import type { LaunchDeps } from "./launchRequest";

/** How long an interrupted run still waits for the response to a POST that was sent. */
const ANSWER_GRACE_MS = 3_000;

/**
 * Sends the one write. If interrupted, it waits a moment for the response, without which nobody knows whether the
 * launch was accepted.
 */
export async function postOnce(
  offer: Offer,
  { look: { preview }, freshUntil }: Seen,
  deadline: number,
  deps: LaunchDeps,
): Promise<GoLiveAnswer> {
  const { service, clock, signal } = deps;
  // Computed from the monotonic clock: a wall clock that was set since the look makes it neither younger nor older.
  const notAfter = clock.now() + Math.min(freshUntil, deadline) - clock.monotonic();
  const settled = new AbortController();
  const abandoned = new Promise<GoLiveAnswer>((resolve) => {
    const giveUp = (): void => {
      void clock.sleep(ANSWER_GRACE_MS, settled.signal).then(() => {
        resolve({ kind: "unknown", message: "interrupted before the service responded" });
      });
    };
    if (signal.aborted) giveUp();
    else signal.addEventListener("abort", giveUp, { once: true, signal: settled.signal });
  });
  // Only an error of this package says for certain that nothing was sent.
  const answer = service
    .goLive(offer, preview, { signal, notAfter })
    .catch((error: unknown): GoLiveAnswer => {
      if (isMarketplaceError(error)) throw error;
      return { kind: "unknown", message: messageOf(error) };
    });
  try {
    return await Promise.race([answer, abandoned]);
  } finally {
    settled.abort();
  }
}
