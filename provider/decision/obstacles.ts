import { obstructed, type Decision, type Obstacle, type Situation } from "./situation";
import { isSettled } from "../marketplace/status";
import type { Look } from "../marketplace/service";
import { compareVersions } from "../marketplace/version";

/** A publish to preview is running: its submission, or the offer's own status, says so. */
function publishUnderWay(look: Look): boolean {
  return (
    look.status.phase === "preparing" ||
    look.submissions.some((one) => one.kind === "publish" && !isSettled(one.status))
  );
}

/** What has become of the publish that would bring a version to preview. */
function publishText(look: Look): string {
  if (publishUnderWay(look)) return ` (a publish is under way: ${look.status.summary})`;
  const { phase, summary } = look.status;
  if (phase === "publishFailed") return ` (the last publish failed: ${summary})`;
  return phase === "publishCanceled" ? ` (the last publish was canceled: ${summary})` : "";
}

function previewEmpty({ look, declared }: Situation): Obstacle {
  const passing = publishUnderWay(look);
  const publish = publishText(look);
  return {
    code: "NOTHING_IN_PREVIEW",
    seen: `nothing is in preview, declared is version ${declared}${publish}`,
    remedy: passing ? "Run again when it is in preview" : "Publish the offer to preview first",
    passing,
  };
}

function otherVersion({ look, declared }: Situation): Obstacle {
  const seen = look.preview?.version;
  const lower = seen === undefined || compareVersions(seen, declared) < 0;
  const passing = lower && publishUnderWay(look);
  const publish = lower ? publishText(look) : "";
  return {
    code: "PREVIEW_OTHER_VERSION",
    seen: `preview holds ${seen === undefined ? "a document without a version" : `version ${seen}`}, declared is ${declared}${publish}`,
    remedy: lower
      ? `Publish version ${declared} to preview, or set offerVersion to the version that shall go live`
      : `Set offerVersion to ${seen} when that shall go live; the service numbers versions upwards, so that ${declared} does not come back`,
    passing,
  };
}

function statusContradicts({ look, declared }: Situation): Obstacle | undefined {
  const { phase, step } = look.status;
  const preview = look.preview?.version ?? "a document without a version";
  const production = look.production?.version;
  // A bare success may be the word of the version that is live; with nothing in production it cannot be.
  if (phase === "live" && (step !== undefined || production === undefined)) {
    return {
      code: "NOT_READY",
      seen: `nothing waits for sign-off: ${look.status.summary}, preview holds ${preview} and production ${production ?? "nothing"}`,
      remedy: `Check the offer in Partner Center; publish it to preview again when version ${declared} shall go live`,
      passing: false,
    };
  }
  if (phase === "absent") {
    return {
      code: "NOT_READY",
      seen: `the service shows no status of the offer, so that it cannot be told whether version ${declared} waits for sign-off or is being launched`,
      remedy: "Run again later; check the offer in Partner Center when this lasts",
      passing: true,
    };
  }
  // A publish that is still listed as running does not contradict readiness when the sign-off step waits.
  if (phase !== "preparing") return undefined;
  return {
    code: "NOT_READY",
    seen: `version ${declared} is in preview but not ready to launch: ${look.status.summary}`,
    remedy: "Run again when the sign-off step waits",
    passing: true,
  };
}

function obstacle(situation: Situation): Obstacle | undefined {
  const { look, declared, verifyVersion } = situation;
  if (look.preview === undefined) return previewEmpty(situation);
  if (verifyVersion && look.preview.version !== declared) return otherVersion(situation);
  return statusContradicts(situation);
}

/** What keeps what is in preview from being launched, as a decision; `undefined` when nothing does. */
export function notReady(situation: Situation): Decision | undefined {
  const found = obstacle(situation);
  return found === undefined ? undefined : obstructed(found, situation.waitForReady);
}
