import type { ApiName } from "../../provider/marketplace/apiName";
import type { SimulatorOptions } from "../../simulator";
import { codeOf, statusOf, versionOf, type Keeps, type RunFacts } from "./facts";
import type { Launch } from "./ledger";
import { UPS } from "./schedule";

const MINUTE = 60_000;

/** No run waits longer for what a document has said all along. */
const BOUND_MS = 35 * MINUTE;

/** Whether the source may show what was true before. */
function isStuck({ distortions = [] }: SimulatorOptions, name: string): boolean {
  return distortions.some(({ source, how }) => source === name && (how === "stuck" || how === "flaps"));
}

/** Product Ingestion tells of production in its list alone. */
function isProduction(source: string, api: ApiName): boolean {
  return source === (api === "cloudPartner" ? "production" : "list");
}

/** Whether production is shown to hold what is only under way: nothing can be known better. */
function isFooled({ distortions = [] }: SimulatorOptions, api: ApiName): boolean {
  return distortions.some(({ source, how }) => isProduction(source, api) && how === "ahead");
}

/**
 * Whether preview went on showing the declared version while a later one waited there, whose launch ended so: then that
 * is what was launched or followed, and nothing that is seen says otherwise.
 */
function isMistaken(ends: readonly Launch["end"][], { ledger, declared, service }: RunFacts): boolean {
  return (
    isStuck(service, "preview") &&
    ledger.launches.some(({ version, end }) => ends.includes(end) && version > declared)
  );
}

/**
 * Whether the status goes on to show a launch of another version, or how one ended, as if it were that of what waits
 * now.
 */
function isStale({ ledger, declared, service }: RunFacts): boolean {
  return (
    isStuck(service, "status") &&
    ledger.launches.some(({ version, end }) => version !== declared || end === "failed" || end === "canceled")
  );
}

/** Whether the list was empty at first, and shows an old launch later, without a time that would tell that it is old. */
function isBackAgain({ service }: RunFacts): boolean {
  const { distortions = [], documents = {}, entries = [] } = service;
  const wasSilent = distortions.some(({ source, how }) => source === "list" && how === "silent");
  return (
    wasSilent &&
    documents.listOmits?.includes("time") === true &&
    entries.some(({ type, state }) => type === "golive" && (state === "failed" || state === "canceled"))
  );
}

/** Whether production never showed that the declared version went live, and something else waits for sign-off since. */
function isHidden({ ledger, declared, service, view }: RunFacts): boolean {
  const { distortions = [] } = service;
  const isProductionTrue = !distortions.some(({ source }) => source === "production");
  return !isProductionTrue && ledger.wereLive.has(declared) && view.preview !== declared;
}

/**
 * Whether the list, in which Product Ingestion tells everything, was stuck twice: on a launch that runs, and after that on
 * sign-off that waits. Nothing else is known of the end.
 */
function isStuckTwice({ api, service: { distortions = [] } }: RunFacts): boolean {
  const stuck = distortions.filter(({ source, how }) => source === "list" && how === "stuck");
  return api === "productIngestion" && stuck.length > 1;
}

/** Whether a source shows an end that has not come yet. */
function isAhead({ distortions = [] }: SimulatorOptions): boolean {
  return distortions.some(({ how }) => how === "ahead");
}

/** Whether a document that is not distorted goes on to tell how the launch ended. */
function isShown(end: Launch["end"], { options, api }: Shown): boolean {
  const { distortions = [], documents = {} } = options;
  const isTrue = (source: string): boolean => !distortions.some((one) => one.source === source);
  const isPublishes = options.publishRemainsRunning === true || options.goliveContinuesPublish === true;
  const isConnected = documents.listForm !== "table" && documents.listOmits?.includes("version") !== true;
  const isTimed = documents.listOmits?.includes("time") !== true;
  if (api === "productIngestion" && end === "canceled" && options.ingestion?.canceledEntry === "gone")
    return false;
  if (isTrue("list") && !isPublishes && (isConnected || isTimed)) return true;
  if (api === "productIngestion") return false;
  const { failedLaunchShows = "failed", canceledLaunchShows = "canceled" } = documents;
  switch (end) {
    case "none":
      return false;
    case "live":
      return isTrue("production");
    case "failed":
      return isTrue("status") && (failedLaunchShows === "failed" || failedLaunchShows === "rejectedStep");
    case "canceled":
      return isTrue("status") && canceledLaunchShows === "canceled";
  }
}

/**
 * Whether the end of a launch is that of the one followed. Without comparing versions a status that is stuck may show one
 * of what is in preview, which does not exist.
 */
function isFollowed(last: Launch, { verifyVersion, startedAt, view }: RunFacts): boolean {
  const isPreviewed = view.preview === undefined || view.preview === last.version;
  return verifyVersion || isPreviewed || last.changedAt > startedAt;
}

interface Shown {
  readonly options: SimulatorOptions;
  readonly api: ApiName;
}

