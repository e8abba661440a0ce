import type { Clock } from "./operation/clock";

/** Where words for a person go. None of these throws or waits. */
export interface Reporter {
  /** Shown on the resource's row while it works, and replaced by the next. */
  progress(text: string): void;
  /** Kept, and listed with the resource at the end of the run. */
  info(text: string): void;
  /** As `info`, marked as a warning. */
  warn(text: string): void;
}

/** One line a minute at most, unless something changed. */
const REPEAT_MS = 60_000;

/**
 * Reports progress when `what` changed, and at least every minute, with details (time waited, next look) that
 * change all the time and alone are no reason for a line.
 */
export function createProgress(reporter: Reporter, clock: Clock): (what: string, details?: string) => void {
  let last = "";
  let reportedAt = -Infinity;
  return (what, details) => {
    const now = clock.now();
    if (what === last && now - reportedAt < REPEAT_MS) return;
    last = what;
    reportedAt = now;
    reporter.progress(details === undefined ? what : `${what}, ${details}`);
  };
}
