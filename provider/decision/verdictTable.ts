import { isBadEnd, type BadEnd } from "../marketplace/operationStatus";
import type { Evidence } from "./evidence";
import type { Contradiction } from "./launchState";

/** The source that reports a failure or a cancel, the operation first. */
export function badWord({ operation, list, status }: Evidence): BadEnd | undefined {
  return [operation, list, status].find(isBadEnd);
}

/** The sources taken together: a row of the table. */
export type Finding =
  "live" | "risen" | "unreadSuccess" | "ended" | Contradiction | "running" | "notLaunched";

/** The table of the verdict: the first row that fits. */
export function findingOf(evidence: Evidence): Finding {
  const {
    production,
    operation,
    list,
    status,
    fresh,
    foreign,
    incomplete,
    unclear,
    passed,
    atRest,
    searched,
  } = evidence;
  const successes = [operation, list, status].filter((word) => word === "succeeded").length;
  const runs = operation === "running" || list === "running" || status === "running";
  if (production === "agrees") return "live";
  // A number that rose may be that of a later launch, which a word of failure or an unread document does not rule out.
  if (production === "risen" && successes > 0 && !incomplete && badWord(evidence) === undefined)
    return "risen";
  if (production === "unread" && fresh.length > 1)
    return badWord(evidence) === undefined ? "unreadSuccess" : "unread";
  if (badWord(evidence) !== undefined) {
    // An operation that says it succeeded may be that of the earlier publish.
    return runs || incomplete || list === "succeeded" || status === "succeeded" ? "end" : "ended";
  }
  if (list === "succeeded" || status === "succeeded") return production === "unread" ? "unread" : "success";
  // A number that nothing explains, while nothing says that the launch has ended.
  if ((production === "risen" || production === "above") && runs) return "success";
  if (unclear && list === "running" && operation === "none") return "unseen";
  // The list alone says that it runs: the operation has ended, and the status knows nothing of it.
  if (list === "running" && operation === "succeeded" && (status === "waits" || status === "waitsAgain"))
    return "signOff";
  // The status or the operation alone says that it runs. The list knows only a launch that ended before, or nothing that
  // is under way.
  const { lastWord, lastIsCertain } = evidence.reading;
  const isListedOver = list === "none" && lastIsCertain && isBadEnd(lastWord) && !foreign && !searched;
  const isQuiet = list === "none" && atRest && !incomplete;
  if ((isListedOver || isQuiet) && status === "running" && operation === "none") return "unseen";
  if (isListedOver && status === "none" && operation === "running") return "unseen";
  if (list === "running" || status === "running") return "running";
  if (operation === "running" && passed) return "unseen";
  // Sign-off waits again, which it did not while the launch was seen to run.
  if (operation === "running") return status === "waitsAgain" && !foreign ? "signOff" : "running";
  if (status === "waitsAgain" && !foreign) return "signOff";
  // The address may be that of the earlier publish, which has succeeded from the beginning.
  if (operation === "succeeded" && production === "before" && fresh.length === 0) return "unseen";
  if (operation === "succeeded") return production === "unread" ? "unread" : "success";
  return status === "waits" ? "notLaunched" : "unseen";
}
