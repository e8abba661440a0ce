import type { ApiName } from "../../provider/marketplace/apiName";
import type { Distortion, DocumentOptions, SimulatorOptions } from "../../simulator";
import { conflictsOf, HOWS, SOURCES } from "./conflict";
import type { Launch } from "./ledger";
import type { Target } from "./schedule";
import type { View } from "./view";

/** An event that a read of a document came upon. */
export interface Read {
  readonly target: Target;
  readonly api: ApiName;
  /** Milliseconds since 1970, as all times here. */
  readonly now: number;
  readonly startedAt: number;
  readonly launches: readonly Launch[];
  readonly view: View;
}

const SOURCE_OF: Readonly<Record<Target, Distortion["source"] | undefined>> = {
  any: undefined,
  operation: "operation",
  status: "status",
  submissions: "list",
  preview: "preview",
  production: "production",
};

function isInForce({ from = "now", afterMs = 0, forMs = Infinity }: Distortion, read: Read): boolean {
  const [first] = read.launches;
  const ended = first === undefined || first.end === "none" ? undefined : first.changedAt;
  const origin = { now: read.startedAt, launch: first?.beganAt, launchEnd: ended }[from];
  const begin = (origin ?? Infinity) + afterMs;
  return begin <= read.now && read.now < begin + forMs;
}

/** Whether a read shows what an option of the documents is about. */
const SHOWN: Readonly<Record<keyof DocumentOptions, (read: Read) => boolean>> = {
  listForm: isList,
  listOrder: isList,
  listOmits: isList,
  listCancels: (read) => isList(read) && hasEnded(read, "canceled"),
  operationVersionShift: (read) => isList(read) || read.target === "operation",
  versionRisesAtGolive: (read) => read.target === "production" && hasEnded(read, "live"),
  previewClears: (read) => read.target === "preview" && hasEnded(read, "live"),
  signOffShownBy: ({ target, view }) => target === "status" && view.waitsForSignOff,
  failedLaunchShows: (read) => read.target === "status" && hasEnded(read, "failed"),
  canceledLaunchShows: (read) => read.target === "status" && hasEnded(read, "canceled"),
  goliveNames: (read) => read.target === "operation",
};

function isList({ target }: Read): boolean {
  return target === "submissions";
}

function hasEnded({ launches }: Read, end: Launch["end"]): boolean {
  return launches.some((one) => one.end === end);
}

/** The contradictions that a read came upon, by the names of `conflictsOf`. */
export function occurred(
  { distortions = [], documents = {}, entries = [] }: SimulatorOptions,
  read: Read,
): string[] {
  const source = SOURCE_OF[read.target];
  const options = Object.entries(documents) as [keyof DocumentOptions, unknown][];
  return conflictsOf({
    distortions: distortions.filter((one) => one.source === source && isInForce(one, read)),
    documents: Object.fromEntries(options.filter(([name]) => SHOWN[name](read))),
    entries: isList(read) ? entries : [],
  });
}

/** All kinds that there are for an API. */
export function allConflicts(api: ApiName): string[] {
  const distorted = SOURCES[api].flatMap((source) => HOWS.map((how) => `${source} ${how}`));
  if (api === "productIngestion") return distorted;
  return [
    ...distorted,
    "status lastSuccess",
    "listForm table",
    "listOrder oldestFirst",
    "listOrder unordered",
    ...["version", "time", "slot", "version,time,slot"].map((what) => `listOmits ${what}`),
    "listCancels true",
    "operationVersionShift 7",
    "versionRisesAtGolive true",
    "previewClears true",
    ...["offer", "both", "nothing"].map((what) => `signOffShownBy ${what}`),
    ...["rejectedStep", "signOffAgain", "lastSuccess"].map((what) => `failedLaunchShows ${what}`),
    ...["signOffAgain", "lastSuccess"].map((what) => `canceledLaunchShows ${what}`),
    "goliveNames publish",
    "other entries",
    "an old launch in an unknown word",
  ];
}
