import { obstructed, type Decision, type Situation } from "./situation";
import { weigh, type Evidence } from "./evidence";
import { hasMoved } from "./phases";
import { beginningOf, type LaunchState } from "./launchState";
import type { OfferPhase } from "../marketplace/service";
import { postedAt, PROOF_AGE_MS } from "./proof";
import { readLook } from "./reading";
import type { Version } from "../marketplace/version";

/** The service's number of the launched version. The declared version may have been only a label. */
function heldBy({ beginning, version }: LaunchState): Version {
  return beginning?.preview ?? version;
}

/** Phases that an offer shows only after its last launch has ended: nothing else runs beside a launch. */
const PHASES_AFTER: ReadonlySet<OfferPhase> = new Set([
  "live",
  "preparing",
  "publishFailed",
  "publishCanceled",
  "launchFailed",
  "launchCanceled",
]);

/** Whether production shows that the earlier launch, or a later one, is live. */
function isOvertaken(
  { reading, production }: Evidence,
  { traits }: Situation,
  earlier: LaunchState,
): boolean {
  if (reading.production === "same") return true;
  if (!traits.versionsExact) return reading.production === "higher";
  // Where numbers have no order: whatever went live since then did so when nothing else was running.
  const now = reading.shown.production;
  return production === "agrees" || (now !== undefined && now !== earlier.beginning?.production);
}

/** Whether it is proven that an earlier launch has ended, or was never accepted. */
function isProvenOver(earlier: LaunchState, situation: Situation): boolean {
  const { look, declared, verifyVersion, traits, now } = situation;
  const { phase } = look.status;
  const beginning = beginningOf(earlier);
  const held = heldBy(earlier);
  const evidence = weigh({
    look,
    traits,
    declared: held,
    verifyVersion,
    beginning,
    moved: earlier.statusMoved,
    now,
  });
  const { reading, list } = evidence;
  if (verifyVersion && isOvertaken(evidence, situation, earlier)) return true;
  if (verifyVersion && readLook({ look, target: declared, traits }).entry?.version === declared) return true;
  if (list !== "none" && list !== "running") return true;
  const preview = look.preview?.version;
  const hasMovedOn = verifyVersion
    ? reading.preview === "higher" || reading.preview === "other"
    : preview !== undefined &&
      beginning.preview !== undefined &&
      preview !== beginning.preview &&
      phase !== "launching";
  if (hasMovedOn) return true;
  const isOld = now - postedAt(earlier) >= PROOF_AGE_MS;
  // A phase from before the launch proves nothing for some time.
  if (PHASES_AFTER.has(phase)) return hasMoved(phase, beginning) || isOld;
  // The version that waits may be the one that a lost request has launched. Only the user's own replacement posts it
  // again.
  if (earlier.status === "indeterminate" && (!verifyVersion || held === declared)) return false;
  const isSame = verifyVersion
    ? reading.preview === "same" || (traits.versionsExact && reading.preview === "lower")
    : preview === earlier.beginning?.preview;
  return phase === "readyToLaunch" && reading.running === "nothing" && isSame && isOld;
}

/**
 * An earlier launch, of another version or under another label, whose end this resource has not seen. Until it is
 * over, nothing else is launched, and nothing counts as done.
 */
export function earlierInTheWay(situation: Situation): Decision | undefined {
  const { earlier, look, declared, waitForReady } = situation;
  if (earlier === undefined || isProvenOver(earlier, situation)) return undefined;
  const began = new Date(earlier.startedAt).toISOString();
  const operation = earlier.operationUrl === undefined ? "" : `, operation ${earlier.operationUrl}`;
  const wanted = declared === earlier.version ? "this launch" : `version ${declared}`;
  const remedy = `Set offerVersion back to ${earlier.version} to follow it`;
  const otherwise = 'If Partner Center shows that it ended, run "pulumi refresh" and then "pulumi up"';
  return earlier.status === "running"
    ? obstructed(
        {
          code: "LAUNCH_IN_THE_WAY",
          seen: `version ${earlier.version} is still launching; ${wanted} must wait (launched ${began}, ${look.status.summary}${operation})`,
          remedy,
          otherwise,
          passing: true,
        },
        waitForReady,
      )
    : {
        kind: "refuse",
        code: "LAUNCH_INDETERMINATE",
        reason: `version ${earlier.version} may or may not be launching: no confirmation of the launch request of ${began}, and no launch was found (${look.status.summary}), so ${wanted} must wait. ${remedy}. ${otherwise}. As a last resort, "pulumi up --replace" with the resource's URN goes on without it`,
      };
}
