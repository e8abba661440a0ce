import { obstructed, type Decision, type Situation } from "./situation";
import type { LaunchState } from "./launchState";
import type { OfferPhase } from "../marketplace/service";
import { endedLaunches, launchesUnderWay, PROOF_AGE_MS } from "./seenLaunches";
import { compareVersions, type Version } from "../marketplace/version";

/** The service's number of what was launched; the version that was declared may have been no more than a label. */
function heldBy({ beginning, version }: LaunchState): Version {
  return beginning?.preview ?? version;
}

/** Whether the offer shows that preview has moved on since: nothing is published while a launch runs. */
function previewMovedOn(earlier: LaunchState, { look, verifyVersion }: Situation): boolean {
  const preview = look.preview?.version;
  if (preview === undefined) return false;
  return verifyVersion
    ? compareVersions(preview, heldBy(earlier)) > 0
    : preview !== earlier.beginning?.preview && look.status.phase !== "launching";
}

/** What an offer shows only when its last launch is over: nothing else runs beside one. */
const PHASES_AFTER: ReadonlySet<OfferPhase> = new Set([
  "live",
  "preparing",
  "publishFailed",
  "publishCanceled",
  "launchFailed",
  "launchCanceled",
]);

/** Whether what is seen proves that an earlier launch has ended, or was never accepted. */
function isOver(earlier: LaunchState, situation: Situation): boolean {
  const { look, declared, verifyVersion, now } = situation;
  const { phase } = look.status;
  const production = look.production?.version;
  const held = heldBy(earlier);
  const {
    at,
    endedBefore,
    phase: phaseBefore,
  } = earlier.beginning ?? { at: earlier.startedAt, endedBefore: [] };
  if (verifyVersion && production !== undefined && compareVersions(production, held) >= 0) return true;
  const underWay = launchesUnderWay(look);
  if (verifyVersion && underWay.some((one) => one.version === declared)) return true;
  const ended = endedLaunches(look, { declared: held, verifyVersion });
  if (ended.some(({ id }) => !endedBefore.includes(id))) return true;
  if (previewMovedOn(earlier, situation)) return true;
  const isOld = now - Math.max(at, earlier.startedAt) >= PROOF_AGE_MS;
  // What was shown before the launch began proves nothing for some time.
  if (PHASES_AFTER.has(phase)) return phaseBefore !== phase || isOld;
  const isSame = look.preview?.version === (verifyVersion ? held : earlier.beginning?.preview);
  return phase === "readyToLaunch" && underWay.length === 0 && isSame && isOld;
}

/**
 * A launch of another version, or under another label, that this resource has not seen the end of: until it is over,
 * nothing else is launched, and nothing is called done over it.
 */
export function earlierInTheWay(situation: Situation): Decision | undefined {
  const { earlier, look, waitForReady } = situation;
  if (earlier === undefined || isOver(earlier, situation)) return undefined;
  const began = new Date(earlier.startedAt).toISOString();
  const operation = earlier.operationUrl === undefined ? "" : ` (operation ${earlier.operationUrl})`;
  const remedy = `Declare version ${earlier.version} to follow it, or check the offer in Partner Center: when it shows that this launch is over, "pulumi refresh" and then "pulumi up", and in the last resort "pulumi up --replace" with the resource's URN, go on without it. Else run again when it has ended`;
  return earlier.status === "running"
    ? obstructed(
        {
          code: "LAUNCH_IN_THE_WAY",
          seen: `the launch of version ${earlier.version} that this resource began or found at ${began}${operation} has not been seen to end (${look.status.summary})`,
          remedy,
          passing: true,
        },
        waitForReady,
      )
    : {
        kind: "refuse",
        code: "LAUNCH_INDETERMINATE",
        reason: `the answer to the POST of ${began} was lost, no launch of version ${earlier.version} was found, and it is not proven that none was accepted (${look.status.summary}). ${remedy}`,
      };
}
