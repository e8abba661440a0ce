import { isUnseen, statusOf, versionOf, type Post, type RunFacts } from "./facts";

/** Facts from earlier runs that count against a POST. */
export interface Held {
  /** Since the user replaced the resource or its state was lost, launches of before are no longer held against it. */
  readonly forgiven: ReadonlySet<string>;
  /** The version of the last POST whose outcome the client could not know, while the state remembers it. */
  readonly lost: number | undefined;
}

/** Whether the service said for certain that nothing came of it; 409 may be the answer to what it accepted. */
function isRefused({ status, launched }: Post): boolean {
  return (
    typeof status === "number" && status >= 400 && status < 500 && status !== 409 && launched === undefined
  );
}

/** The promises that the run's POSTs break together. */
export function judgePosts(facts: RunFacts): string[] {
  const { plan, posts, before, declared, isElsewhere, announced } = facts;
  if (posts.length === 0) return [];
  const broken: string[] = [];
  if (posts.slice(0, -1).some((post) => !isRefused(post))) broken.push("golive was sent twice in one run");
  if (["preview", "refresh", "destroy", "stateLost"].includes(plan.kind)) {
    broken.push(`${plan.kind} sent golive`);
  }
  if (!announced) broken.push("golive was sent, and policies were not shown that the run launches");
  const isShown = before !== undefined && !isElsewhere && versionOf(before) === declared && !isUnseen(facts);
  const isEngines = plan.kind === "engineReplace" || (before?.pending === true && plan.kind !== "replace");
  if (isEngines && isShown)
    broken.push("a replacement that the engine decided sent golive for the version that it replaced");
  if (isShown && statusOf(before) === "indeterminate" && plan.kind !== "replace") {
    broken.push("golive was sent again by itself over a state that is indeterminate");
  }
  return broken;
}

/** The promises that one of the run's POSTs breaks. */
export function judgePost(post: Post, facts: RunFacts, { forgiven, lost }: Held): string[] {
  const { declared, api, who, verifyVersion, plan, before, lagMs } = facts;
  const broken: string[] = [];
  // There the request itself names the version.
  const isNamed = api === "productIngestion";
  const version = post.launched ?? (isNamed && verifyVersion ? declared : post.view.preview);
  const earlier = post.earlier.filter((one) => one.version === version && one.by === who);
  // Without comparing versions (verifyVersion: false), nothing shows that the version in preview was launched before.
  // If the state was lost, nobody can know of a launch that the service does not show yet. It answers 409 to another
  // golive. While documents contradict each other, only accepted launches count.
  const shown = earlier.filter(
    ({ id, changedAt }) =>
      post.launched !== undefined ||
      (!facts.isConflicted && (!forgiven.has(id) || changedAt + lagMs < Math.min(post.lookedAt, post.at))),
  );
  const unfinished = shown.filter(({ end }) => end === "none" || (end === "live" && verifyVersion));
  if (unfinished.length > 0) {
    broken.push(
      `golive was sent again while launch ${unfinished[0]?.id ?? ""} of version ${version ?? "?"} runs or is live`,
    );
  } else if (verifyVersion && earlier.some(({ id }) => !forgiven.has(id))) {
    broken.push(`golive was sent again for version ${version ?? "?"} though nobody replaced the resource`);
  }
  if (
    verifyVersion &&
    !facts.isConflicted &&
    post.launched !== undefined &&
    post.launched !== declared &&
    (isNamed || post.previewSeen !== declared)
  ) {
    broken.push(`version ${post.launched} was launched, declared was ${declared}`);
  }
  // The clock that goes on stands still while a machine sleeps; a wall clock that was set back hides the rest.
  const isBlind = ["sleepTenMinutes", "clockBackOneHour"].every((gap) =>
    plan.events.some(({ what }) => what === gap),
  );
  // An answer may take a minute, and a look is good for another.
  if (!isBlind && post.at - post.lookedAt > 130_000) {
    broken.push(
      `golive was sent ${Math.round((post.at - post.lookedAt) / 1_000)} s after the look that it rests on`,
    );
  }
  if (lost === declared) broken.push("golive was sent again by itself after one that was lost");
  if (!post.waitsSeen && plan.kind !== "replace" && before !== undefined)
    broken.push("golive was sent by an update without the offer waiting for it");
  return broken;
}
