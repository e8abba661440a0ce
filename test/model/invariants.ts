import { codeOf, statusOf, versionOf, type Post, type RunFacts } from "./facts";
import { parseDuration } from "../../provider/values/duration";
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
]);

/** How long after its deadline a run may end: the answer to a POST takes 5 minutes at most, one last look 90 seconds. */
const GRACE_MS = 6.5 * MINUTE + 1_000;

/** A refresh has no deadline of its own: so long reads that fail are tried again, besides what the service asks. */
const REFRESH_MS = 2 * MINUTE;

/** How soon a run ends after Ctrl-C. */
export const INTERRUPTION_MS = 5_000;

/** What one resource may do over all its runs, checked run by run: the sentences returned say what was broken. */
export interface Judge {
  judge(facts: RunFacts): string[];
}

export function createJudge(): Judge {
  /** Since the user replaced the resource or its state was lost, launches of before are no longer held against it. */
  const forgiven = new Set<string>();
  /** The last POST of each version whose outcome the client could not know, while the state remembers it. */
  let lost: { readonly version: number; readonly at: number } | undefined;

  function forgive({ posts, ledger }: RunFacts): void {
    for (const { id } of posts[0]?.earlier ?? ledger.launches) forgiven.add(id);
    lost = undefined;
  }

  function judgePost(post: Post, facts: RunFacts): string[] {
    const { declared } = facts;
    const broken: string[] = [];
    const version = post.launched ?? post.view.previewVersion;
    const earlier = post.earlier.filter((one) => one.version === version && one.by === "us");
    // Without comparing versions (verifyVersion: false) nobody can tell that what is in preview was launched before.
    // What the service does not show yet, whoever lost the state cannot know; it answers 409 to another golive.
    const shown = earlier.filter(
      ({ id, changedAt }) =>
        post.launched !== undefined || !forgiven.has(id) || changedAt + facts.lagMs < post.at,
    );
    const unfinished = shown.filter(({ end }) => end === "none" || (end === "live" && facts.verifyVersion));
    if (unfinished.length > 0) {
      broken.push(
        `golive was sent again while launch ${unfinished[0]?.id ?? ""} of version ${version ?? "?"} runs or is live`,
      );
    } else if (facts.verifyVersion && earlier.some(({ id }) => !forgiven.has(id))) {
      broken.push(`golive was sent again for version ${version ?? "?"} though nobody replaced the resource`);
    }
    if (
      facts.verifyVersion &&
      post.launched !== undefined &&
      post.launched !== declared &&
      post.previewSeen !== declared
    ) {
      broken.push(`version ${post.launched} was launched, declared was ${declared}`);
    }
    if (lost?.version === declared) broken.push("golive was sent again by itself after one that was lost");
    if (!post.waitsSeen && facts.plan.kind !== "replace" && facts.before !== undefined)
      broken.push("golive was sent by an update without the offer waiting for it");
    return broken;
  }

  function judgeMemory(facts: RunFacts): string[] {
    const { posts, died, after, declared } = facts;
    const [post] = posts;
    if (post === undefined || died) return [];
    // A refusal that lies is the one thing that may leave no trace: the next look leads back.
    const accepted = typeof post.status === "number" && post.status < 300;
    if (!accepted && !(post.trouble !== undefined && isLost(post.trouble))) return [];
    const broken: string[] = [];
    if (statusOf(after) === undefined || versionOf(after) !== declared) {
      broken.push(`a golive that was ${accepted ? "accepted" : "lost"} left no trace in the state`);
    }
    const code = codeOf(facts.result);
    const isOther = code === "PREVIEW_OTHER_VERSION" && post.launched !== declared;
    if (!isOther && !ENDS_OF_FOLLOWING.has(code)) broken.push(`a launch was given up with ${code ?? ""}`);
    return broken;
  }

  function judgeTruth(facts: RunFacts): string[] {
    const { plan, died, result, after, before, ledger, view, declared, endedAt } = facts;
    const broken: string[] = [];
    const status = statusOf(after);
    const version = versionOf(after);
    const isUp = !["preview", "refresh", "destroy", "stateLost"].includes(plan.kind);
    // Without comparing versions, succeeded says that what waited in preview went live, whatever its number.
    const wasLive = facts.verifyVersion ? ledger.wereLive.has(version ?? 0) : ledger.wereLive.size > 0;
    if (status === "succeeded" && !wasLive) {
      broken.push(`the state says that version ${version ?? 0} succeeded, which never was live`);
    }
    if (died || !isUp) {
      if (
        plan.kind === "refresh" &&
        !died &&
        ["succeeded", "failed", "canceled"].includes(statusOf(before) ?? "")
      ) {
        if (statusOf(before) !== status) broken.push("refresh changed a settled status");
      }
      return broken;
    }
    const code = codeOf(result);
    if (code?.startsWith("no code") === true) broken.push(`an error without a code: ${code}`);
    const isLive = facts.verifyVersion && view.productionVersion === declared;
    const liveForMs = isLive ? endedAt - ledger.liveSince : -1;
    if (code === undefined) {
      if (version !== declared)
        broken.push("a green run left another version in the state than the declared");
      if (status !== "succeeded" && plan.waitForLive)
        broken.push(`a green run left status ${status ?? "none"}`);
      if (status !== "succeeded" && status !== "running")
        broken.push(`a green run left status ${status ?? "none"}`);
      if (status !== "succeeded" && liveForMs > MINUTE + facts.lagMs)
        broken.push("a green run did not see that the version is live");
    } else {
      if (
        liveForMs > MINUTE + facts.lagMs &&
        ["LAUNCH_FAILED", "LAUNCH_CANCELED", "SUPERSEDED"].includes(code)
      ) {
        broken.push(`the run says ${code} of a version that is live`);
      }
      // A version that was live before does not hide the launch of a later one.
      const isOtherWatched =
        versionOf(after) !== declared && ["running", "indeterminate"].includes(status ?? "");
      const disturbed =
        facts.troubled || facts.interruptedAt !== undefined || code === "TIMED_OUT" || isOtherWatched;
      if (liveForMs > 20 * MINUTE + facts.lagMs && !disturbed)
        broken.push(`the run says ${code} of a version that is live`);
      const end = code === "LAUNCH_FAILED" ? "failed" : code === "LAUNCH_CANCELED" ? "canceled" : undefined;
      const isOurs = (version: number): boolean => !facts.verifyVersion || version === declared;
      const ours = ledger.launches.filter((one) => isOurs(one.version));
      const isNews = (changedAt: number): boolean => endedAt - changedAt <= MINUTE + facts.lagMs;
      if (end !== undefined && !ours.some((one) => one.end === end)) {
        broken.push(`the run says ${code}, but no launch of version ${declared} ${end}`);
      }
      // A failure that is remembered is told again, whatever others have launched since.
      const isRemembered =
        versionOf(before) === declared && ["failed", "canceled"].includes(statusOf(before) ?? "");
      const last = isRemembered ? undefined : ours.at(-1);
      if (end !== undefined && last !== undefined && last.end !== end && !isNews(last.changedAt)) {
        broken.push(`the run says ${code}, but the last launch of version ${declared} is ${last.end}`);
      }
    }
    return broken;
  }

  function judgeTime({ plan, startedAt, endedAt, interruptedAt, died }: RunFacts): string[] {
    if (died) return [];
    const deadline = startedAt + (plan.kind === "refresh" ? REFRESH_MS : (parseDuration(plan.timeout) ?? 0));
    const broken: string[] = [];
    if (endedAt > deadline + GRACE_MS)
      broken.push(`the run ended ${(endedAt - deadline) / MINUTE} min after its deadline`);
    if (interruptedAt !== undefined && endedAt > interruptedAt + INTERRUPTION_MS) {
      broken.push(`the run ended ${endedAt - interruptedAt} ms after Ctrl-C`);
    }
    return broken;
  }

  return {
    judge(facts) {
      const { plan, posts, died, after, before } = facts;
      const broken: string[] = [];
      if (["replace", "destroy", "stateLost"].includes(plan.kind)) forgive(facts);
      // Who declares another version, and then the failed one again, asks for it again.
      if (plan.kind === "lower" && versionOf(after) !== versionOf(before)) forgive(facts);
      if (posts.length > 1) broken.push("golive was sent twice in one run");
      if (posts.length > 0 && ["preview", "refresh", "destroy", "stateLost"].includes(plan.kind)) {
        broken.push(`${plan.kind} sent golive`);
      }
      if (plan.kind === "preview" && after !== before) broken.push("preview changed the state");
      for (const origin of facts.foreign) broken.push(`a request, with the token, went to ${origin}`);
      for (const post of posts) broken.push(...judgePost(post, facts));
      broken.push(...judgeMemory(facts), ...judgeTruth(facts), ...judgeTime(facts));
      const [post] = posts;
      if (post !== undefined) {
        const isLostNow = post.trouble !== undefined && isLost(post.trouble);
        // Whoever dies before anything is stored has lost the state of this launch. So has, for once, who was told that
        // it was refused: a service that answers 409 to what it accepted, and then cannot be looked at (the run was
        // interrupted, the reads fail), gives no reason to store a launch; only the next look can lead back to it.
        lost = isLostNow && !died ? { version: facts.declared, at: post.at } : undefined;
        if (died || (post.status === 409 && versionOf(after) !== facts.declared))
          for (const { id } of facts.ledger.launches) forgiven.add(id);
      }
      return broken;
    },
  };
}
