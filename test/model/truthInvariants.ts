import { codeOf, isAgainst, statusOf, tellsEnd, versionOf, type Keeps, type RunFacts } from "./facts";
import { UPS } from "./schedule";

const MINUTE = 60_000;

/** Compares what the run said, and what the state says, with what really happened. */
export function judgeTruth(facts: RunFacts, keeps: Keeps): string[] {
  const { plan, died, result, after, before, ledger, view, declared, endedAt, isElsewhere } = facts;
  const broken: string[] = [];
  const status = statusOf(after);
  const version = versionOf(after);
  const staysElsewhere = isElsewhere && after?.outputs["service"] === before?.outputs["service"];
  // Without comparing versions, succeeded says that what waited in preview went live, whatever its number.
  const wasLive = facts.verifyVersion ? ledger.wereLive.has(version ?? 0) : ledger.wereLive.size > 0;
  if (status === "succeeded" && after !== before) keeps("succeeded is of what was live");
  if (status === "succeeded" && !wasLive && !staysElsewhere) {
    broken.push(`the state says that version ${version ?? 0} succeeded, which never was live`);
  }
  if (died || !UPS.has(plan.kind)) {
    if (
      plan.kind === "refresh" &&
      !died &&
      ["succeeded", "failed", "canceled"].includes(statusOf(before) ?? "")
    ) {
      keeps("refresh keeps a settled status");
      if (statusOf(before) !== status) broken.push("refresh changed a settled status");
    }
    return broken;
  }
  const code = codeOf(result);
  if (code?.startsWith("no code") === true) broken.push(`an error without a code: ${code}`);
  const isLive = facts.verifyVersion && view.production === declared;
  const liveForMs = isLive ? endedAt - ledger.liveSince : -1;
  if (code === undefined) keeps("a green run leaves the declared version");
  if (liveForMs > MINUTE + facts.lagMs) keeps("what is live is seen");
  if (code === undefined) {
    if (version !== declared) broken.push("a green run left another version in the state than the declared");
    if (staysElsewhere) broken.push("a green run kept the state of another service");
    if (status !== "succeeded" && plan.waitForLive)
      broken.push(`a green run left status ${status ?? "none"}`);
    if (status !== "succeeded" && status !== "running")
      broken.push(`a green run left status ${status ?? "none"}`);
    // Who does not wait is done when the launch is accepted, however late the answer to the POST comes.
    const isDone = facts.posts.length > 0 && !plan.waitForLive;
    // A run that does not wait reads nothing again, even what it read before the machine stood still, or could not
    // read.
    if (
      status !== "succeeded" &&
      !isDone &&
      !facts.troubled &&
      liveForMs > MINUTE + facts.lagMs + facts.stoppedMs
    )
      broken.push("a green run did not see that the version is live");
    return broken;
  }
  if (liveForMs > MINUTE + facts.lagMs && ["LAUNCH_FAILED", "LAUNCH_CANCELED", "SUPERSEDED"].includes(code)) {
    broken.push(`the run says ${code} of a version that is live`);
  }
  // A version that was live before does not hide the launch of a later one.
  const isOtherWatched = versionOf(after) !== declared && ["running", "indeterminate"].includes(status ?? "");
  // The last look of a machine that slept past its deadline, and stood still again or had its clock set during it.
  const isSearchOver = code === "LAUNCH_INDETERMINATE" && facts.stoppedMs > 0;
  const isAstray = result.error?.message.includes("since this machine slept") === true || isSearchOver;
  const disturbed =
    isAstray || facts.troubled || facts.interruptedAt !== undefined || code === "TIMED_OUT" || isOtherWatched;
  if (liveForMs > 20 * MINUTE + facts.lagMs && !disturbed)
    broken.push(`the run says ${code} of a version that is live`);
  const isEnd = code === "LAUNCH_FAILED" || code === "LAUNCH_CANCELED";
  const isOurs = (one: number): boolean => !facts.verifyVersion || one === declared;
  const ours = ledger.launches.filter((one) => isOurs(one.version));
  const isNews = (changedAt: number): boolean => endedAt - changedAt <= MINUTE + facts.lagMs;
  // Without comparing versions, the launch before may be taken for the one declared while documents still show it.
  const isMistakable = !facts.verifyVersion && facts.lagMs > 0;
  // A failure that is remembered is told again, whatever others have launched since.
  const isRemembered =
    !isElsewhere && versionOf(before) === declared && ["failed", "canceled"].includes(statusOf(before) ?? "");
  const following = ours.at(-1);
  const isStillRunning = following?.end === "none" && !isNews(following.changedAt);
  if (isEnd && facts.verifyVersion && isStillRunning && !isRemembered && !isAgainst(result))
    broken.push(`the run says ${code} of a version whose launch is running`);
  const isRefusedByJob = code === "LAUNCH_FAILED" && ledger.refusals.has(declared);
  if (isMistakable || isRefusedByJob) return broken;
  // Somebody published between the look and the POST: what it launched is told under the version that was declared.
  const posted = ledger.launches.filter(({ version }) =>
    facts.posts.some(({ launched }) => launched === version),
  );
  if (isEnd) keeps("a bad end that is told was so");
  if (isEnd && ![...ours, ...posted].some((one) => tellsEnd(code, one.end, facts.api))) {
    broken.push(`the run says ${code}, but no launch of version ${declared} ended so`);
  }
  const last = isRemembered ? undefined : ours.at(-1);
  // Its own operation tells how the launch that this stack follows ended, whatever others have launched since.
  const url = after?.outputs["operationUrl"];
  const named = ours.filter((one) => typeof url === "string" && url.includes(one.id));
  const byUs = ours.filter((one) => one.by === facts.who);
  // The address of a job does not name its launch, which in a state from before need not be the last one.
  const isAnyOfUs =
    facts.api === "productIngestion" && url !== undefined && url === before?.outputs["operationUrl"];
  const own = named.length > 0 ? named.slice(-1) : isAnyOfUs ? byUs : byUs.slice(-1);
  if (
    isEnd &&
    facts.verifyVersion &&
    last !== undefined &&
    !tellsEnd(code, last.end, facts.api) &&
    !own.some(({ end }) => tellsEnd(code, end, facts.api)) &&
    !isNews(last.changedAt) &&
    !isAgainst(result)
  ) {
    broken.push(`the run says ${code}, but the last launch of version ${declared} is ${last.end}`);
  }
  return broken;
}
