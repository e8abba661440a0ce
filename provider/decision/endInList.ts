import type { Submission } from "../marketplace/service";
import { isSettled, type SettledStatus } from "../marketplace/operationStatus";
import { beginningOf, type LaunchState } from "./launchState";

/** How the launch ended according to the list alone. A reason to read the whole offer, and no more than that. */
export function endInList(
  submissions: readonly Submission[],
  launch: LaunchState,
  verifyVersion: boolean,
): SettledStatus | undefined {
  const { at, endedBefore, listCountsOtherwise = false } = beginningOf(launch);
  const ends = submissions.flatMap(({ id, kind, status, version, operationUrl, changedAt = Infinity }) => {
    if (kind !== "launch" || !isSettled(status) || endedBefore.includes(id)) return [];
    const isFollowed = operationUrl !== undefined && operationUrl === launch.operationUrl;
    const isNamed = verifyVersion && version !== undefined && !listCountsOtherwise;
    return isFollowed || (isNamed ? version === launch.version : changedAt >= at) ? [status] : [];
  });
  return ends.includes("succeeded") ? "succeeded" : ends.at(-1);
}
