import type { Reporter } from "../launch/reporter";

/**
 * For previews. The engine repeats the first line of a resource's last message on its row, at every event, and lists
 * the whole message at the end. With an empty first line, the message appears at the end only.
 */
export function sayOnce(reporter: Reporter): Reporter {
  return {
    progress: (text) => reporter.progress(text),
    info: (text) => reporter.info(`\n${text}`),
    warn: (text) => reporter.warn(`\n${text}`),
  };
}
