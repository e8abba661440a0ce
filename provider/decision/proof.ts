import type { Reading } from "./reading";
import { beginningOf, type LaunchState } from "./launchState";
import type { Decision, Situation } from "./situation";

/** Only after this long does the silence of all documents prove anything, in milliseconds. */
export const PROOF_AGE_MS = 30 * 60_000;

/** When the last POST of this launch was sent; of two times that differ the later one proves less. */
export function postedAt(launch: LaunchState): number {
  return Math.max(beginningOf(launch).at, launch.startedAt);
}

/**
 * A POST whose answer was lost is never sent again by itself. With proof that it was not accepted the user may replace
 * the resource, which policies see; before that, the error says from when on.
 */
export function undecided(
  reading: Reading,
  memory: LaunchState,
  { declared, verifyVersion, now }: Pick<Situation, "declared" | "verifyVersion" | "now">,
): Decision {
  const posted = new Date(memory.startedAt).toISOString();
  const lost = `the answer to the POST of ${posted} was lost, and no launch of version ${declared} was found`;
  const { preview, phase, running, shown } = reading;
  const isSame = verifyVersion
    ? preview === "same"
    : shown.preview !== undefined && shown.preview === memory.beginning?.preview;
  const missing = !isSame
    ? `preview holds ${shown.preview ?? "nothing"}`
    : phase !== "readyToLaunch" || running !== "nothing"
      ? shown.summary
      : undefined;
  if (missing !== undefined) {
    return {
      kind: "indeterminate",
      proven: false,
      reason: `${lost}. It is not proven that none was accepted (${missing}). Check the offer in Partner Center; the next "pulumi up" looks again`,
    };
  }
  const provenAt = postedAt(memory) + PROOF_AGE_MS;
  if (now < provenAt) {
    const passed = Math.max(0, Math.floor((now - postedAt(memory)) / 60_000));
    return {
      kind: "indeterminate",
      proven: false,
      reason: `${lost}. It is not proven yet that none was accepted (only ${passed} of ${PROOF_AGE_MS / 60_000} minutes have passed since that POST). Do not replace the resource before ${new Date(provenAt).toISOString()}; run "pulumi up" again then`,
    };
  }
  return {
    kind: "indeterminate",
    proven: true,
    reason: `${lost}. The offer still waits for sign-off, nothing is under way, and more than ${PROOF_AGE_MS / 60_000} minutes have passed: that POST was not accepted. "pulumi up" does not send it again by itself`,
  };
}