/** The promises that hold even while documents contradict each other for hours. */
export function judgeConflicted(facts: RunFacts, options: SimulatorOptions, keeps: Keeps): string[] {
  const { plan, died, result, after, before, declared, ledger, isElsewhere, verifyVersion, endedAt } = facts;
  if (!UPS.has(plan.kind) || died) return [];
  const broken: string[] = [];
  const code = codeOf(result);
  const status = statusOf(after);
  if (code?.startsWith("no code") === true) broken.push(`an error without a code: ${code}`);
  const wasLive = verifyVersion ? ledger.wereLive.has(declared) : ledger.wereLive.size > 0;
  if (status === "succeeded" && after !== before) keeps("in conflict: succeeded is of what was live");
  if (
    status === "succeeded" &&
    versionOf(after) === declared &&
    after?.outputs !== before?.outputs &&
    !wasLive &&
    !isFooled(options, facts.api) &&
    !isMistaken(["live"], facts)
  )
    broken.push(`the state says that version ${declared} succeeded, which never was live`);
  if (code === undefined) keeps("in conflict: a green run leaves the declared version");
  if (code === undefined) {
    if (versionOf(after) !== declared) broken.push("a green run left another version than the declared");
    if (status !== "succeeded" && (plan.waitForLive || status !== "running"))
      broken.push(`a green run left status ${status ?? "none"}`);
  }
  const ours = ledger.launches.filter(({ version }) => version === declared || !verifyVersion);
  const last = ours.at(-1);
  const isRemembered = !isElsewhere && ["failed", "canceled"].includes(statusOf(before) ?? "");
  const isEnd = code === "LAUNCH_FAILED" || code === "LAUNCH_CANCELED";
  // Somebody published between the look and the POST: what it launched is told under the version that was declared.
  const posted = ledger.launches.filter(({ version }) =>
    facts.posts.some(({ launched }) => launched === version),
  );
  const hasBadEnd = [...ours, ...posted].some(({ end }) => end === "failed" || end === "canceled");
  const mayBeBad =
    hasBadEnd ||
    ledger.refusals.has(declared) ||
    isAhead(options) ||
    isMistaken(["failed", "canceled"], facts) ||
    isStale(facts) ||
    isBackAgain(facts) ||
    isStuckTwice(facts) ||
    isHidden(facts);
  if (isEnd && verifyVersion && !isRemembered) keeps("in conflict: a bad end that is told was so");
  if (isEnd && verifyVersion && !isRemembered && !mayBeBad) {
    broken.push(`the run says ${code}, but no launch of version ${declared} ended so`);
  }
  const isUndisturbed = !facts.troubled && facts.stoppedMs === 0;
  const isEndShown =
    isUndisturbed &&
    last !== undefined &&
    isFollowed(last, facts) &&
    isShown(last.end, { options, api: facts.api });
  const sinceMs =
    last === undefined || last.end === "none" ? 0 : endedAt - Math.max(last.changedAt, facts.startedAt);
  if (isEndShown && last.end !== "none" && last.changedAt > facts.startedAt)
    keeps("in conflict: an end that is shown is told");
  if (isEndShown && sinceMs > BOUND_MS + facts.lagMs) {
    if (code === "TIMED_OUT") broken.push(`the run waited ${sinceMs / MINUTE} min for an end that was shown`);
    if (code === undefined && last.end !== "live" && !wasLive && !isMistaken(["live"], facts))
      broken.push("a green run hides an end that was shown");
  }
  return broken;
}

/** Nothing goes wrong any more but that documents go on contradicting each other: each run ends, and is not believed more than it knows. */
export function judgeConflictedCalm(
  runs: readonly RunFacts[],
  options: SimulatorOptions,
  keeps: Keeps,
): string[] {
  const [, second, third] = runs;
  if (second === undefined || third === undefined) return ["there were no calm runs"];
  const { ledger, declared, verifyVersion, api } = third;
  const broken: string[] = [];
  // What flaps may show any run what the one before did not see.
  const isForEver = (options.distortions ?? []).every(
    ({ how, forMs }) => forMs === undefined && how !== "flaps",
  );
  // Sign-off that waits allows a POST; without comparing versions nothing says that it is for what is live.
  const posts = third.posts.filter((post) => verifyVersion || !post.waitsSeen);
  const hasNews = posts.some(({ earlier }) => earlier.some(({ changedAt }) => changedAt > second.endedAt));
  if (posts.length > 0 && isForEver && !hasNews) broken.push("a launch after everything had settled");
  const last = ledger.launches.findLast(({ version }) => version === declared || !verifyVersion);
  if (last === undefined || !isFollowed(last, third) || !isShown(last.end, { options, api })) return broken;
  keeps("in conflict: what is shown for hours is known");
  if (codeOf(third.result) === "TIMED_OUT")
    broken.push("a run of four hours waits for what a document shows");
  return broken;
}
