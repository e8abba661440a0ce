import { codeOf, isAgainst, statusOf, tellsEnd, versionOf, type Keeps, type RunFacts } from "./facts";

/**
 * Nothing goes wrong any more: by the second run what is said is the truth, and the third says it again. `isPlain`:
 * one golive was sent in all, it was accepted, and nobody else launched or published.
 */
export function judgeCalm(runs: readonly RunFacts[], isPlain: boolean, keeps: Keeps): string[] {
  const [, second, third] = runs;
  if (second === undefined || third === undefined) return ["there were no calm runs"];
  keeps("once nothing goes wrong, all comes right");
  const broken: string[] = [];
  const code = codeOf(third.result);
  const goesOn = isAgainst(second.result) && (third.ledger.launches.at(-1)?.changedAt ?? 0) > second.endedAt;
  if (codeOf(second.result) !== code && !goesOn)
    broken.push(`first ${codeOf(second.result) ?? "green"}, then ${code ?? "green"}`);
  if (third.posts.length > 0 && third.verifyVersion) broken.push("a launch after everything had settled");
  if (statusOf(second.after) !== statusOf(third.after) && !goesOn) broken.push("the status goes on changing");
  if (!third.verifyVersion) return broken;
  const { view, declared, ledger, api } = third;
  const { production, preview } = view;
  if (production === declared && code !== undefined) broken.push(`${code}, and version ${declared} is live`);
  if (code === undefined && versionOf(third.after) !== declared) broken.push("green over another version");
  if (code !== undefined && !isTrue(code)) broken.push(`${code} is not what the service shows`);
  return broken;

  /** A launch whose answer was lost and that was canceled may be gone from the list. */
  function leftNoTrace(): boolean {
    return ledger.launches.at(-1)?.end === "canceled" && third?.service.ingestion?.canceledEntry === "gone";
  }

  function isTrue(said: string): boolean {
    switch (said) {
      case "LAUNCH_FAILED":
      case "LAUNCH_CANCELED":
        if (said === "LAUNCH_FAILED" && ledger.refusals.has(declared)) return true;
        return ledger.launches.some((one) => one.version === declared && tellsEnd(said, one.end, api));
      case "SUPERSEDED":
        // Submissions may be numbered downwards: then an older number counts as a later one.
        return (
          production !== undefined &&
          (production > declared || (api === "productIngestion" && production !== declared))
        );
      case "PREVIEW_OTHER_VERSION":
        return preview !== undefined && preview !== declared;
      case "NOTHING_IN_PREVIEW":
        // There a publish that failed takes the place of what waited.
        return preview === undefined || (api === "productIngestion" && !view.waitsForSignOff);
      case "LAUNCH_INDETERMINATE":
        // A single launch that ended badly is told by the status; a second that ends as the first did, or one that
        // somebody published after, need not be. After a lost answer only a person launches again.
        return !isPlain || leftNoTrace();
      case "LAUNCH_IN_THE_WAY":
        // The job of an earlier version alone tells that it was refused, which nobody asks for another version.
        return third?.service.ingestion?.canceledEntry === "gone" && !view.waitsForSignOff;
      case "LAUNCH_UNCONFIRMED":
        // The accepted launch was seen nowhere any more, or somebody published after it.
        return (!isPlain || leftNoTrace()) && production !== declared;
      case "REPLACED_BY_ENGINE":
        // A replacement left pending is told again until a person launches, which needs something in preview.
        return production !== declared;
      case "NOT_READY":
        return !view.waitsForSignOff;
      default:
        return false;
    }
  }
}
