import type { Facts } from "./facts";
import { isSettled } from "../marketplace/operationStatus";
import type { Submission } from "../marketplace/service";
import type { Reading } from "./reading";

/** The sources that tell of a launch besides production. */
export type Witness = "operation" | "list" | "status";

/** The word of each of them, and the reading of the look. */
type Words = Readonly<Record<Witness, string>> & { readonly reading: Reading };

/** The entry's end was not there when the launch began, and no number or time says that it is another launch's. */
function isOwnNews(entry: Submission, { reading }: Words, facts: Facts): boolean {
  const { beginning, declared, verifyVersion, operationUrl } = facts;
  const { id, version, changedAt } = entry;
  if (beginning.endedBefore.includes(id) || beginning.foundEnded === id) return false;
  if (changedAt !== undefined && changedAt < beginning.at) return false;
  const own = verifyVersion ? declared : beginning.preview;
  if (version !== undefined && own !== undefined && !reading.history.countsOtherwise) return version === own;
  // Without a number only its time, or its address, connects it with this launch.
  return changedAt !== undefined || (operationUrl !== undefined && entry.operationUrl === operationUrl);
}

function listCounts(words: Words, facts: Facts): boolean {
  return facts.look.submissions.some(
    (one) => one.kind === "launch" && one.status === "succeeded" && isOwnNews(one, words, facts),
  );
}

/** The status of an offer that was live before shows that earlier success, unless it was seen to launch since. */
function statusCounts({ beginning, seenRunning = [] }: Facts): boolean {
  if (beginning.phase === "live") return false;
  return beginning.production === undefined || seenRunning.includes("status");
}

/**
 * The address of the operation may be that of the earlier publish, which says complete from the beginning. So it counts
 * when the list names it as a launch that ended since, or, where the list knows of no other launch, when the operation was
 * seen to run since.
 */
function operationCounts(words: Words, facts: Facts): boolean {
  const { look, operationUrl, seenRunning = [] } = facts;
  const launches = look.submissions.filter(({ kind }) => kind === "launch");
  const own = launches.find((one) => operationUrl !== undefined && one.operationUrl === operationUrl);
  if (own !== undefined && isSettled(own.status)) return isOwnNews(own, words, facts);
  const isKnownOtherwise = own === undefined && launches.some((one) => isOwnNews(one, words, facts));
  return seenRunning.includes("operation") && !isKnownOtherwise;
}

/**
 * The sources that say that the launch succeeded, and did not say so when it began. Two of them stand in for a production
 * that cannot be read.
 */
export function freshSuccesses(words: Words, facts: Facts): readonly Witness[] {
  const counts: Readonly<Record<Witness, () => boolean>> = {
    operation: () => operationCounts(words, facts),
    list: () => listCounts(words, facts),
    status: () => statusCounts(facts),
  };
  return (["operation", "list", "status"] as const).filter(
    (one) => words[one] === "succeeded" && counts[one](),
  );
}
