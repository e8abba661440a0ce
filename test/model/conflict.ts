import * as fc from "fast-check";
import type { ApiName } from "../../provider/marketplace/apiName";
import type { Distortion, DocumentOptions, ListEntry, SimulatorOptions } from "../../simulator";

const MINUTE = 60_000;

/** The sources that each API has. */
export const SOURCES: Readonly<Record<ApiName, readonly Distortion["source"][]>> = {
  cloudPartner: ["preview", "production", "status", "list", "operation"],
  productIngestion: ["list", "operation"],
};

export const HOWS = ["stuck", "ahead", "silent", "unknownWords", "flaps"] as const;

/** The contradictions between one service's documents, for hours or for ever. */
export type Conflict = Pick<SimulatorOptions, "distortions" | "entries" | "documents">;

function distortionArb(api: ApiName): fc.Arbitrary<Distortion> {
  const kinds = SOURCES[api].flatMap((source) => HOWS.map((how) => ({ source, how })));
  const lastSuccess = { source: "status", how: "lastSuccess" } as const;
  return fc
    .record({
      kind: fc.constantFrom(...kinds, ...(api === "cloudPartner" ? [lastSuccess] : [])),
      from: fc.constantFrom("now", "launch", "launchEnd"),
      afterMs: fc.constantFrom(0, 0, 5 * MINUTE),
      hours: fc.constantFrom(undefined, 3),
    })
    .map(({ kind, from, afterMs, hours }) => ({
      ...kind,
      from,
      afterMs,
      ...(hours === undefined ? {} : { forMs: hours * 60 * MINUTE }),
    }));
}

const documentsArb: fc.Arbitrary<DocumentOptions> = fc.record({
  listForm: fc.constantFrom("sample", "table"),
  listOrder: fc.constantFrom("newestFirst", "oldestFirst", "unordered"),
  listOmits: fc.subarray(["version", "time", "slot"] as const),
  listCancels: fc.boolean(),
  operationVersionShift: fc.constantFrom(0, 0, 7),
  versionRisesAtGolive: fc.boolean(),
  previewClears: fc.boolean(),
  signOffShownBy: fc.constantFrom("step", "step", "step", "offer", "both", "nothing"),
  failedLaunchShows: fc.constantFrom("failed", "rejectedStep", "signOffAgain", "lastSuccess"),
  canceledLaunchShows: fc.constantFrom("canceled", "signOffAgain", "lastSuccess"),
  goliveNames: fc.constantFrom("launch", "publish"),
});

const stateArb = fc.constantFrom("complete", "failed", "canceled", "pondering");

/** Entries that somebody else left in the list. */
const otherArb: fc.Arbitrary<ListEntry> = fc.record({
  type: fc.constantFrom("publish", "cancel", "draft", "pondering"),
  state: stateArb,
  slot: fc.constantFrom("staging", "draft"),
  agoMs: fc.constantFrom(2 * 60 * MINUTE, 24 * 60 * MINUTE),
  runsMs: fc.constantFrom(0, 0, 30 * MINUTE),
});

/** A launch of the version before, in the history; one of a version that is declared would be one that never was. */
const oldLaunchArb: fc.Arbitrary<ListEntry> = fc.record({
  type: fc.constant("golive"),
  state: stateArb,
  slot: fc.constant("production"),
  version: fc.constant(1),
  agoMs: fc.constantFrom(48 * 60 * MINUTE, 400 * 60 * MINUTE),
});

const entryArb = fc.oneof({ weight: 3, arbitrary: otherArb }, { weight: 1, arbitrary: oldLaunchArb });

/** Conflicts for one API; documents and entries are those of the Cloud Partner Portal. */
export function conflictArb(api: ApiName): fc.Arbitrary<Conflict> {
  const distortions = fc.array(distortionArb(api), { maxLength: 2 });
  if (api === "productIngestion") return fc.record({ distortions });
  return fc.record({ distortions, entries: fc.array(entryArb, { maxLength: 2 }), documents: documentsArb });
}

/** Contradictions that a service shows, by name. */
export function conflictsOf({ distortions = [], entries = [], documents = {} }: Conflict): string[] {
  const others = Object.entries(documents).filter(([, value]) => !ORDINARY.has(String(value)));
  return [
    ...distortions.map(({ source, how }) => `${source} ${how}`),
    ...others.map(([name, value]) => `${name} ${String(value)}`),
    ...(entries.length > 0 ? ["other entries"] : []),
    ...(entries.some(({ type, state }) => type === "golive" && state === "pondering")
      ? ["an old launch in an unknown word"]
      : []),
  ];
}

/** The defaults of all options, and the empty list. */
const ORDINARY: ReadonlySet<string> = new Set([
  "sample",
  "newestFirst",
  "",
  "false",
  "0",
  "step",
  "failed",
  "canceled",
  "launch",
]);
