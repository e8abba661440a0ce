/** The properties of a resource as plain values; `UNKNOWN` stands for one that is not known yet. */
export type Properties = Readonly<Record<string, unknown>>;
