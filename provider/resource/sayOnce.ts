import type { Reporter } from "../launch/reporter";

/**
 * For a preview. The engine repeats the first line of a resource's last message on its row, at every event of the row,
 * and lists the whole message in the end: with an empty first line it stands there alone.
 */
export function sayOnce(reporter: Reporter): Reporter {
  return {
    progress: (text) => reporter.progress(text),
    info: (text) => reporter.info(`\n${text}`),
    warn: (text) => reporter.warn(`\n${text}`),
  };
}
