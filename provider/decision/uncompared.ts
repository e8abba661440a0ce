import type { Reading } from "./reading";
import type { Circumstances } from "./situation";
import type { Version } from "../marketplace/version";

interface Remark {
  readonly remark?: string;
}

/** The warning about following a launch of another version than the declared one, when versions are not compared. */
function remarkOn(version: Version | undefined, { shown }: Reading, declared: Version): Remark {
  if (version === declared) return {};
  const launched = version === undefined ? "an unknown version" : `version ${version}`;
  const preview =
    shown.preview === undefined || shown.preview === version ? "" : ` and preview contains ${shown.preview}`;
  return {
    remark: `versions were not compared (verifyVersion is false): the launch that is followed is of ${launched}, while offerVersion is ${declared}${preview}`,
  };
}

/** The same for a launch that runs. This resource's own is no news, whatever the label. */
export function remarkOnRunning(
  reading: Reading,
  { memory, declared, verifyVersion }: Circumstances,
): Remark {
  const { running, entry, history, shown } = reading;
  if (verifyVersion || (memory !== undefined && running !== "foreign")) return {};
  const listed = history.countsOtherwise ? undefined : entry?.version;
  return remarkOn(running === "declared" ? shown.preview : listed, reading, declared);
}

/** The same for a launch that the list shows as a success. */
export function remarkOnEnded(reading: Reading, { declared, verifyVersion }: Circumstances): Remark {
  return verifyVersion ? {} : remarkOn(reading.last?.version, reading, declared);
}
