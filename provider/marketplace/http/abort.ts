import { type ErrorDetails, MarketplaceError } from "../../errors";

/** The error of a call whose signal was aborted. */
export function interrupted(what: string, details: ErrorDetails = {}): MarketplaceError {
  return new MarketplaceError("INTERRUPTED", `${what} was interrupted. Run again to resume`, details);
}

/**
 * Settles as `work` does, or rejects with `INTERRUPTED` when the signal is aborted. The work itself goes on, for
 * others who wait for it.
 */
export async function untilAborted<T>(
  work: Promise<T>,
  signal: AbortSignal | undefined,
  what: string,
): Promise<T> {
  if (signal === undefined) return work;
  let stop: (() => void) | undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(interrupted(what));
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop);
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    if (stop !== undefined) signal.removeEventListener("abort", stop);
  }
}
