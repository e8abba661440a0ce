import type { Reading } from "./reading";
import { beginningOf, type LaunchState } from "./launchState";
import type { Decision, Situation } from "./situation";

/**
 * How long documents must stay silent, or contradict each other, before that proves anything, in milliseconds
 * (docs/decisions/0005-look-before-every-post.md).
 */
export const PROOF_AGE_MS = 30 * 60_000;

/** When this launch's last POST was sent. When two times differ, the later one counts, since it proves less. */
export function postedAt(launch: LaunchState): number {
  return Math.max(beginningOf(launch).at, launch.startedAt);
}

/** A time rounded up to the minute, such as `2026-11-26 09:09 UTC`. */
function minuteText(at: number): string {
  const minute = new Date(Math.ceil(at / 60_000) * 60_000).toISOString();
  return `${minute.slice(0, 10)} ${minute.slice(11, 16)} UTC`;
}

/**
 * The decision after a POST without a response. It is never sent again by itself. With proof that it was not
 * accepted, the user may replace the resource, which policies see. Before that, the error says from when on.
 */
export function undecided(
  reading: Reading,
  memory: LaunchState,
  { declared, verifyVersion, now }: Pick<Situation, "declared" | "verifyVersion" | "now">,
): Decision {
  const posted = new Date(memory.startedAt).toISOString();
  const lost = `version ${declared} may or may not be launching: no confirmation of the launch request of ${posted}, and no launch was found. It was not sent again`;
  const { preview, phase, running, shown } = reading;
  const isSame = verifyVersion
    ? preview === "same"
    : shown.preview !== undefined && shown.preview === memory.beginning?.preview;
  // A relaunch after a bad end: the offer shows that end, and no sign-off that waits.
  const isStillBad =
    (phase === "launchFailed" || phase === "launchCanceled") && memory.beginning?.phase === phase;
  const missing = !isSame
    ? `preview contains ${shown.preview ?? "nothing"}`
    : !(phase === "readyToLaunch" || isStillBad) || running !== "nothing"
      ? shown.summary
      : undefined;
  if (missing !== undefined) {
    return {
      kind: "indeterminate",
      proven: false,
      reason: `${lost}. Check the offer in Partner Center (${missing}), then run "pulumi up"`,
    };
  }
  const provenAt = postedAt(memory) + PROOF_AGE_MS;
  if (now < provenAt) {
    return {
      kind: "indeterminate",
      proven: false,
      reason: `${lost}. Check the offer in Partner Center, then run "pulumi up" after ${minuteText(provenAt)}. Do not replace the resource before then`,
    };
  }
  return {
    kind: "indeterminate",
    proven: true,
    reason: `${lost}. ${isStillBad ? "The offer still shows how the launch before it ended" : "The offer still waits for sign-off"}, nothing is running, and more than ${PROOF_AGE_MS / 60_000} minutes have passed, so the request was not accepted. "pulumi up" never sends it again by itself`,
  };
}
