import { type ErrorDetails, MarketplaceError } from "../../errors";

/** The error of a call that was given up because its signal was aborted. */
export function interrupted(what: string, details: ErrorDetails = {}): MarketplaceError {
  return new MarketplaceError("INTERRUPTED", `${what} was interrupted. Run again to resume`, details);
}

/**
 * Settles as `work` does, or rejects with `INTERRUPTED` as soon as the signal is aborted; the work itself goes on
 * for whoever else waits for it.
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
