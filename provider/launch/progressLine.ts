import { messageOf } from "../errors";
import type { Clock } from "../waiting/clock";
import type { Reporter } from "./reporter";

/** One line a minute at most, unless something changed. */
const REPEAT_MS = 60_000;

/** What fits a line of a terminal. */
const LINE_LENGTH = 80;

/** What is worth a new line on its own, and what is not. */
export interface Progress {
  /** Where things stand, such as `step 2/4 50%: Certification`. */
  readonly what: string;
  /** Time waited, next look: they change all the time, and alone are no reason for a line. */
  readonly details: string;
  /** What else is to be said, however long, and with its own separator: it stands last. */
  readonly rest?: string;
}

/** The line: what it begins with is cut before its percentage where, with the details, it would not fit a terminal. */
export function progressLine({ what, details, rest = "" }: Progress): string {
  const room = LINE_LENGTH - details.length - ", ".length;
  const percent = / \d+%$/.exec(what)?.[0] ?? "";
  const cut = `${what.slice(0, room - percent.length - 1)}…${percent}`;
  return `${what.length <= room ? what : cut}, ${details}${rest}`;
}

/** An error in words that stay the same from one look to the next. */
export function steadyMessageOf(error: unknown): string {
  return messageOf(error).replace(/ \(request id [^)]*\)/, "");
}

/** Reports progress when something changed, and else once a minute. */
export function createProgress(
  reporter: Reporter,
  clock: Pick<Clock, "monotonic">,
): (progress: Progress) => void {
  let last = "";
  let reportedAt = -Infinity;
  return (progress) => {
    const { what, rest = "" } = progress;
    const now = clock.monotonic();
    if (what + rest === last && now - reportedAt < REPEAT_MS) return;
    last = what + rest;
    reportedAt = now;
    reporter.progress(progressLine(progress));
  };
}
