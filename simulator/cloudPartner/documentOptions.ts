/** The forms of the Cloud Partner Portal face's documents, where the real service is not documented in full. */
export interface DocumentOptions {
  /**
   * The form of an entry in the list of operations: that of the documented sample (`sample`, the default), or that of the
   * documentation's property table (`table`): `status`, `createdDateTime` and `lastActionDateTime` instead of
   * `submissionState` and `changedTime`, without slot and version.
   */
  readonly listForm?: "sample" | "table";
  /** The order of the list. Default `newestFirst`. `unordered` is always the same order, but not one by time. */
  readonly listOrder?: "newestFirst" | "oldestFirst" | "unordered";
  /** Things missing from the list's entries: the offer's version, their times, the slot. Default: nothing. */
  readonly listOmits?: readonly ("version" | "time" | "slot")[];
  /** Each cancel is an entry of its own, of type `cancel`. Default false. */
  readonly listCancels?: boolean;
  /** Added to the offer's version in operations and in the list, which then count otherwise than the slots. Default 0. */
  readonly operationVersionShift?: number;
  /** The version rises by one when a launch ends: production gets a number that preview never had. Default false. */
  readonly versionRisesAtGolive?: boolean;
  /** Preview is empty after a launch, until the next publish has ended. Default false. */
  readonly previewClears?: boolean;
  /**
   * Where the offer shows that it waits for sign-off: the step (`step`, the default; the offer's own word is then
   * `running`), the offer's own word (`offer`), `both`, or `nothing`.
   */
  readonly signOffShownBy?: "step" | "offer" | "both" | "nothing";
  /**
   * The offer's status after a failed launch: `failed` (the default), a step `live` that is rejected under a status
   * that still says running (`rejectedStep`), a sign-off that waits again (`signOffAgain`), or the launch before that
   * succeeded (`lastSuccess`; `failed` if there was none).
   */
  readonly failedLaunchShows?: "failed" | "rejectedStep" | "signOffAgain" | "lastSuccess";
  /** The same after a canceled launch. Default `canceled`. */
  readonly canceledLaunchShows?: "canceled" | "signOffAgain" | "lastSuccess";
  /**
   * The operation that the answer to a launch names: the launch (the default), or the publish before it, which says
   * complete all along while the launch has an entry of its own in the list.
   */
  readonly goliveNames?: "launch" | "publish";
}

type Choices = { readonly [Name in keyof DocumentOptions]: readonly DocumentOptions[Name][] };

const CHOICES: Choices = {
  listForm: ["sample", "table"],
  listOrder: ["newestFirst", "oldestFirst", "unordered"],
  listCancels: [true, false],
  versionRisesAtGolive: [true, false],
  previewClears: [true, false],
  signOffShownBy: ["step", "offer", "both", "nothing"],
  failedLaunchShows: ["failed", "rejectedStep", "signOffAgain", "lastSuccess"],
  canceledLaunchShows: ["canceled", "signOffAgain", "lastSuccess"],
  goliveNames: ["launch", "publish"],
};
const OMITTED: readonly string[] = ["version", "time", "slot"];
const NAMES = new Set([...Object.keys(CHOICES), "listOmits", "operationVersionShift"]);

/** Throws a `RangeError` that names the option and its valid values. Names and values may come from outside. */
export function checkDocuments(options: DocumentOptions): DocumentOptions {
  for (const [name, value] of Object.entries(options) as [keyof DocumentOptions, unknown][]) {
    if (!NAMES.has(name)) throw wrong(name, `unknown; there are ${[...NAMES].join(", ")}`);
    if (value === undefined) continue;
    const choices: readonly unknown[] | undefined = CHOICES[name];
    if (choices?.includes(value) === false) throw wrong(name, `give one of ${choices.join(", ")}`);
    if (name === "operationVersionShift" && !(Number.isInteger(value) && Number(value) >= 0)) {
      throw wrong(name, "give a whole number of zero or above");
    }
    if (
      name === "listOmits" &&
      !(Array.isArray(value) && value.every((one) => OMITTED.includes(String(one))))
    ) {
      throw wrong(name, `give a list of ${OMITTED.join(", ")}`);
    }
  }
  return options;
}

function wrong(name: string, why: string): RangeError {
  return new RangeError(`documents.${name}: ${why}.`);
}
