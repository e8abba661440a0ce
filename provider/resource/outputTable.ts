import type { Row } from "./inputTable";

export interface OutputRow extends Row {
  /** May be missing. */
  readonly optional: boolean;
}

/** Every output of `OfferGoLive` besides its inputs. */
export const OUTPUTS = [
  {
    name: "status",
    type: "`running`, `succeeded`, `failed`, `canceled` or `indeterminate`",
    optional: false,
    meaning:
      "Where the launch stands. `indeterminate`: no confirmation of the launch request arrived, and no launch was found.",
  },
  {
    name: "origin",
    type: "`launched`, `adopted` or `alreadyLive`",
    optional: false,
    meaning: "Launched by this resource, followed because it ran already, or live before.",
  },
  {
    name: "operationUrl",
    type: "text",
    optional: true,
    meaning: "The operation that is followed, when there is one.",
  },
  {
    name: "liveVersion",
    type: "text",
    optional: true,
    meaning: "The version in production, as last confirmed.",
  },
  { name: "startTime", type: "ISO 8601 time, UTC", optional: false, meaning: "When the launch began." },
  {
    name: "endTime",
    type: "ISO 8601 time, UTC",
    optional: true,
    meaning: "When the launch ended, as far as was seen.",
  },
  {
    name: "failure",
    type: "`code`, `step` and `message`",
    optional: true,
    meaning: "Why a launch failed or was canceled.",
  },
] as const satisfies readonly OutputRow[];
