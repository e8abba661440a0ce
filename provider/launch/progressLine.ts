import { messageOf } from "../errors";
import type { Clock } from "../waiting/clock";
import type { Reporter } from "./reporter";

/** At most one line a minute, unless something changed. */
const REPEAT_MS = 60_000;

/** The number of characters that a terminal of 160 columns leaves for a launch in a component. */
const LINE_LENGTH = 56;

/** The parts of a progress line. */
export interface Progress {
  /** Where things stand, such as `step 2/4 50%: Certification`. A change is a reason for a new line. */
  readonly what: string;
  /** Time waited and next look. They change all the time, and are no reason for a new line. */
  readonly details: string;
  /** Anything else, of any length, with its own separator. It comes last. */
  readonly rest?: string;
}

/** The line. When it does not fit a terminal, `what` is shortened before its percentage. */
export function progressLine({ what, details, rest = "" }: Progress): string {
  const room = LINE_LENGTH - details.length - ", ".length;
  const percent = / \d+%$/.exec(what)?.[0] ?? "";
  const cut = `${what.slice(0, room - percent.length - 1)}…${percent}`;
  return `${what.length <= room ? what : cut}, ${details}${rest}`;
}

/** The message of an error, without the parts that differ from look to look. */
export function steadyMessageOf(error: unknown): string {
  return messageOf(error).replace(/ \(request id [^)]*\)/, "");
}

/** Reports progress when something changed, otherwise once a minute. */
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
