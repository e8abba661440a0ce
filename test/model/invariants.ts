import { judgeConflicted } from "./conflictInvariants";
import { codeOf, isUnseen, statusOf, versionOf, type Keeps, type RunFacts } from "./facts";
import { parseDuration } from "../../provider/values/duration";
import type { Launch } from "./ledger";
import { judgePost, judgePosts } from "./postInvariants";
import type { RunPlan } from "./schedule";
import { judgeTruth } from "./truthInvariants";
import { isLost } from "./troubles";

const MINUTE = 60_000;

/** How a run may end that has launched, or may have: whatever else goes wrong, it follows on. */
const ENDS_OF_FOLLOWING: ReadonlySet<string | undefined> = new Set([
  undefined,
  "LAUNCH_FAILED",
  "LAUNCH_CANCELED",
  "LAUNCH_INDETERMINATE",
  "LAUNCH_UNCONFIRMED",
  // The token of these runs is given, and cannot be renewed.
  "UNAUTHORIZED",
  "TIMED_OUT",
  "INTERRUPTED",
  // A token that is rejected ends the run, which the state remembers.
  "UNAUTHORIZED",
]);

/** How long after its deadline a run may end: the answer to a POST takes 5 minutes at most, one last look 90 seconds. */
const GRACE_MS = 6.5 * MINUTE + 1_000;

/** A refresh has no deadline of its own: so long reads that fail are tried again, besides what the service asks. */
const REFRESH_MS = 2 * MINUTE;

/** How soon a run ends after Ctrl-C. */
export const INTERRUPTION_MS = 5_000;

/** The rules for one resource over all its runs, checked run by run. The sentences returned say which were broken. */
export interface Judge {
  judge(facts: RunFacts): string[];
  /** The state was lost in a run at another service. */
  forget(launches: readonly Launch[]): void;
}

function judgeMemory(facts: RunFacts, keeps: Keeps): string[] {
  const { posts, died, after, declared } = facts;
  const post = posts.at(-1);
  if (post === undefined || died) return [];
  // A refusal that lies is the one thing that may leave no trace: the next look leads back.
  const accepted = typeof post.status === "number" && post.status < 300;
  if (!accepted && !(post.trouble !== undefined && isLost(post.trouble))) return [];
  keeps("what was accepted or lost is remembered");
  const broken: string[] = [];
  if (statusOf(after) === undefined || versionOf(after) !== declared) {
    broken.push(`a golive that was ${accepted ? "accepted" : "lost"} left no trace in the state`);
  }
  const code = codeOf(facts.result);
  const isOther = code === "PREVIEW_OTHER_VERSION" && post.launched !== declared;
  // A later call of the same run may end before it learns anything; the state remembers what the first has launched.
  if (!isOther && facts.plan.retries === 0 && !ENDS_OF_FOLLOWING.has(code))
    broken.push(`a launch was given up with ${code ?? ""}`);
  return broken;
}

function judgeTime(facts: RunFacts, keeps: Keeps): string[] {
  const { plan, startedAt, endedAt, stoppedMs, interruptedAt, died } = facts;
  if (died) return [];
  const eachMs = plan.kind === "refresh" ? REFRESH_MS : (parseDuration(plan.timeout) ?? 0);
  const deadline = startedAt + eachMs * (plan.retries + 1);
  const graceMs = GRACE_MS * (plan.retries + 1) + stoppedMs;
  const broken: string[] = [];
  keeps("a run ends in time");
  if (interruptedAt !== undefined) keeps("a run ends soon after Ctrl-C");
  if (endedAt > deadline + graceMs)
    broken.push(`the run ended ${(endedAt - deadline) / MINUTE} min after its deadline`);
  if (interruptedAt !== undefined && endedAt > interruptedAt + INTERRUPTION_MS + stoppedMs) {
    broken.push(`the run ended ${endedAt - interruptedAt} ms after Ctrl-C`);
  }
  return broken;
}

/** Whether a run begins, or ends, without the state of before. */
export function isForgetful({ kind }: RunPlan): boolean {
  return ["replace", "destroy", "stateLost", "rollback"].includes(kind);
}

/** @param keeps - told of each promise that a run put to the test */
export function createJudge(keeps: Keeps): Judge {
  const forgiven = new Set<string>();
  let lost: number | undefined;

  function forgive({ posts, ledger }: RunFacts): void {
    for (const { id } of posts[0]?.earlier ?? ledger.launches) forgiven.add(id);
    lost = undefined;
  }

  return {
    forget(launches) {
      for (const { id } of launches) forgiven.add(id);
      lost = undefined;
    },
    judge(facts) {
      const { plan, posts, died, after, before, declared } = facts;
      const broken: string[] = [];
      if (isForgetful(plan) || facts.isElsewhere || isUnseen(facts)) forgive(facts);
      // Who declares another version, and then the failed one again, asks for it again.
      if (plan.kind === "lower" && versionOf(after) !== versionOf(before)) forgive(facts);
      if (plan.kind === "preview" && after !== before) broken.push("preview changed the state");
      for (const origin of facts.foreign) broken.push(`a request, with the token, went to ${origin}`);
      broken.push(...judgePosts(facts));
      if (posts.length > 0) keeps("a POST is allowed");
      for (const post of posts) broken.push(...judgePost(post, facts, { forgiven, lost }));
      broken.push(
        ...judgeMemory(facts, keeps),
        ...(facts.isConflicted ? judgeConflicted(facts, facts.service, keeps) : judgeTruth(facts, keeps)),
        ...judgeTime(facts, keeps),
      );
      const post = posts.at(-1);
      if (post !== undefined) {
        const isLostNow = post.trouble !== undefined && isLost(post.trouble);
        // Whoever dies before anything is stored has lost the state of this launch. So has, for once, who was told that
        // it was refused: a service that answers 409 to what it accepted, while something else runs that explains it, gives
        // no reason to store a launch; only the next look can lead back to it.
        lost = isLostNow && !died ? declared : undefined;
        if (died || (post.status === 409 && versionOf(after) !== declared))
          for (const { id } of facts.ledger.launches) forgiven.add(id);
      }
      return broken;
    },
  };
}
