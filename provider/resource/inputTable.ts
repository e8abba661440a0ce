/** How an input's value is checked. */
export type InputKind = "api" | "id" | "version" | "duration" | "flag";

/** A row of the tables of inputs and outputs. */
export interface Row {
  readonly name: string;
  /** The type, as the documentation shows it. */
  readonly type: string;
  /** One sentence. */
  readonly meaning: string;
}

export interface InputRow extends Row {
  readonly kind: InputKind;
  /** The value when the input is not declared. Absent: the input is required. */
  readonly fallback?: string | boolean;
}

/** Every input of `OfferGoLive`. Validation, hints about typing errors and the reference come from this table. */
export const INPUTS = [
  {
    name: "api",
    kind: "api",
    type: "`cloudPartner` or `productIngestion`",
    fallback: "cloudPartner",
    meaning:
      "The API that holds the offer: the Cloud Partner Portal API, or the Product Ingestion API of Microsoft Graph. It changes only together with `offerVersion`.",
  },
  {
    name: "publisherId",
    kind: "id",
    type: "text",
    meaning:
      "The publisher's id, as in the offer's address in Partner Center. Fixed for the life of the resource.",
  },
  {
    name: "offerId",
    kind: "id",
    type: "text",
    meaning:
      "The offer's id, as in its address in Partner Center. Fixed for the life of the resource: another offer is another resource.",
  },
  {
    name: "offerVersion",
    kind: "version",
    type: "whole number above zero, also as text",
    meaning: "The version in preview that is to go live. The only input whose change launches.",
  },
  {
    name: "timeout",
    kind: "duration",
    type: "whole numbers of `d h m s`, such as `90m`, `5h` or `1h30m`; at most `30d`",
    fallback: "5h",
    meaning:
      "How long one run waits, unless `customTimeouts.create` says otherwise. The launch itself goes on, and the next run resumes it.",
  },
  {
    name: "waitForLive",
    kind: "flag",
    type: "boolean",
    fallback: true,
    meaning: "`false`: return once the launch is accepted; later runs look again, and fail if it failed.",
  },
  {
    name: "waitForReady",
    kind: "flag",
    type: "boolean",
    fallback: false,
    meaning: "`true`: wait until the offer is ready to launch instead of refusing.",
  },
  {
    name: "verifyVersion",
    kind: "flag",
    type: "boolean",
    fallback: true,
    meaning:
      "`false`: do not compare `offerVersion` with the service's numbers; what waits in preview is launched.",
  },
] as const satisfies readonly InputRow[];

export type InputName = (typeof INPUTS)[number]["name"];

/** Inputs that the resource computes itself. Policies and the engine see them; a program cannot set them. */
export const COMPUTED_INPUTS = [
  {
    name: "service",
    type: "text",
    meaning:
      "The origin of the service, such as `https://cloudpartner.azure.com`. With another one the offer is looked at again.",
  },
  {
    name: "launches",
    type: "`true`, or absent",
    meaning: "This run may launch: the resource is new, or its `offerVersion` or its service changed.",
  },
  {
    name: "launchCheckedAt",
    type: "ISO 8601 time, UTC, or absent",
    meaning:
      "When `launches` was computed. It is not known in a preview. An old time marks an earlier run, whose inputs the state keeps.",
  },
] as const satisfies readonly Row[];
