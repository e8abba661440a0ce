import { PROOF_AGE_MS } from "./proof";
import { entryText, holdsText, type Reading } from "./reading";
import type { Obstacle, Situation } from "./situation";
import type { ServiceTraits } from "../marketplace/service";
import type { Version } from "../marketplace/version";

/** The progress of the publish that would bring a version to preview. */
function publishText({ publishRuns, publish, phase, shown }: Reading): string {
  if (publishRuns) {
    const who = publish === undefined ? "" : `: ${entryText(publish)}`;
    return ` (a publish is running${who === "" ? `: ${shown.summary}` : who})`;
  }
  if (phase === "publishFailed") return ` (the last publish failed: ${shown.summary})`;
  return phase === "publishCanceled" ? ` (the last publish was canceled: ${shown.summary})` : "";
}

function previewEmpty(reading: Reading, declared: Version): Obstacle {
  const passing = reading.publishRuns;
  return {
    code: "NOTHING_IN_PREVIEW",
    seen: `preview is empty, but offerVersion is ${declared}${publishText(reading)}`,
    remedy: passing ? "Run again when the publish has ended" : "Publish the offer to preview first",
    passing,
  };
}

function otherVersion(reading: Reading, declared: Version, { versionsExact }: ServiceTraits): Obstacle {
  const { preview, shown } = reading;
  const higher = preview === "higher";
  const seen = `preview contains ${holdsText(preview, shown.preview)}, but offerVersion is ${declared}`;
  if (versionsExact && shown.preview !== undefined) {
    return {
      code: "PREVIEW_OTHER_VERSION",
      seen: `${seen}${higher ? "" : publishText(reading)}`,
      remedy: `Set it to ${shown.preview} to launch that. The service gives the number when the offer is published to preview`,
      passing: !higher && reading.publishRuns,
    };
  }
  if (higher) {
    return {
      code: "PREVIEW_OTHER_VERSION",
      seen,
      remedy: `Set it to ${shown.preview ?? ""} to launch that. Version numbers only rise, so ${declared} cannot come back`,
      passing: false,
    };
  }
  return {
    code: "PREVIEW_OTHER_VERSION",
    seen: `${seen}${publishText(reading)}`,
    remedy:
      shown.preview === undefined
        ? `Publish version ${declared} to preview first`
        : `Set it to ${shown.preview}, or publish version ${declared} to preview first`,
    passing: reading.publishRuns,
  };
}

function notWaiting({ phase, preview, production, shown }: Reading, declared: Version): Obstacle {
  const slots = `preview contains ${holdsText(preview, shown.preview)}, production ${holdsText(production, shown.production)}`;
  if (phase === "absent") {
    return {
      code: "NOT_READY",
      seen: `the service shows no status of the offer, so version ${declared} may not be waiting for sign-off`,
      remedy: "Run again later",
      otherwise: "If this lasts, check the offer in Partner Center",
      passing: true,
    };
  }
  if (phase === "preparing") {
    return {
      code: "NOT_READY",
      seen: `version ${declared} is in preview but not ready to launch: ${shown.summary}`,
      remedy: "Run again when it waits for sign-off",
      passing: true,
    };
  }
  return {
    code: "NOT_READY",
    seen: `nothing waits for sign-off (${shown.summary}; ${slots})`,
    remedy: `Check the offer in Partner Center. If you launch it there, the next "pulumi up" finds version ${declared} live. Otherwise publish it to preview again`,
    passing: false,
  };
}

/** Preview may lag behind the list. What the launch would take live is then a later version than the declared one. */
export function previewLags(
  { published, shown }: Reading,
  { declared, now }: Pick<Situation, "declared" | "now">,
): Obstacle | undefined {
  const publishedAt = published?.changedAt;
  if (published === undefined || publishedAt === undefined || now - publishedAt >= PROOF_AGE_MS)
    return undefined;
  return {
    code: "NOT_READY",
    seen: `the list of operations shows that version ${published.version ?? ""} was published to preview since (${entryText(published)}), but preview still contains version ${shown.preview ?? declared}`,
    remedy: "Run again later",
    otherwise: "If this lasts, check the offer in Partner Center",
    passing: true,
  };
}

/** The obstacle to a launch. `undefined` when the version waits for sign-off. */
export function obstacleTo(
  reading: Reading,
  { declared, verifyVersion, traits, now }: Pick<Situation, "declared" | "verifyVersion" | "traits" | "now">,
): Obstacle | undefined {
  const { preview, phase } = reading;
  if (preview === "none") return previewEmpty(reading, declared);
  if (verifyVersion && preview !== "same") return otherVersion(reading, declared, traits);
  const lag = verifyVersion ? previewLags(reading, { declared, now }) : undefined;
  return lag ?? (phase === "readyToLaunch" ? undefined : notWaiting(reading, declared));
}
