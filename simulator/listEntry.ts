/** An entry that an offer's list of operations holds besides those of its publishes and launches. */
export interface ListEntry {
  /** Default `publish`; the documentation also knows `goLive`, and `cancel` has been seen. */
  readonly type?: string;
  /** Its status word once it has ended. Default `complete`. */
  readonly state?: string;
  /** Default `staging`; `draft` and `production` are others. */
  readonly slot?: string;
  /** The offer's version. Default: none. */
  readonly version?: number;
  /** How long ago it began, in milliseconds from when it is added. Default 0. */
  readonly agoMs?: number;
  /** Milliseconds that it is listed as running. Default 0: it has ended. */
  readonly runsMs?: number;
}

/** Throws a `RangeError` that says what is wrong; the values may come from outside. */
export function checkListEntry(entry: ListEntry): ListEntry {
  for (const name of ["type", "state", "slot"] as const) {
    if (entry[name] !== undefined && typeof entry[name] !== "string")
      throw new RangeError(`${name} has to be text.`);
  }
  for (const name of ["version", "agoMs", "runsMs"] as const) {
    const { [name]: value = 0 } = entry;
    if (!(Number.isFinite(value) && value >= 0)) {
      throw new RangeError(`${name} has to be a number of zero or above.`);
    }
  }
  return entry;
}
