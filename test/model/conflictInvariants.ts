import type { ApiName } from "../../provider/marketplace/apiName";
import type { SimulatorOptions } from "../../simulator";
import { codeOf, statusOf, versionOf, type RunFacts } from "./facts";
import { UPS } from "./schedule";

const MINUTE = 60_000;

/** No run waits longer for what a document has said all along. */
const BOUND_MS = 35 * MINUTE;

/** Product Ingestion tells of production in its list alone. */
function isProduction(source: string, api: ApiName): boolean {
  return source === (api === "cloudPartner" ? "production" : "list");
}

/** Whether production is shown to hold what is only under way: nothing can be known better. */
function isFooled({ distortions = [] }: SimulatorOptions, api: ApiName): boolean {
  return distortions.some(({ source, how }) => isProduction(source, api) && how === "ahead");
}

/**
 * Whether preview went on showing the declared version while a later one waited there: then that is what was launched,
 * and that the number of ours rose at the launch explains all that is seen.
 */
function isMistaken({ distortions = [] }: SimulatorOptions, { ledger, declared }: RunFacts): boolean {
  const isPreviewStuck = distortions.some(({ source, how }) => source === "preview" && how === "stuck");
  return isPreviewStuck && ledger.launches.some(({ version, end }) => end === "live" && version > declared);
}

/** Whether a source shows an end that has not come yet. */
function isAhead({ distortions = [] }: SimulatorOptions): boolean {
  return distortions.some(({ how }) => how === "ahead");
}

/** Whether the list tells all along how a launch ended. */
function isListTrue({ distortions = [], documents = {} }: SimulatorOptions): boolean {
  return !distortions.some(({ source }) => source === "list") && documents.listOmits?.length !== 3;
}

/** What still holds while documents contradict each other for hours. */
export function judgeConflicted(facts: RunFacts, options: SimulatorOptions): string[] {
  const { plan, died, result, after, before, declared, ledger, isElsewhere, verifyVersion, endedAt } = facts;
  if (!UPS.has(plan.kind) || died) return [];
  const broken: string[] = [];
  const code = codeOf(result);
  const status = statusOf(after);
  if (code?.startsWith("no code") === true) broken.push(`an error without a code: ${code}`);
  const wasLive = verifyVersion ? ledger.wereLive.has(declared) : ledger.wereLive.size > 0;
  if (
    status === "succeeded" &&
    versionOf(after) === declared &&
    after?.outputs !== before?.outputs &&
    !wasLive &&
    !isFooled(options, facts.api) &&
    !isMistaken(options, facts)
  )
    broken.push(`the state says that version ${declared} succeeded, which never was live`);
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
  const mayBeBad = hasBadEnd || ledger.refusals.has(declared) || isAhead(options);
  if (isEnd && verifyVersion && !isRemembered && !mayBeBad) {
    broken.push(`the run says ${code}, but no launch of version ${declared} ended so`);
  }
  const isUndisturbed = !facts.troubled && facts.stoppedMs === 0 && isListTrue(options);
  const sinceMs =
    last === undefined || last.end === "none" ? 0 : endedAt - Math.max(last.changedAt, facts.startedAt);
  if (isUndisturbed && sinceMs > BOUND_MS + facts.lagMs) {
    if (code === "TIMED_OUT") broken.push(`the run waited ${sinceMs / MINUTE} min for an end that was shown`);
    if (code === undefined && last?.end !== "live" && !wasLive)
      broken.push("a green run hides an end that was shown");
  }
  return broken;
}

/** Nothing goes wrong any more but that documents go on contradicting each other: each run ends, and is not believed more than it knows. */
export function judgeConflictedCalm(runs: readonly RunFacts[], options: SimulatorOptions): string[] {
  const third = runs[2];
  if (third === undefined) return ["there were no calm runs"];
  const broken: string[] = [];
  const isForEver = (options.distortions ?? []).every(({ forMs }) => forMs === undefined);
  if (third.posts.length > 0 && isForEver) broken.push("a launch after everything had settled");
  if (codeOf(third.result) === "TIMED_OUT" && isListTrue(options))
    broken.push("a run of four hours waits for what a document shows");
  return broken;
}
